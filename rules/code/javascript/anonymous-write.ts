import { Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';

@Controller('orders')
export class OrdersController {
  @Public()
  @Delete(':id')
  // ruleid: anonymous-write
  remove(@Param('id') id: string) {
    return this.orders.remove(id);
  }

  @Patch(':id')
  @SkipAuth()
  // ruleid: anonymous-write
  async change(@Param('id') id: string, @Body() order: OrderDto) {
    return this.orders.change(id, order);
  }

  @Public()
  @Get()
  // ok: anonymous-write
  list() {}

  @Public()
  @Post('login')
  // ok: anonymous-write
  login(@Body() form: LoginDto) {}

  @Public()
  @Put('password')
  // ok: anonymous-write
  resetPassword(@Body() form: ResetDto) {}

  @Put(':id')
  // ok: anonymous-write
  replace(@Param('id') id: string, @Body() order: OrderDto) {}
}
