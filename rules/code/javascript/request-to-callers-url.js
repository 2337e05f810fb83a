app.get('/preview', async (req, res) => {
  // ruleid: request-to-callers-url
  const page = await fetch(req.query.url);
  res.send(await page.text());
});
app.post('/import', async (req, res) => {
  const { image } = req.body;
  // ruleid: request-to-callers-url
  const file = await axios.get(image, { responseType: 'stream' });
  file.data.pipe(res);
});
app.post('/proxy', async (req, res) => {
  const target = new URL(req.body.target);
  // ruleid: request-to-callers-url
  https.get(target, (answer) => answer.pipe(res));
});
app.get('/hosts', async (req, res) => {
  // ruleid: request-to-callers-url
  res.json(await axios({ method: 'get', url: `${req.query.host}/status` }));
});
app.get('/orders/:id', async (req, res) => {
  // ok: request-to-callers-url
  const order = await fetch(`https://orders.example.com/orders/${req.params.id}`);
  res.json(await order.json());
});
app.post('/checked', async (req, res) => {
  const { url } = req.body;
  if (!isAllowed(url)) return res.sendStatus(400);
  // ok: request-to-callers-url
  res.json(await fetch(url));
});
app.post('/listed', async (req, res) => {
  const { url } = req.body;
  if (!allowed.includes(url)) return res.sendStatus(400);
  // ok: request-to-callers-url
  res.json(await fetch(url));
});
app.post('/hook', async (req, res) => {
  // ok: request-to-callers-url
  await axios.post(settings.hook, req.body);
  res.end();
});
