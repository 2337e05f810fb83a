const app = express();
const serverAdapter = new ExpressAdapter();
// ruleid: management-endpoint-public
app.use('/queues', serverAdapter.getRouter());
// ruleid: management-endpoint-public
app.use('/agenda', Agendash(agenda));
// ruleid: management-endpoint-public
app.use(statusMonitor());

const router = AdminJSExpress.buildRouter(admin);
// ruleid: management-endpoint-public-adminjs
app.use(admin.options.rootPath, router);

const guarded = AdminJSExpress.buildAuthenticatedRouter(admin, { authenticate, cookiePassword });
// ok: management-endpoint-public-adminjs
app.use(admin.options.rootPath, guarded);
// ok: management-endpoint-public
app.use('/admin/queues', requireAdmin, serverAdapter.getRouter());
// ok: management-endpoint-public
app.use('/orders', orders.getRouter());
if (process.env.NODE_ENV !== 'production') {
  // ok: management-endpoint-public
  app.use('/jobs', serverAdapter.getRouter());
}
