from typing import Annotated

from fastapi import APIRouter, Depends

from app.deps import current_admin, current_user, require_owner
from app.models import Order, User

router = APIRouter()


@router.delete("/orders/{order}")
# ruleid: principal-unused
async def remove(order: int, user: User = Depends(current_user)) -> None:
    await Order.get(order).delete()


@router.patch("/orders/{order}", status_code=200)
# ruleid: principal-unused
def change(order: int, body: dict, current_user: Annotated[User, Depends(current_user)]) -> dict:
    found = Order.get(order)
    found.update(body)
    return found.dump()


@router.put("/orders/{order}")
# ok: principal-unused
def replace(order: int, body: dict, user: User = Depends(current_user)) -> None:
    found = Order.get(order)
    if found.owner_id != user.id:
        raise PermissionError
    found.update(body)


@router.delete("/orders/{order}/lines")
# ok: principal-unused
def empty(order: int, user: User = Depends(current_user)) -> None:
    Order.of(user).get(order).empty()


@router.delete("/users/{other}")
# ok: principal-unused
def remove_user(other: int, user: User = Depends(current_admin)) -> None:
    User.get(other).delete()


@router.get("/orders/{order}")
# ok: principal-unused
def one(order: int, user: User = Depends(current_user)) -> dict:
    return Order.get(order).dump()


@router.put("/orders")
# ok: principal-unused
def all_orders(body: dict, user: User = Depends(current_user)) -> None:
    Order.replace(body)


@router.delete("/returns/{order}", dependencies=[Depends(require_owner)])
# ok: principal-unused
def remove_return(order: int, user: User = Depends(current_user)) -> None:
    Order.get(order).delete()
