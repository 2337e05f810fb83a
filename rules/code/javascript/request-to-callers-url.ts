// A client that sends what its user put together
export async function execute(request: RelayRequest) {
  // ok: request-to-callers-url
  return axios({ url: request.url, params: request.params, data: request.body.content });
}

export async function load(request: RelayRequest) {
  // ok: request-to-callers-url
  return fetch(request.params.address);
}
