// ruleid: cors-any-origin-with-credentials-option
app.use(cors({ origin: true, credentials: true }));
// ruleid: cors-any-origin-with-credentials-option
const io = new Server(server, { cors: { origin: '*', methods: ['GET'], credentials: true } });
// ruleid: cors-any-origin-with-credentials-option
app.enableCors({ credentials: true, origin: (origin, done) => done(null, true) });
// ruleid: cors-any-origin-with-credentials-option
fastify.register(cors, { credentials: true, origin: () => true });
// ok: cors-any-origin-with-credentials-option
app.use(cors({ origin: '*' }));
// ok: cors-any-origin-with-credentials-option
app.use(cors({ origin: 'https://app.example.com', credentials: true }));
// ok: cors-any-origin-with-credentials-option
app.use(cors({ origin: settings.origins, credentials: true }));
// ok: cors-any-origin-with-credentials-option
app.use(cors({ origin: (origin, done) => done(null, known.has(origin)), credentials: true }));

app.use((req, res, next) => {
  // ruleid: cors-any-origin-with-credentials-header
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  next();
});
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Credentials', true);
  // ruleid: cors-any-origin-with-credentials-header
  res.header('Access-Control-Allow-Origin', req.get('Origin'));
  next();
});
app.use((req, res, next) => {
  if (known.has(req.headers.origin)) {
    // ok: cors-any-origin-with-credentials-header
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
  }
  next();
});
app.use((req, res, next) => {
  // ok: cors-any-origin-with-credentials-header
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  next();
});

// ruleid: cors-any-origin-with-credentials-regex
app.use(cors({ origin: /^https:\/\/app\.example\.com/, credentials: true }));
// ruleid: cors-any-origin-with-credentials-regex
app.use(cors({ origin: ['https://example.org', /example\.com/], credentials: true }));
// ok: cors-any-origin-with-credentials-regex
app.use(cors({ origin: /^https:\/\/(.+\.)?example\.com$/, credentials: true }));
// ok: cors-any-origin-with-credentials-regex
app.use(cors({ origin: /example\.com/ }));
app.use((req, res, next) => {
  if (origins.some((origin) => origin === req.get('origin'))) {
    // ok: cors-any-origin-with-credentials-header
    res.header('Access-Control-Allow-Origin', req.get('origin'));
    res.header('Access-Control-Allow-Credentials', true);
  }
  next();
});
if (settings.production) {
  app.use(cors({ origin: settings.origins, credentials: true }));
} else {
  // ok: cors-any-origin-with-credentials-option
  app.use(cors({ origin: true, credentials: true }));
}
