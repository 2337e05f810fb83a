import { Controller, Delete, Get, Param } from '@nestjs/common';

// ruleid: get-that-writes-path
app.get('/users/delete/:id', users.remove);
// ruleid: get-that-writes-path
router.get('/orders/:id/remove', requireAuth, remove);
// ok: get-that-writes-path
app.get('/orders/deleted', deleted);
// ok: get-that-writes-path
app.delete('/users/delete/:id', users.remove);
// ok: get-that-writes-path
cache.get('/delete/1', one);

router.get('/orders/:id/clear', async (req, res) => {
  // ruleid: get-that-writes-express
  await Order.deleteMany({ parent: req.params.id });
  res.end();
});
app.get('/users/:id/close', requireAuth, async (req, res) => {
  // ruleid: get-that-writes-express
  await prisma.user.delete({ where: { id: req.params.id } });
  res.end();
});
app.get('/seed', async function (req, res) {
  // ruleid: get-that-writes-express
  await Product.insertMany(products);
  res.end();
});
router.delete('/orders/:id', async (req, res) => {
  // ok: get-that-writes-express
  await Order.deleteOne({ _id: req.params.id });
  res.end();
});
router.get('/confirm/:token', async (req, res) => {
  // ok: get-that-writes-express
  await Invitation.deleteOne({ token: req.params.token });
  res.end();
});
router.get('/me', async (req, res) => {
  // ok: get-that-writes-express
  await Session.deleteMany({ expired: true });
  res.json(req.user);
});

@Controller('orders')
export class OrdersController {
  @Get('drop/:id')
  removeOrder(@Param('id') id: string) {
    // ruleid: get-that-writes-nest
    return this.orders.remove(id);
  }

  @Delete(':id')
  remove(@Param('id') id: string) {
    // ok: get-that-writes-nest
    return this.orders.remove(id);
  }

  @Get(':id')
  one(@Param('id') id: string) {
    // ok: get-that-writes-nest
    return this.orders.one(id);
  }
}
