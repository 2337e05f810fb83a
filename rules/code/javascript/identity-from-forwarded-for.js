const limiter = rateLimit({
  windowMs: 60000,
  // ruleid: identity-from-forwarded-for
  keyGenerator: (req) => req.headers['x-forwarded-for'] || req.ip,
});

const strict = rateLimit({
  keyGenerator: (req) => {
    const ip = req.get('X-Real-IP');
    // ruleid: identity-from-forwarded-for
    return ip;
  },
});

function onlyUs(req, res, next) {
  const ip = req.headers['x-forwarded-for'];
  // ruleid: identity-from-forwarded-for
  if (!allowedAddresses.includes(ip)) return res.sendStatus(403);
  next();
}

function local(req, res, next) {
  // ruleid: identity-from-forwarded-for
  if (req.headers['x-real-ip'] === '10.0.0.7') return next();
  res.sendStatus(403);
}

async function consume(req, res, next) {
  // ruleid: identity-from-forwarded-for
  await rateLimiter.consume(req.header('x-forwarded-for'));
  next();
}

// ok: identity-from-forwarded-for
const byUser = rateLimit({ keyGenerator: (req) => req.user.id });
// ok: identity-from-forwarded-for
logger.info({ ip: req.headers['x-forwarded-for'], path: req.path });
// ok: identity-from-forwarded-for
if (allowedOrigins.includes(req.headers.origin)) next();
function audit(req) {
  const ip = req.headers['x-forwarded-for'] || req.socket.remoteAddress;
  // ok: identity-from-forwarded-for
  return { ip, at: Date.now() };
}
