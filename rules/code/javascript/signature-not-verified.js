const jwt = require('jsonwebtoken');
const { decodeJwt, jwtVerify } = require('jose');

function authenticate(req, res, next) {
  const token = req.headers.authorization.split(' ')[1];
  // ruleid: signature-not-verified-principal
  req.user = jwt.decode(token);
  next();
}

const identify = (req, res, next) => {
  const claims = jwt.decode(req.cookies.token, { complete: true });
  // ruleid: signature-not-verified-principal
  req.userId = claims.payload.sub;
  next();
};

async function koa(ctx, next) {
  const claims = decodeJwt(ctx.get('authorization').slice(7));
  // ruleid: signature-not-verified-principal
  ctx.state.user = claims;
  await next();
}

const lookUp = async (req, res, next) => {
  const claims = jwt.decode(req.headers['x-token']);
  // ruleid: signature-not-verified-principal
  const user = await User.findById(claims.id);
  next();
};

function verified(req, res, next) {
  const header = jwt.decode(req.token, { complete: true }).header;
  const key = keys[header.kid];
  // ok: signature-not-verified-principal
  req.user = jwt.verify(req.token, key, { algorithms: ['RS256'] });
  next();
}

async function joseVerified(ctx, next) {
  const issuer = decodeJwt(ctx.token).iss;
  const { payload } = await jwtVerify(ctx.token, keysOf(issuer));
  // ok: signature-not-verified-principal
  ctx.state.user = payload;
  await next();
}

function expiry(session) {
  const claims = jwt.decode(session.accessToken);
  // ok: signature-not-verified-principal
  session.expires = claims.exp;
}

// ruleid: signature-not-verified-switched-off
const simple = jwt.decode(token, key, true);
// ruleid: signature-not-verified-switched-off
const unkeyed = jwt.verify(token, null, { algorithms: ['HS256'] });
// ok: signature-not-verified-switched-off
const keyed = jwt.decode(token, key, false, 'HS256');
// ok: signature-not-verified-switched-off
const checked = jwt.verify(token, key, { algorithms: ['HS256'] });

const renew = (req, res, next) => {
  passport.authenticate('jwt', { session: false }, async (error, user, info) => {
    if (info instanceof TokenExpiredError) {
      // ok: signature-not-verified-principal
      req.user = await renewed(jwt.decode(req.token).id);
    }
    next();
  })(req, res, next);
};
