const express = require('express');
const { requireAuth, checkRole } = require('./guards');
const app = express();
const router = express.Router();

// ruleid: guard-after-handler-route
app.get('/orders', (req, res) => { res.json(orders); }, requireAuth);
// ruleid: guard-after-handler-route
router.post('/orders', async (req, res) => { res.json(await make(req.body)); }, checkRole('admin'));
// ruleid: guard-after-handler-route
router.delete('/orders/:id', validate(schema), function (req, res) { remove(req.params.id); res.end(); }, auth.requireUser);

// ok: guard-after-handler-route
app.get('/prices', requireAuth, (req, res) => { res.json(prices); });
// ok: guard-after-handler-route
app.get('/profile', (req, res, next) => { req.started = Date.now(); next(); }, requireAuth, profile);
// ok: guard-after-handler-route
router.put('/orders/:id', (req, res, next) => { load(req); next(); }, requireAuth);
// ok: guard-after-handler-route
router.put('/prices/:id', (req, res) => { res.end(); }, reportError);
// ok: guard-after-handler-route
cache.get('/orders', () => { return 1; }, auth);

const late = express.Router();
late.get('/orders', list);
late.post('/orders', make);
// ruleid: guard-after-handler-router
late.use(requireAuth);

const half = express.Router();
half.post('/login', login);
// ok: guard-after-handler-router
half.use(requireAuth);
half.get('/orders', list);

const mounting = express.Router();
mounting.get('/health', health);
// ok: guard-after-handler-router
mounting.use(requireAuth);
mounting.use('/orders', orders);

const early = express.Router();
// ok: guard-after-handler-router
early.use(requireAuth);
early.get('/orders', list);

module.exports = late;
module.exports = half;
module.exports = mounting;
module.exports = early;
