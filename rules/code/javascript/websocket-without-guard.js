const wss = new WebSocketServer({ port: 8080 });
// ruleid: websocket-without-guard-ws
wss.on('connection', (ws) => {
  ws.on('message', (message) => orders.change(JSON.parse(message)));
});
const checked = new WebSocketServer({ port: 8081, verifyClient });
// ok: websocket-without-guard-ws
checked.on('connection', (ws) => {
  ws.on('message', (message) => orders.change(JSON.parse(message)));
});
const inside = new WebSocketServer({ server });
// ok: websocket-without-guard-ws
inside.on('connection', (ws, req) => {
  if (!authenticate(req)) return ws.close(1008);
  ws.on('message', orders.change);
});
const io = new Server(server, { cors: { origin: 'https://app.example.com' } });
// ruleid: websocket-without-guard-socketio
io.on('connection', (socket) => {
  socket.on('order', (order) => orders.make(order));
});
const guarded = new Server(server);
guarded.use(requireUser);
// ok: websocket-without-guard-socketio
guarded.on('connection', (socket) => {
  socket.on('order', (order) => orders.make(order));
});
