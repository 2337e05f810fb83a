exports.make = async (req, res) => {
  // ruleid: request-body-assigned
  const user = await User.create(req.body);
  // ruleid: request-body-assigned
  const order = new Order({ ...req.body, owner: req.user.id });
  // ruleid: request-body-assigned
  await User.findByIdAndUpdate(req.params.id, req.body, { new: true });
  // ruleid: request-body-assigned
  await User.updateOne({ _id: req.params.id }, { $set: req.body });
  // ruleid: request-body-assigned
  await User.update(req.body, { where: { id: req.user.id } });
  // ruleid: request-body-assigned
  await prisma.user.update({ where: { id: req.user.id }, data: req.body });
  // ruleid: request-body-assigned
  Object.assign(user, req.body);
  // ok: request-body-assigned
  await User.create({ name: req.body.name, email: req.body.email });
  // ok: request-body-assigned
  const input = new CreateUserDto(req.body);
  // ok: request-body-assigned
  const options = Object.assign({}, req.body);
  // ok: request-body-assigned
  await orders.create(req.body);
  res.json(user);
};

exports.checked = async (req, res) => {
  const { error } = schema.validate(req.body);
  if (error) return res.status(400).json(error);
  // ok: request-body-assigned
  res.json(await User.create(req.body));
};

router.post('/orders', validate(orderSchema), async (req, res) => {
  // ok: request-body-assigned
  res.json(await Order.create(req.body));
});

router.post('/prices', async (req, res) => {
  // ruleid: request-body-assigned
  res.json(await Price.create(req.body));
});
