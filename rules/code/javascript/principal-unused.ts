import { Body, Controller, Delete, Param, Post } from '@nestjs/common';

@Controller('orders')
export class OrdersController {
  @Post()
  // ruleid: principal-unused
  create(@CurrentUser() user: User, @Body() order: OrderDto) {
    return this.orders.create(order);
  }

  @Delete(':id')
  // ruleid: principal-unused
  async remove(@Param('id') id: string, @GetUser() user: User) {
    await this.orders.remove(id);
  }

  @Post('copies')
  // ok: principal-unused
  copy(@CurrentUser() user: User, @Body() order: OrderDto) {
    return this.orders.create(order, user);
  }

  @Post('drafts')
  // ok: principal-unused
  async draft(@CurrentUser() user: User, @Body() order: OrderDto) {
    const owner = user.id;
    return this.orders.create({ ...order, owner });
  }

  @Post('public')
  // ok: principal-unused
  open(@CurrentUser() _user: User, @Body() order: OrderDto) {
    return this.orders.create(order);
  }

  @Get()
  // ok: principal-unused
  list(@CurrentUser() user: User) {
    return this.orders.list();
  }
}
