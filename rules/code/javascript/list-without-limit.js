router.get('/orders', async (req, res) => {
  const { page, limit } = req.query;
  // ruleid: list-without-limit
  const orders = await Order.find().skip(page * limit).limit(limit);
  res.json(orders);
});
router.get('/prices', async (req, res) => {
  const take = parseInt(req.query.take, 10) || 20;
  // ruleid: list-without-limit
  res.json(await prisma.price.findMany({ take, where: { listed: true } }));
});
router.get('/users', async (req, res) => {
  // ruleid: list-without-limit
  res.json(await User.findAll({ limit: Number(req.query.limit), attributes: ['name'] }));
});
router.get('/refunds', async (req, res) => {
  const limit = Math.min(Number(req.query.limit) || 20, 100);
  // ok: list-without-limit
  res.json(await Refund.find().limit(limit));
});
router.get('/invoices', async (req, res) => {
  const limit = Number(req.query.limit);
  if (limit > 100) return res.sendStatus(400);
  // ok: list-without-limit
  res.json(await Invoice.find().limit(limit));
});
router.get('/items', async (req, res) => {
  // ok: list-without-limit
  res.json(await Item.find({ kind: req.query.kind }).limit(50));
});
router.get('/parsed', async (req, res) => {
  const { limit } = querySchema.parse(req.query);
  // ok: list-without-limit
  res.json(await Item.find().limit(limit));
});
