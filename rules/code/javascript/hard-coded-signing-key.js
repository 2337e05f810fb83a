const jwt = require('jsonwebtoken');
const session = require('express-session');
const SECRET = 'change-me';

// ruleid: hard-coded-signing-key
const token = jwt.sign({ sub: user.id }, 'change-me', { expiresIn: '1h' });
// ruleid: hard-coded-signing-key
const claims = jwt.verify(token, SECRET);
// ruleid: hard-coded-signing-key
app.use(session({ secret: 'keyboard cat', resave: false, cookie: { secure: true } }));
// ruleid: hard-coded-signing-key
app.use(cookieParser('change-me'));
// ruleid: hard-coded-signing-key
fastify.register(require('@fastify/jwt'), { secret: 'change-me' });
// ruleid: hard-coded-signing-key
passport.use(new Strategy({ jwtFromRequest: bearer, secretOrKey: SECRET }, done));
// ok: hard-coded-signing-key
jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
// ok: hard-coded-signing-key
app.use(session({ secret: settings.sessionSecret, resave: false }));
// ok: hard-coded-signing-key
app.use(cookieParser());
// ok: hard-coded-signing-key
jwt.verify(token, key, { algorithms: ['RS256'] });
// ok: hard-coded-signing-key
fastify.register(require('@fastify/jwt'), { secret: settings.secret });

// ruleid: hard-coded-signing-key-default
const key = process.env.JWT_SECRET || 'development';
// ruleid: hard-coded-signing-key-default
const settings = { sessionSecret: process.env.SESSION_SECRET ?? 'secret' };
// ok: hard-coded-signing-key-default
const lifetime = process.env.JWT_LIFETIME || '15m';
// ok: hard-coded-signing-key-default
const empty = process.env.JWT_SECRET || '';
// ok: hard-coded-signing-key-default
const client = process.env.AUTH_CLIENT_SECRET || 'none';
