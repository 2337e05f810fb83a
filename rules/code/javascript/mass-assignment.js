exports.make = async (req, res) => {
  // ruleid: mass-assignment
  const user = await User.create(req.body);
  // ruleid: mass-assignment
  const order = new Order({ ...req.body, owner: req.user.id });
  // ruleid: mass-assignment
  await User.findByIdAndUpdate(req.params.id, req.body, { new: true });
  // ruleid: mass-assignment
  await User.updateOne({ _id: req.params.id }, { $set: req.body });
  // ruleid: mass-assignment
  await User.update(req.body, { where: { id: req.user.id } });
  // ruleid: mass-assignment
  await prisma.user.update({ where: { id: req.user.id }, data: req.body });
  // ruleid: mass-assignment
  Object.assign(user, req.body);
  // ok: mass-assignment
  await User.create({ name: req.body.name, email: req.body.email });
  // ok: mass-assignment
  const input = new CreateUserDto(req.body);
  // ok: mass-assignment
  const options = Object.assign({}, req.body);
  // ok: mass-assignment
  await orders.create(req.body);
  res.json(user);
};

exports.checked = async (req, res) => {
  const { error } = schema.validate(req.body);
  if (error) return res.status(400).json(error);
  // ok: mass-assignment
  res.json(await User.create(req.body));
};

router.post('/orders', validate(orderSchema), async (req, res) => {
  // ok: mass-assignment
  res.json(await Order.create(req.body));
});

router.post('/prices', async (req, res) => {
  // ruleid: mass-assignment
  res.json(await Price.create(req.body));
});
