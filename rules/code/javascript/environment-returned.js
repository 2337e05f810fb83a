app.get('/debug', (req, res) => {
  // ruleid: environment-returned
  res.json(process.env);
});
app.get('/info', (req, res) => {
  // ruleid: environment-returned
  res.status(200).send({ version, env: process.env });
});
router.get('/state', async (ctx) => {
  // ruleid: environment-returned-body
  ctx.body = { uptime, environment: process.env };
});
export function GET() {
  // ruleid: environment-returned-body
  return NextResponse.json(process.env);
}
module.exports = {
  // ruleid: environment-returned-bundle
  plugins: [new webpack.DefinePlugin({ 'process.env': JSON.stringify(process.env) })],
};
app.get('/version', (req, res) => {
  // ok: environment-returned
  res.json({ version: process.env.VERSION });
});
// ok: environment-returned
child.send(process.env);
// ok: environment-returned
spawn('node', [], { env: process.env });
// ok: environment-returned-bundle
const plugin = new webpack.DefinePlugin({ 'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV) });
// ok: environment-returned-body
ctx.body = { version: process.env.VERSION };
