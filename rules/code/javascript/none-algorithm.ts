import jwt from 'jsonwebtoken';
import { UnsecuredJWT } from 'jose';

// ruleid: none-algorithm
const options = { algorithms: ['HS256', 'none'], issuer: 'https://id.example.com' };
const claims = jwt.verify(token, key, options);
// ruleid: none-algorithm
jwt.verify(token, key, { algorithms: ['None'] });
// ruleid: none-algorithm
const unsigned = jwt.sign({ sub: user.id }, '', { algorithm: 'none', expiresIn: '1h' });
// ruleid: none-algorithm
const payload = UnsecuredJWT.decode(token).payload;
// ok: none-algorithm
jwt.verify(token, key, { algorithms: ['RS256', 'ES256'] });
// ok: none-algorithm
jwt.sign({ sub: user.id }, key, { algorithm: 'RS256', expiresIn: '1h' });
// ok: none-algorithm
const transfer = { algorithms: ['none', 'gzip', 'deflate'] };
// ok: none-algorithm
const mode = { algorithm: 'none' };
