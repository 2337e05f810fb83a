const { expressjwt: jwt } = require('express-jwt');

// ruleid: optional-guard-on-write-express
router.post('/orders', jwt({ secret: key, algorithms: ['RS256'], credentialsRequired: false }), make);
// ruleid: optional-guard-on-write-express
router.delete('/orders/:id', passport.authenticate(['jwt', 'anonymous'], { session: false }), remove);
// ok: optional-guard-on-write-express
router.get('/orders', jwt({ secret: key, algorithms: ['RS256'], credentialsRequired: false }), list);
// ok: optional-guard-on-write-express
router.post('/prices', jwt({ secret: key, algorithms: ['RS256'] }), make);
// ok: optional-guard-on-write-express
router.put('/prices', passport.authenticate(['jwt', 'apikey'], { session: false }), make);

// ruleid: optional-guard-on-write-hapi
server.route({ method: 'POST', path: '/orders', options: { auth: { strategy: 'jwt', mode: 'try' } }, handler: make });
// ruleid: optional-guard-on-write-hapi
server.route({ method: 'put', path: '/orders', handler: make, options: { auth: { mode: 'optional' } } });
// ok: optional-guard-on-write-hapi
server.route({ method: 'GET', path: '/orders', options: { auth: { strategy: 'jwt', mode: 'try' } }, handler: list });
// ok: optional-guard-on-write-hapi
server.route({ method: 'POST', path: '/prices', options: { auth: { strategy: 'jwt', mode: 'required' } }, handler: make });
