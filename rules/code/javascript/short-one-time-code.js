// ruleid: short-one-time-code
const otp = Math.floor(1000 + Math.random() * 9000);
// ruleid: short-one-time-code
user.resetCode = Math.floor(10000 + Math.random() * 90000).toString();
// ruleid: short-one-time-code
const verificationCode = crypto.randomInt(1000, 10000);
// ruleid: short-one-time-code
const loginCode = String(randomInt(0, 9999)).padStart(4, '0');
// ruleid: short-one-time-code
const pin = otpGenerator.generate(4, { digits: true });
// ok: short-one-time-code
const smsCode = crypto.randomInt(100000, 1000000);
// ok: short-one-time-code
const delay = crypto.randomInt(100, 1000);
// ok: short-one-time-code
const spin = Math.floor(1 + Math.random() * 36) * step;
// ok: short-one-time-code
const authCode = otpGenerator.generate(8, { digits: true });
