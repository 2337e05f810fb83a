// ruleid: call-without-credential
const orders = await fetch('http://orders.shop.svc.cluster.local:8080/orders');
// ruleid: call-without-credential
const price = await axios.get(`http://prices.shop.svc/prices/${id}`);
// ruleid: call-without-credential
await fetch('http://refunds.shop.svc.cluster.local/refunds', { method: 'POST', body });
// ok: call-without-credential
await fetch('http://orders.shop.svc.cluster.local:8080/orders', { headers: { Authorization: token } });
// ok: call-without-credential
await fetch('http://orders.shop.svc.cluster.local:8080/healthz');
// ok: call-without-credential
await fetch('https://api.example.com/prices');
// ok: call-without-credential
await axios.get(`${settings.orders}/orders`);
