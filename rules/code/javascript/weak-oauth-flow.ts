export async function tokenByPassword({ tokenEndpoint, clientID, username, password }: Grant) {
  // ok: weak-oauth-flow-password
  return fetch(tokenEndpoint, { method: 'POST', body: new URLSearchParams({ grant_type: 'password', username, password }) });
}

export function implicit(address: URL) {
  // ok: weak-oauth-flow-implicit
  address.searchParams.set('response_type', 'token');
}
