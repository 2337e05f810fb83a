import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiExcludeController, ApiExcludeEndpoint, ApiOperation } from '@nestjs/swagger';

@Controller('orders')
export class OrdersController {
  // ruleid: hidden-route-nest
  @ApiExcludeEndpoint()
  @Delete('purge')
  purge() {}

  // ruleid: hidden-route-nest
  @ApiExcludeEndpoint(true)
  @Post('import')
  load() {}

  // ok: hidden-route-nest
  @ApiExcludeEndpoint(false)
  @Get()
  list() {}

  // ok: hidden-route-nest
  @ApiOperation({ summary: 'One order' })
  @Get(':id')
  one() {}
}

// ruleid: hidden-route-nest
@ApiExcludeController()
@Controller('internal')
export class InternalController {}

export default async function routes(fastify, settings) {
  // ruleid: hidden-route-schema
  fastify.post('/reindex', { schema: { hide: true } }, async () => reindex());
  // ruleid: hidden-route-schema
  fastify.route({ method: 'DELETE', url: '/cache', schema: { hide: true, body: cache }, handler: drop });
  // ok: hidden-route-schema
  fastify.get('/orders', { schema: { hide: settings.hidden, response: orders } }, list);
  // ok: hidden-route-schema
  fastify.get('/prices', { schema: { tags: ['prices'] } }, prices);
  // ok: hidden-route-schema
  menu.open('file', { schema: { hide: true } });
}
