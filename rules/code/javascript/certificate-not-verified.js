const https = require('https');
const { Pool } = require('pg');

// ruleid: certificate-not-verified-option
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
// ruleid: certificate-not-verified-option
const pool = new Pool({ host, ssl: { rejectUnauthorized: false } });
// ruleid: certificate-not-verified-option
const socket = tls.connect(443, host, { servername: host, checkServerIdentity: () => undefined });
// ruleid: certificate-not-verified-option
mongoose.connect(uri, { tls: true, tlsAllowInvalidCertificates: true });
// ruleid: certificate-not-verified-option
request({ url, strictSSL: false }, done);
// ok: certificate-not-verified-option
const checked = new https.Agent({ keepAlive: true, ca: fs.readFileSync('ca.pem') });
// ok: certificate-not-verified-option
const configured = new https.Agent({ rejectUnauthorized: settings.verify });
// ok: certificate-not-verified-option
const server = https.createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, app);
if (settings.allowSelfSigned) {
  // ok: certificate-not-verified-option
  transport = new https.Agent({ rejectUnauthorized: false });
}

// ruleid: certificate-not-verified-assignment
options.rejectUnauthorized = false;
// ok: certificate-not-verified-assignment
options.rejectUnauthorized = settings.verify;

// ruleid: certificate-not-verified-process
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
// ruleid: certificate-not-verified-process
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;
// ok: certificate-not-verified-process
process.env.NODE_EXTRA_CA_CERTS = '/etc/ssl/own.pem';
function tls(mode) {
  if (mode === 'require') {
    // ok: certificate-not-verified-option
    return { rejectUnauthorized: false };
  }
}
// ok: certificate-not-verified-option
const asked = parameters.get('rejectUnauthorized') === 'false' ? { rejectUnauthorized: false } : {};
