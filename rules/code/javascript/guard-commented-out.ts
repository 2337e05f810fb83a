import { Controller, Delete, Get, UseGuards } from '@nestjs/common';

@Controller('orders')
export class OrdersController {
  // ruleid: guard-commented-out
  // @UseGuards(JwtAuthGuard)
  @Delete(':id')
  remove() {}

  // ruleid: guard-commented-out
  // @Roles('admin')
  @Get('all')
  all() {}

  // ok: guard-commented-out
  // @UseGuards stands on the class
  @UseGuards(JwtAuthGuard)
  @Get()
  list() {}
}

const router = Router();
// ruleid: guard-commented-out
// router.use(requireAuth);
router.get('/orders', list);

// ruleid: guard-commented-out
// app.use('/api', authenticate);
// ruleid: guard-commented-out
// app.use(passport.authenticate('jwt', { session: false }));

router.delete(
  '/orders/:id',
  // ruleid: guard-commented-out
  // requireAdmin,
  remove,
);

// ok: guard-commented-out
// app.use(cors());
// ok: guard-commented-out
// app.use('/auth', authRoutes);
// ok: guard-commented-out
// authenticate the caller, then look up the order
// ok: guard-commented-out
// Use router.use(requireAuth) to guard all routes of a router.
router.use(requireAuth);
