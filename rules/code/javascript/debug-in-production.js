const errorHandler = require('errorhandler');
const app = express();
// ruleid: debug-in-production-page
app.use(errorHandler());
if (app.get('env') === 'development') {
  // ok: debug-in-production-page
  app.use(errorHandler());
}
app.use((err, req, res, next) => {
  // ruleid: debug-in-production-stack
  res.status(500).json({ message: err.message, stack: err.stack });
});
app.use((error, req, res, next) => {
  // ruleid: debug-in-production-stack
  res.send(error.stack);
});
app.use((err, req, res, next) => {
  if (settings.development) {
    // ok: debug-in-production-stack
    return res.status(500).json({ message: err.message, stack: err.stack });
  }
  logger.error(err.stack);
  // ok: debug-in-production-stack
  res.status(500).json({ message: 'internal error' });
});
app.use((err, req, res, next) => {
  // ok: debug-in-production-stack
  res.status(500).json({ message: err.message, stack: settings.development ? err.stack : undefined });
});
