const app = express();
// ruleid: all-proxies-trusted
app.set('trust proxy', true);
// ruleid: all-proxies-trusted
app.enable('trust proxy');
// ruleid: all-proxies-trusted
const server = fastify({ logger: true, trustProxy: true });
const koa = new Koa();
// ruleid: all-proxies-trusted
koa.proxy = true;
// ok: all-proxies-trusted
app.set('trust proxy', 1);
// ok: all-proxies-trusted
app.set('trust proxy', ['loopback', '10.0.0.0/8']);
// ok: all-proxies-trusted
app.set('trust proxy', settings.proxies);
// ok: all-proxies-trusted
const other = fastify({ trustProxy: '10.0.0.1' });
// ok: all-proxies-trusted
app.disable('trust proxy');
