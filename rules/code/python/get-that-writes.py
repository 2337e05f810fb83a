from fastapi import APIRouter, Depends
from flask import Blueprint
from rest_framework.decorators import api_view

from app.db import db, get_session
from app.models import Cart, Order, Visit

router = APIRouter()
views = Blueprint("views", __name__)


@views.route("/orders/<int:order>/remove")
def remove(order: int):
    # ruleid: get-that-writes
    db.session.delete(Order.query.get(order))
    db.session.commit()
    return ""


@views.get("/orders/new")
def new():
    order = Order(state="new")
    # ruleid: get-that-writes
    db.session.add(order)
    db.session.commit()
    return str(order.id)


@router.get("/orders/{order}/delete")
def remove_by_session(order: int, session=Depends(get_session)):
    # ok: get-that-writes
    return session.get(Order, order)


@router.get("/orders/{order}/cancel")
async def cancel(order: int):
    # ruleid: get-that-writes
    Order.objects.filter(pk=order).update(state="cancelled")


@router.get("/reset")
def reset(cursor=Depends(get_session)):
    # ruleid: get-that-writes
    cursor.execute("DELETE FROM orders WHERE state = 'new'")


@api_view(["GET"])
def sweep(request):
    # ok: get-that-writes
    return Order.objects.filter(state="new")


@router.delete("/orders/{order}")
async def remove_properly(order: int):
    # ok: get-that-writes
    Order.objects.filter(pk=order).delete()


@router.get("/login/callback")
async def callback(code: str):
    # ok: get-that-writes
    Visit.objects.create(code=code)


@views.get("/cart")
def cart():
    found = Cart.query.first()
    if found is None:
        # ok: get-that-writes
        db.session.add(Cart())
        db.session.commit()
    return ""


@views.route("/orders", methods=["GET", "POST"])
def both():
    # ok: get-that-writes
    db.session.add(Order())
    return ""
