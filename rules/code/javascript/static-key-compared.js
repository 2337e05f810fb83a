function requireKey(req, res, next) {
  // ruleid: static-key-compared
  if (req.headers['x-api-key'] !== process.env.API_KEY) return res.sendStatus(401);
  next();
}
app.use((req, res, next) => {
  const key = req.get('X-Internal-Token');
  // ruleid: static-key-compared
  if (key === process.env.INTERNAL_TOKEN) return next();
  res.sendStatus(401);
});
app.post('/admin', (req, res) => {
  // ruleid: static-key-compared
  if (req.header('authorization') !== `Bearer ${process.env.ADMIN_TOKEN}`) return res.sendStatus(401);
  res.end();
});
async function perCaller(req, res, next) {
  const client = await Client.findOne({ key: digest(req.headers['x-api-key']) });
  // ok: static-key-compared
  if (!client) return res.sendStatus(401);
  next();
}
function kind(req, res, next) {
  // ok: static-key-compared
  if (req.headers['content-type'] !== 'application/json') return res.sendStatus(415);
  next();
}
function missing(req, res, next) {
  // ok: static-key-compared
  if (req.headers['x-api-key'] === undefined) return res.sendStatus(401);
  next();
}
app.post('/hooks/support', (req, res) => {
  // ok: static-key-compared
  if (req.headers['x-token'] !== process.env.SUPPORT_WEBHOOK_SECRET) return res.sendStatus(401);
  res.end();
});
