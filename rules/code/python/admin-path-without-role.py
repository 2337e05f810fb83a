from typing import Annotated

from fastapi import APIRouter, Depends
from flask import Blueprint, abort
from flask_jwt_extended import jwt_required
from flask_login import current_user, login_required

from app.deps import get_current_admin, get_current_user
from app.guards import roles_required
from app.models import Order, User

router = APIRouter()
views = Blueprint("views", __name__)


@views.route("/admin/orders")
@login_required
# ruleid: admin-path-without-role
def orders():
    return Order.dump()


@views.post("/api/v1/admin/orders")
@jwt_required()
# ruleid: admin-path-without-role
def order():
    return Order.create()


@router.get("/internal/users")
# ruleid: admin-path-without-role-dependency
async def users(user: Annotated[User, Depends(get_current_user)]) -> list:
    return await User.all()


@router.delete("/admin/users/{other}")
# ruleid: admin-path-without-role-dependency
async def remove(other: int, current_user: User = Depends(get_current_user)) -> None:
    await User.get(other).delete()


@views.route("/admin/returns")
@login_required
# ok: admin-path-without-role
def returns():
    if not current_user.is_admin:
        abort(403)
    return Order.dump()


@views.route("/admin/refunds")
@login_required
@roles_required("admin")
# ok: admin-path-without-role
def refunds():
    return Order.dump()


@views.route("/orders")
@login_required
# ok: admin-path-without-role
def own():
    return Order.dump()


@router.get("/admin/users")
# ok: admin-path-without-role-dependency
async def all_users(user: User = Depends(get_current_admin)) -> list:
    return await User.all()


@router.get("/administration-fees")
# ok: admin-path-without-role-dependency
async def fees(user: User = Depends(get_current_user)) -> list:
    return []
