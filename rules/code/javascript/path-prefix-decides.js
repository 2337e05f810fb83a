function authenticate(req, res, next) {
  // ruleid: path-prefix-decides
  if (req.originalUrl.includes('/public')) return next();
  req.user = jwt.verify(req.token, key);
  next();
}
app.use((req, res, next) => {
  // ruleid: path-prefix-decides
  if (req.path.startsWith('/health') || req.path === '/') {
    return next();
  }
  if (!req.session.user) return res.sendStatus(401);
  next();
});
app.use(async (req, res, next) => {
  // ruleid: path-prefix-decides
  if (req.url.indexOf('/login') > -1) return next();
  if (!req.user) return res.status(401).json({});
  next();
});
function exact(req, res, next) {
  // ok: path-prefix-decides
  if (req.path === '/health') return next();
  req.user = jwt.verify(req.token, key);
  next();
}
function tracing(req, res, next) {
  // ok: path-prefix-decides
  if (req.path.startsWith('/health')) return next();
  logger.info(req.path);
  next();
}
function whole(req, res, next) {
  // ok: path-prefix-decides
  if (req.path.startsWith('/public/')) return next();
  req.user = jwt.verify(req.token, key);
  next();
}
