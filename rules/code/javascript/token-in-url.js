// ruleid: token-in-url
res.redirect(`https://app.example.com/login?token=${token}`);
// ruleid: token-in-url
res.redirect(302, '/done?access_token=' + token);
// ruleid: token-in-url
const orders = await fetch(`https://api.example.com/orders?access_token=${token}`);
// ruleid: token-in-url
const socket = new WebSocket(`wss://api.example.com/feed?jwt=${jwt}`);
// ok: token-in-url
res.redirect(`https://app.example.com/login?code=${code}`);
// ok: token-in-url
res.redirect(`https://app.example.com/login#token=${token}`);
// ok: token-in-url
const prices = await fetch(`https://api.example.com/prices?page=${page}`, { headers: { Authorization: token } });
// ok: token-in-url
const link = `https://app.example.com/reset?token=${token}`;
// ok: token-in-url
res.redirect(`/auth/verify-email?token=${token}`);
// ok: token-in-url
await axios.post(`${settings.notifier}/message?token=${settings.notifierToken}`, message);
