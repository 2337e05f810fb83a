import bcrypt from 'bcrypt';
import { createHash } from 'crypto';

// ruleid: fast-hash-password-rounds
const quick = await bcrypt.hash(password, 5);
// ok: fast-hash-password-rounds
const good = await bcrypt.hash(password, 12);
// ok: fast-hash-password-digest
const short = createHash('sha512').update(password).digest('hex');
const slow = await bcrypt.hash(short, 12);
