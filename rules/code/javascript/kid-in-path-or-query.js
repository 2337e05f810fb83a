const fs = require('fs');
const path = require('path');

function keyOf(header, done) {
  // ruleid: kid-in-path-or-query
  fs.readFile(path.join('/etc/keys', header.kid), done);
}

async function keyFrom(token) {
  const { kid } = decodeProtectedHeader(token);
  // ruleid: kid-in-path-or-query
  return readFileSync(`keys/${kid}.pem`);
}

async function row(token) {
  const decoded = jwt.decode(token, { complete: true });
  // ruleid: kid-in-path-or-query
  return db.query(`SELECT pem FROM keys WHERE kid = '${decoded.header.kid}'`);
}

async function bound(token) {
  const decoded = jwt.decode(token, { complete: true });
  // ok: kid-in-path-or-query
  return db.query('SELECT pem FROM keys WHERE kid = $1', [decoded.header.kid]);
}

function safe(header, done) {
  // ok: kid-in-path-or-query
  fs.readFile(path.join('/etc/keys', path.basename(header.kid)), done);
}

function looked(header, done) {
  // ok: kid-in-path-or-query
  done(null, keys.get(header.kid));
}
