const https = require('https');
const axios = require('axios');
const agent = new https.Agent({ rejectUnauthorized: false });
const safe = new https.Agent({ ca });

// ruleid: credential-over-unverified-connection
await axios.get(url, { headers: { Authorization: `Bearer ${token}` }, httpsAgent: agent });
// ruleid: credential-over-unverified-connection
const client = axios.create({ baseURL, httpsAgent: new https.Agent({ rejectUnauthorized: false }), headers: { 'X-API-Key': key } });
// ruleid: credential-over-unverified-connection
https.request({ host, path, rejectUnauthorized: false, headers: { authorization: token } }, done);
// ruleid: credential-over-unverified-connection
await got(url, { https: { rejectUnauthorized: false }, headers: { Authorization: token } });
// ok: credential-over-unverified-connection
await axios.get(url, { headers: { Authorization: `Bearer ${token}` }, httpsAgent: safe });
// ok: credential-over-unverified-connection
await axios.get(url, { headers: { Accept: 'application/json' }, httpsAgent: agent });
// ok: credential-over-unverified-connection
await axios.get(url, { headers: { Authorization: `Bearer ${token}` } });
