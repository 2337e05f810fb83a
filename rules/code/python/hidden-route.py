from drf_spectacular.utils import extend_schema
from fastapi import APIRouter, FastAPI
from rest_framework.views import APIView

app = FastAPI()
# ruleid: hidden-route-router
internal = APIRouter(prefix="/internal", include_in_schema=False)
# ok: hidden-route-router
orders = APIRouter(prefix="/orders")


@app.post("/orders/import", include_in_schema=False)
# ruleid: hidden-route
async def import_orders(body: dict) -> None: ...


@orders.delete("/{order}", status_code=204, include_in_schema=False)
# ruleid: hidden-route
def remove(order: int) -> None: ...


class Refund(APIView):
    @extend_schema(exclude=True)
    # ruleid: hidden-route-schema
    def post(self, request): ...

    @extend_schema(summary="Refunds")
    # ok: hidden-route-schema
    def put(self, request): ...


@app.get("/", include_in_schema=False)
# ok: hidden-route
def index() -> str: ...


@app.post("/orders", include_in_schema=True)
# ok: hidden-route
def order(body: dict) -> None: ...


@orders.post("/{order}/refund")
# ok: hidden-route
def refund(order: int) -> None: ...
