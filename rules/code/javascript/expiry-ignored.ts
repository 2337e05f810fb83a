import jwt from 'jsonwebtoken';
import { SignJWT } from 'jose';

// ruleid: expiry-ignored-verification
const claims = jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: true });
// ruleid: expiry-ignored-verification
const late = await this.jwt.verifyAsync(token, { secret: key, ignoreExpiration: true });

export class TokenStrategy extends PassportStrategy(Strategy) {
  constructor() {
    // ruleid: expiry-ignored-verification
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ignoreExpiration: true, secretOrKey: key });
  }
}
// ok: expiry-ignored-verification
const fresh = jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: false });
function refresh(token: string) {
  // ok: expiry-ignored-verification
  const old = jwt.verify(token, key, { ignoreExpiration: true });
  if (old.exp < Date.now() / 1000 - grace) throw new Error('too old');
  return old;
}

// ruleid: expiry-ignored-signing
const forever = jwt.sign({ sub: user.id }, key);
// ruleid: expiry-ignored-signing
const typed = jwt.sign({ sub: user.id, role: user.role }, key, { algorithm: 'RS256' });
// ok: expiry-ignored-signing
const short = jwt.sign({ sub: user.id }, key, { algorithm: 'RS256', expiresIn: '15m' });
// ok: expiry-ignored-signing
const dated = jwt.sign({ sub: user.id, exp: until }, key);
// ok: expiry-ignored-signing
const given = jwt.sign(payload, key);
// ok: expiry-ignored-signing
const spread = jwt.sign({ ...payload }, key);
// ok: expiry-ignored-signing
const signature = wallet.sign({ hash }, key);

// ruleid: expiry-ignored-lifetime
const decade = jwt.sign({ sub: user.id }, key, { expiresIn: '10y' });
// ruleid: expiry-ignored-lifetime
const year = jwt.sign(payload, key, { expiresIn: '365d' });
// ok: expiry-ignored-lifetime
const month = jwt.sign(payload, key, { expiresIn: '30d' });

// ruleid: expiry-ignored-jose
const bare = await new SignJWT({ sub: user.id }).setProtectedHeader({ alg: 'RS256' }).sign(key);
// ok: expiry-ignored-jose
const timed = await new SignJWT({ sub: user.id }).setProtectedHeader({ alg: 'RS256' }).setExpirationTime('15m').sign(key);

// ok: expiry-ignored-signing
const own = jwt.sign({ sub: user.id, expiresAt: until.toISOString() }, key);
// ok: expiry-ignored-verification
passport.use(new JwtStrategy({ jwtFromRequest: bearer, secretOrKey: key, ignoreExpiration: true }, checkExpiry));
