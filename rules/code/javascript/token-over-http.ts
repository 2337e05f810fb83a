const ORDERS = 'http://orders:8080';
// ruleid: token-over-http
await fetch('http://orders.internal:8080/orders', { headers: { Authorization: `Bearer ${token}` } });
// ruleid: token-over-http
await axios.get(`http://billing/invoices/${id}`, { headers: { 'X-API-Key': key } });
// ruleid: token-over-http
await axios.post('http://10.0.0.12/refunds', refund, { headers: { authorization: token } });
// ruleid: token-over-http
const client = axios.create({ baseURL: ORDERS, headers: { Authorization: token } });
// ok: token-over-http
await fetch('https://orders.internal:8080/orders', { headers: { Authorization: `Bearer ${token}` } });
// ok: token-over-http
await fetch('http://localhost:8080/orders', { headers: { Authorization: `Bearer ${token}` } });
// ok: token-over-http
await axios.get('http://orders.internal/prices', { headers: { Accept: 'application/json' } });
// ok: token-over-http
await axios.get(`${base}/orders`, { headers: { Authorization: token } });
