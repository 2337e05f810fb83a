// ruleid: secret-in-log
console.log('login', email, password);
// ruleid: secret-in-log
logger.info(`issued ${accessToken} to ${user.id}`);
// ruleid: secret-in-log
log.debug({ user: user.id, token: user.refreshToken });
// ruleid: secret-in-log
this.logger.debug('caller ' + req.headers.authorization);
// ruleid: secret-in-log
console.log(process.env.JWT_SECRET);
// ok: secret-in-log
logger.info(`password of ${user.id} changed`);
// ok: secret-in-log
console.log('token', token.slice(0, 4));
// ok: secret-in-log
logger.info({ user: user.id, hasPassword: Boolean(user.password) });
// ok: secret-in-log
form.set('password', password);
// ok: secret-in-log
console.log(passwordPolicy);
// ok: secret-in-log
logger.error('JWT_SECRET is not set');
