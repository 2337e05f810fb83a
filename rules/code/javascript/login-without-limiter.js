const rateLimit = require('express-rate-limit');
const limiter = rateLimit({ windowMs: 60000, limit: 10 });
// ruleid: login-without-limiter-unused
const forgotten = rateLimit({ windowMs: 60000, limit: 5 });

router.post('/orders', limiter, make);
// ruleid: login-without-limiter-route
router.post('/login', login);
// ok: login-without-limiter-route
router.post('/reset-password', limiter, reset);
// ok: login-without-limiter-route
router.post('/prices', prices);
// ok: login-without-limiter-route
client.post('/login', form);
// ok: login-without-limiter-unused
export const signUpLimiter = rateLimit({ windowMs: 60000, limit: 5 });
