export function caller(req, res, next) {
  // ruleid: identity-from-gateway-header
  req.user = { id: req.headers['x-user-id'] };
  next();
}

export async function orders(req, res) {
  // ruleid: identity-from-gateway-header
  const userId = req.header('X-Authenticated-User');
  res.json(await Order.find({ owner: userId }));
}

export function roles(request: Request) {
  // ruleid: identity-from-gateway-header
  const role = request.headers.get('x-user-role') ?? 'guest';
  return role;
}

export function signed(req, res, next) {
  verifier.verify(req.headers['x-signature']);
  // ok: identity-from-gateway-header
  req.user = { id: req.headers['x-user-id'] };
  jwt.verify(req.headers['x-gateway'], key);
  next();
}

export function traced(req, res, next) {
  // ok: identity-from-gateway-header
  req.id = req.headers['x-request-id'];
  next();
}

export function agent(req) {
  // ok: identity-from-gateway-header
  const agent = req.headers['user-agent'];
  return agent;
}
