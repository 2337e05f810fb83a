const crypto = require('crypto');

function hook(req, res, next) {
  const expected = crypto.createHmac('sha256', key).update(req.rawBody).digest('hex');
  // ruleid: signature-compared-with-equals
  if (req.get('x-signature') !== `sha256=${expected}`) return res.sendStatus(401);
  next();
}
// ruleid: signature-compared-with-equals
const same = (body, given) => createHmac('sha256', key).update(body).digest('base64') === given;

function safe(req, res, next) {
  const expected = crypto.createHmac('sha256', key).update(req.rawBody).digest();
  const given = Buffer.from(req.get('x-signature'), 'hex');
  // ok: signature-compared-with-equals
  if (expected.length !== given.length || !crypto.timingSafeEqual(expected, given)) return res.sendStatus(401);
  next();
}
const tag = crypto.createHash('sha1').update(body).digest('hex');
// ok: signature-compared-with-equals
if (req.get('if-none-match') === tag) res.sendStatus(304);
async function send(body) {
  const signature = crypto.createHmac('sha256', key).update(body).digest('hex');
  const answer = await axios.post(settings.hook, body, { headers: { signature } });
  // ok: signature-compared-with-equals
  return answer.status === 201;
}
