from concurrent import futures

import grpc

from app.settings import settings

ORDERS = "orders.shop.svc:50051"


def serve() -> None:
    server = grpc.server(futures.ThreadPoolExecutor())
    # ruleid: insecure-grpc
    server.add_insecure_port("[::]:50051")
    # ruleid: insecure-grpc
    server.add_insecure_port("0.0.0.0:50052")
    # ruleid: insecure-grpc-fstring
    server.add_insecure_port(f"[::]:{settings.port}")
    server.start()


def orders():
    # ruleid: insecure-grpc-channel
    return grpc.insecure_channel(ORDERS)


async def stock():
    # ruleid: insecure-grpc-channel
    return grpc.aio.insecure_channel("stock.internal:50051", options=[])


def serve_well() -> None:
    server = grpc.server(futures.ThreadPoolExecutor())
    # ok: insecure-grpc
    server.add_secure_port("[::]:50051", grpc.ssl_server_credentials(settings.pairs))
    # ok: insecure-grpc
    server.add_insecure_port("localhost:50051")
    # ok: insecure-grpc
    server.add_insecure_port("unix:/run/orders.sock")


def serve_as_configured() -> None:
    server = grpc.server(futures.ThreadPoolExecutor())
    if settings.tls:
        server.add_secure_port("[::]:50051", grpc.ssl_server_credentials(settings.pairs))
    else:
        # ok: insecure-grpc
        server.add_insecure_port("[::]:50051")


def local():
    # ok: insecure-grpc-channel
    return grpc.insecure_channel("localhost:50051")


def returns():
    # ok: insecure-grpc-channel
    return grpc.secure_channel("returns.internal:50051", grpc.ssl_channel_credentials())
