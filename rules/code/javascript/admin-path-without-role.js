const app = require('express')();
// ruleid: admin-path-without-role
app.delete('/admin/users/:id', requireAuth, removeUser);
// ruleid: admin-path-without-role
app.get('/api/v1/admin/users', passport.authenticate('jwt', { session: false }), users.list);
// ruleid: admin-path-without-role
router.post('/internal/reindex', authenticate(), (req, res) => { reindex(); res.end(); });
// ok: admin-path-without-role
app.delete('/admin/orders/:id', requireAuth, requireRole('admin'), removeOrder);
// ok: admin-path-without-role
app.get('/admin/orders', requireAdmin, orders);
// ok: admin-path-without-role
app.get('/administrators', requireAuth, names);
// ok: admin-path-without-role
app.get('/admin/me', requireAuth, (req, res) => { if (req.user.role !== 'admin') return res.sendStatus(403); res.json(req.user); });
// ok: admin-path-without-role
app.use('/admin', requireAuth, adminRouter);
// ok: admin-path-without-role
client.get('/admin/orders', auth, done);
