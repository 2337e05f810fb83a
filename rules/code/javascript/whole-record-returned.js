router.get('/users', async (req, res) => {
  const users = await User.find();
  // ruleid: whole-record-returned
  res.json(users);
});
router.get('/users/:id', async (req, res) => {
  const user = await prisma.user.findUnique({ where: { id: req.params.id } });
  // ruleid: whole-record-returned
  res.status(200).json({ user });
});
router.get('/accounts/:id', async (req, res) => {
  // ruleid: whole-record-returned
  res.send(await Account.findById(req.params.id));
});
router.get('/members', async (req, res) => {
  const users = await User.find().select('name');
  // ok: whole-record-returned
  res.json(users);
});
router.get('/people/:id', async (req, res) => {
  const user = await prisma.user.findUnique({ where: { id: req.params.id }, select: { name: true } });
  // ok: whole-record-returned
  res.json(user);
});
router.get('/names/:id', async (req, res) => {
  const user = await User.findById(req.params.id);
  // ok: whole-record-returned
  res.json({ name: user.name });
});
router.get('/views/:id', async (req, res) => {
  const user = await User.findById(req.params.id);
  // ok: whole-record-returned
  res.json(view(user));
});
router.get('/orders', async (req, res) => {
  // ok: whole-record-returned
  res.json(await Order.find());
});
router.get('/first', async (req, res) => {
  const user = users.find((one) => one.id === req.params.id);
  // ok: whole-record-returned
  res.json(user);
});
