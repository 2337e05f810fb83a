import { createRemoteJWKSet, jwtVerify } from 'jose';
import { expressjwt } from 'express-jwt';
import jwksRsa from 'jwks-rsa';

const keys = createRemoteJWKSet(new URL(settings.jwks));

export async function caller(token: string) {
  // ruleid: no-audience
  const { payload } = await jwtVerify(token, keys);
  return payload.sub;
}

export async function issued(token: string) {
  // ruleid: no-audience
  const { payload } = await jwtVerify(token, keys, { issuer: settings.issuer });
  return payload.sub;
}

// ruleid: no-audience
app.use(expressjwt({ secret: jwksRsa.expressJwtSecret({ jwksUri: settings.jwks }), algorithms: ['RS256'] }));

// ruleid: no-audience
const options = { jwtFromRequest: bearer, secretOrKeyProvider: passportJwtSecret({ jwksUri: settings.jwks }), algorithms: ['RS256'] };

export async function checked(token: string) {
  // ok: no-audience
  const { payload } = await jwtVerify(token, keys, { issuer: settings.issuer, audience: settings.audience });
  return payload.sub;
}

export async function compared(token: string) {
  // ok: no-audience
  const { payload } = await jwtVerify(token, keys);
  if (payload.aud !== settings.audience) throw new Error('audience');
  return payload.sub;
}

// ok: no-audience
app.use(expressjwt({ secret: jwksRsa.expressJwtSecret({ jwksUri: settings.jwks }), audience: settings.audience, algorithms: ['RS256'] }));

export async function own(token: string) {
  // ok: no-audience
  return jwtVerify(token, ownKey);
}
