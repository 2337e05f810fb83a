// ruleid: webhook-not-verified
app.post('/webhooks/stripe', express.json(), async (req, res) => {
  await payments.settle(req.body.data.object.id);
  res.json({ received: true });
});
// ruleid: webhook-not-verified
router.post('/github/webhook', (req, res) => {
  if (req.headers['x-github-event'] === 'push') deploy(req.body.ref);
  res.end();
});
// ok: webhook-not-verified
app.post('/webhook/stripe', express.raw({ type: 'application/json' }), async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], key);
  await payments.settle(event.data.object.id);
  res.end();
});
// ok: webhook-not-verified
router.post('/webhooks/github', requireHub, (req, res) => {
  deploy(req.body.ref);
  res.end();
});
// ok: webhook-not-verified
router.post('/webhooks/github', async (req, res) => {
  if (!sameDigest(hmac(req.rawBody), req.get('x-hub-signature-256'))) return res.sendStatus(401);
  res.end();
});
// ok: webhook-not-verified
router.post('/webhooks', (req, res) => {
  res.json(subscribe(req.body));
});
