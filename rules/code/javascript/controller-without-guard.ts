import { Body, Controller, Delete, Get, Param, Post, UseGuards } from '@nestjs/common';

@Controller('orders')
// ruleid: controller-without-guard
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get()
  list() {
    return this.orders.list();
  }

  @Delete(':id')
  remove(@Param('id') id: string) {
    return this.orders.remove(id);
  }
}

@Controller({ path: 'prices', version: '1' })
// ruleid: controller-without-guard
class PricesController {
  @Put(':id')
  async change(@Param('id') id: string, @Body() price: PriceDto) {
    await this.prices.change(id, price);
  }
}

@UseGuards(JwtAuthGuard)
@Controller('invoices')
// ok: controller-without-guard
export class InvoicesController {
  @Delete(':id')
  remove(@Param('id') id: string) {}
}

@Controller('refunds')
// ok: controller-without-guard
export class RefundsController {
  @UseGuards(JwtAuthGuard)
  @Delete(':id')
  remove(@Param('id') id: string) {}
}

@Controller('catalogue')
// ok: controller-without-guard
export class CatalogueController {
  @Get()
  list() {}
}
