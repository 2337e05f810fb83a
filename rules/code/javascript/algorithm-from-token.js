const jwt = require('jsonwebtoken');

const decoded = jwt.decode(token, { complete: true });
// ruleid: algorithm-from-token
jwt.verify(token, key, { algorithms: [decoded.header.alg] });

async function check(token) {
  const { alg } = decodeProtectedHeader(token);
  // ruleid: algorithm-from-token
  return jwtVerify(token, key, { algorithms: [alg] });
}

function chosen(token, key) {
  const header = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
  const algorithm = header.alg;
  // ruleid: algorithm-from-token
  return jwt.verify(token, key, { issuer, algorithms: [algorithm] });
}

function compared(token, key) {
  const header = jwt.decode(token, { complete: true }).header;
  const algorithm = header.alg;
  if (!allowed.includes(algorithm)) throw new Error('algorithm');
  // ok: algorithm-from-token
  return jwt.verify(token, key, { algorithms: [algorithm] });
}

function byKey(token) {
  const jwk = keys.get(jwt.decode(token, { complete: true }).header.kid);
  // ok: algorithm-from-token
  return jwt.verify(token, jwk.pem, { algorithms: [jwk.alg] });
}

// ruleid: algorithm-from-token-confusion
jwt.verify(token, publicKey, { algorithms: ['RS256', 'HS256'] });
// ruleid: algorithm-from-token-confusion
app.use(expressjwt({ secret: publicKey, algorithms: ['HS256', 'RS256'] }));
// ok: algorithm-from-token-confusion
jwt.verify(token, publicKey, { algorithms: ['RS256', 'RS512', 'ES256'] });
// ok: algorithm-from-token-confusion
jwt.verify(token, secret, { algorithms: ['HS256', 'HS512'] });
