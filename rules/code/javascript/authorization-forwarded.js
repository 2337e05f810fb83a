app.post('/import', async (req, res) => {
  // ruleid: authorization-forwarded
  const answer = await fetch(req.body.url, { headers: { Authorization: req.headers.authorization } });
  res.json(await answer.json());
});

app.get('/preview', async (req, res) => {
  const { target } = req.query;
  // ruleid: authorization-forwarded
  const page = await axios.get(target, { headers: { authorization: `${req.headers.authorization}` } });
  res.send(page.data);
});

app.post('/hooks', async (req, res) => {
  // ruleid: authorization-forwarded
  await axios.post(req.body.callback, payload, { headers: req.headers });
  res.end();
});

app.get('/orders/:id', async (req, res) => {
  // ok: authorization-forwarded
  const order = await fetch(`https://orders.example.com/${req.params.id}`, { headers: { Authorization: req.headers.authorization } });
  res.json(await order.json());
});

app.post('/checked', async (req, res) => {
  const { url } = req.body;
  if (!allowed.includes(url)) return res.sendStatus(400);
  // ok: authorization-forwarded
  res.json(await fetch(url, { headers: { Authorization: req.headers.authorization } }));
});

app.post('/open', async (req, res) => {
  // ok: authorization-forwarded
  const answer = await fetch(req.body.url, { headers: { Accept: 'text/html' } });
  res.send(await answer.text());
});
