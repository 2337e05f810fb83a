import * as grpc from '@grpc/grpc-js';

const server = new grpc.Server();
// ruleid: insecure-grpc-server
server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), started);
// ruleid: insecure-grpc-server
server.bindAsync(`0.0.0.0:${port}`, grpc.ServerCredentials.createInsecure(), () => server.start());
// ok: insecure-grpc-server
server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createSsl(ca, pairs, true), started);
// ok: insecure-grpc-server
server.bindAsync('localhost:50051', grpc.ServerCredentials.createInsecure(), started);
// ruleid: insecure-grpc-client
const orders = new OrdersClient('orders:50051', grpc.credentials.createInsecure());
// ruleid: insecure-grpc-client
const prices = new proto.PricesClient(settings.prices, grpc.credentials.createInsecure());
// ok: insecure-grpc-client
const local = new OrdersClient('127.0.0.1:50051', grpc.credentials.createInsecure());
// ok: insecure-grpc-client
const safe = new OrdersClient('orders:50051', grpc.credentials.createSsl(ca));
