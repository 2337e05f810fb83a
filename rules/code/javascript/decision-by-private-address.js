function internal(req, res, next) {
  // ruleid: decision-by-private-address
  if (req.ip === '127.0.0.1') return next();
  res.sendStatus(401);
}

function network(req, res, next) {
  // ruleid: decision-by-private-address
  if (!req.socket.remoteAddress.startsWith('10.')) {
    return res.status(403).json({ error: 'internal' });
  }
  next();
}

app.use('/metrics', (req, res, next) => {
  const clientIp = req.ip;
  // ruleid: decision-by-private-address
  if (['127.0.0.1', '::1'].includes(clientIp)) {
    next();
  } else {
    requireAuth(req, res, next);
  }
});

function log(req, res, next) {
  // ok: decision-by-private-address
  const ip = req.ip === '::1' ? '127.0.0.1' : req.ip;
  logger.info({ ip });
  next();
}

function listen(host) {
  // ok: decision-by-private-address
  if (host === '127.0.0.1') return true;
  return false;
}

function banner(req, res, next) {
  // ok: decision-by-private-address
  if (req.hostname === 'localhost') {
    res.locals.banner = 'development';
  }
  next();
}

const limiter = rateLimit({
  skip: (req) => {
    // ok: decision-by-private-address
    if (req.ip === '127.0.0.1') return true;
    return false;
  },
});
