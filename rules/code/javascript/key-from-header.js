const { createRemoteJWKSet, decodeProtectedHeader, EmbeddedJWK, importJWK, jwtVerify } = require('jose');

async function byAddress(token) {
  const { jku } = decodeProtectedHeader(token);
  // ruleid: key-from-header
  return jwtVerify(token, createRemoteJWKSet(new URL(jku)));
}

async function byKey(token) {
  const header = decodeProtectedHeader(token);
  // ruleid: key-from-header
  const key = await importJWK(header.jwk, 'RS256');
  return jwtVerify(token, key);
}

function byClient(token) {
  const decoded = jwt.decode(token, { complete: true });
  // ruleid: key-from-header
  const client = jwksClient({ jwksUri: decoded.header.jku, cache: true });
  return client;
}

async function listed(token) {
  const { jku } = decodeProtectedHeader(token);
  if (!trusted.includes(jku)) throw new Error('unknown key set');
  // ok: key-from-header
  return jwtVerify(token, createRemoteJWKSet(new URL(jku)));
}

async function fixed(token) {
  const { kid } = decodeProtectedHeader(token);
  // ok: key-from-header
  return jwtVerify(token, createRemoteJWKSet(new URL(settings.jwks)), { kid });
}

// ruleid: key-from-header-embedded
const result = await jwtVerify(token, EmbeddedJWK, { algorithms: ['ES256'] });
// ok: key-from-header-embedded
const proof = await jwtVerify(token, EmbeddedJWK, { typ: 'dpop+jwt' });
// ok: key-from-header-embedded
const known = await jwtVerify(token, keySet, { algorithms: ['ES256'] });
