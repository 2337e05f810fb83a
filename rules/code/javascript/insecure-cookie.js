// ruleid: insecure-cookie-session
app.use(session({ secret: settings.secret, resave: false, cookie: { secure: false, maxAge: 3600 } }));
// ruleid: insecure-cookie-session
app.use(expressSession({ secret: settings.secret, cookie: { httpOnly: false, secure: true } }));
// ruleid: insecure-cookie-session
fastify.register(fastifySession, { secret: settings.secret, cookie: { secure: false } });
// ok: insecure-cookie-session
app.use(session({ secret: settings.secret, cookie: { secure: settings.production, httpOnly: true } }));
// ok: insecure-cookie-session
app.use(session({ secret: settings.secret, cookie: { secure: true } }));
if (settings.development) {
  // ok: insecure-cookie-session
  app.use(session({ secret: settings.secret, cookie: { secure: false } }));
}

// ruleid: insecure-cookie-response
res.cookie('token', token);
// ruleid: insecure-cookie-response
res.cookie('session_id', id, { httpOnly: true, sameSite: 'lax' });
// ruleid: insecure-cookie-response
reply.setCookie('refreshToken', token, { path: '/', secure: true, httpOnly: false });
// ok: insecure-cookie-response
res.cookie('token', token, { httpOnly: true, secure: true, sameSite: 'strict' });
// ok: insecure-cookie-response
res.cookie('token', token, { ...options, path: '/' });
// ok: insecure-cookie-response
res.cookie('token', token, options);
// ok: insecure-cookie-response
res.cookie('theme', 'dark');
// ok: insecure-cookie-response
res.cookie('XSRF-TOKEN', req.csrfToken());
// ok: insecure-cookie-response
res.cookie('token', '', { maxAge: 0 });
// ok: insecure-cookie-response
res.cookie('token', token, { httpOnly: true, secure: settings.production });

// ruleid: insecure-cookie-header
res.setHeader('Set-Cookie', `session=${id}; Path=/; HttpOnly`);
// ruleid: insecure-cookie-header
res.set('Set-Cookie', 'token=' + token + '; Path=/');
// ok: insecure-cookie-header
res.setHeader('Set-Cookie', `session=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`);
// ok: insecure-cookie-header
res.setHeader('Set-Cookie', `language=${language}; Path=/`);
// ok: insecure-cookie-response
res.cookie('auth_method', method, { httpOnly: true });
