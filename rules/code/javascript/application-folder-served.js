const app = express();
// ruleid: application-folder-served
app.use(express.static('.'));
// ruleid: application-folder-served
app.use('/files', express.static(__dirname));
// ruleid: application-folder-served
app.use(express.static(path.join(__dirname, '..')));
// ruleid: application-folder-served
fastify.register(fastifyStatic, { root: process.cwd() });
// ok: application-folder-served
app.use(express.static(path.join(__dirname, 'public')));
// ok: application-folder-served
app.use(express.static('public'));
// ok: application-folder-served
fastify.register(fastifyStatic, { root: path.join(__dirname, 'dist') });
// ok: application-folder-served
const base = path.resolve(__dirname, '..');
