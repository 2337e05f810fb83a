const crypto = require('crypto');
// ruleid: fast-hash-password-digest
const hash = crypto.createHash('sha256').update(password).digest('hex');
// ruleid: fast-hash-password-digest
const salted = createHash('md5').update(`${salt}${req.body.password}`).digest('hex');
// ruleid: fast-hash-password-digest
const old = md5(user.password);
// ruleid: fast-hash-password-digest
const js = CryptoJS.SHA512(password).toString();
// ok: fast-hash-password-digest
const tag = crypto.createHash('sha256').update(body).digest('hex');
// ok: fast-hash-password-digest
const token = crypto.createHash('sha256').update(resetToken).digest('hex');
// ok: fast-hash-password-digest
const slow = crypto.scryptSync(password, salt, 64);
// ruleid: fast-hash-password-plain
if (user.password === req.body.password) login(user);
// ruleid: fast-hash-password-plain
if (!user || user.password !== password) throw new Error('wrong');
// ok: fast-hash-password-plain
if (form.password !== form.confirmation) throw new Error('different');
// ok: fast-hash-password-plain
if (user.password === null) throw new Error('no password');
// ruleid: fast-hash-password-query
const found = await User.findOne({ email, password: req.body.password });
// ruleid: fast-hash-password-query
const other = await User.findOne({ where: { email, password } });
// ok: fast-hash-password-query
const third = await User.findOne({ where: { email, password: { [Op.ne]: null } } });
// ok: fast-hash-password-query
const fourth = await User.findOne({ email });
// ruleid: fast-hash-password-rounds
const quick = await bcrypt.hash(password, 5);
// ok: fast-hash-password-rounds
const good = await bcrypt.hash(password, 12);
