const crypto = require('crypto');

// ruleid: weak-key-generation-random
const apiKey = Math.random().toString(36).slice(2);
// ruleid: weak-key-generation-random
user.resetToken = `${Date.now()}${Math.random()}`;
// ruleid: weak-key-generation-random
function generateToken() {
  return Math.random().toString(16) + Date.now();
}
// ok: weak-key-generation-random
const delay = Math.random() * 1000;
// ok: weak-key-generation-random
const sessionSecret = crypto.randomBytes(32).toString('hex');
// ok: weak-key-generation-random
const tokenBucket = Math.random() * capacity;
// ok: weak-key-generation-random
const row = { key: Math.random() };

// ruleid: weak-key-generation-size
const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 1024, publicKeyEncoding });
// ok: weak-key-generation-size
const large = crypto.generateKeyPairSync('rsa', { modulusLength: 3072 });
// ok: weak-key-generation-size
const curve = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });

// ruleid: weak-key-generation-bytes
const resetToken = crypto.randomBytes(4).toString('hex');
// ruleid: weak-key-generation-bytes
const signingKey = crypto.randomBytes(8);
// ok: weak-key-generation-bytes
const accessToken = crypto.randomBytes(32).toString('base64url');
// ok: weak-key-generation-bytes
const suffix = crypto.randomBytes(4).toString('hex');
