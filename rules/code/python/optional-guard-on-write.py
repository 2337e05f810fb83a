from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import APIKeyHeader, HTTPBearer, OAuth2PasswordBearer
from flask import Blueprint
from flask_jwt_extended import get_jwt_identity, jwt_required

from app.models import Order

router = APIRouter()
views = Blueprint("views", __name__)
optional = HTTPBearer(auto_error=False)
optional_token = OAuth2PasswordBearer(tokenUrl="token", auto_error=False)
key = APIKeyHeader(name="X-API-Key")


@router.post("/orders")
# ruleid: optional-guard-on-write
async def order(body: dict, token: str = Depends(optional)) -> None:
    await Order.create(body)


@router.delete("/orders/{order}")
# ruleid: optional-guard-on-write
async def remove(order: int, token: Annotated[str | None, Depends(optional_token)]) -> None:
    await Order.get(order).delete()


@router.put("/orders/{order}", dependencies=[Depends(optional_token)])
# ruleid: optional-guard-on-write
async def replace(order: int, body: dict) -> None:
    await Order.get(order).update(body)


@views.post("/orders")
@jwt_required(optional=True)
# ruleid: optional-guard-on-write-flask
def flask_order():
    return Order.create({})


@router.patch("/orders/{order}")
# ok: optional-guard-on-write
async def change(order: int, body: dict, token: str = Depends(optional)) -> None:
    if token is None:
        raise HTTPException(status_code=401)
    await Order.get(order).update(body)


@router.get("/orders")
# ok: optional-guard-on-write
async def orders(token: str = Depends(optional)) -> list:
    return await Order.visible(token)


@router.post("/returns", dependencies=[Depends(key)])
# ok: optional-guard-on-write
async def give_back(body: dict) -> None:
    await Order.create(body)


@views.put("/orders")
@jwt_required(optional=True)
# ok: optional-guard-on-write-flask
def flask_known():
    if get_jwt_identity() is None:
        return "", 401
    return Order.create({})


@views.delete("/orders")
@jwt_required()
# ok: optional-guard-on-write-flask
def flask_remove():
    return Order.delete()
