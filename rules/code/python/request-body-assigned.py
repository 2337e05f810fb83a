import json

from flask import Blueprint, request

from app.db import db, mongo
from app.forms import OrderForm
from app.models import Order, User

views = Blueprint("views", __name__)
FIELDS = {"name", "street"}


@views.post("/users")
def create():
    # ruleid: request-body-assigned
    user = User(**request.json)
    db.session.add(user)
    db.session.commit()
    return ""


@views.post("/orders")
def order():
    data = request.get_json()
    # ruleid: request-body-assigned-variable
    db.session.add(Order(**data))
    return ""


@views.patch("/users/<int:user>")
def change(user: int):
    # ruleid: request-body-assigned
    User.query.filter_by(id=user).update(request.get_json())
    return ""


@views.put("/users/<int:user>")
def replace(user: int):
    found = User.query.get(user)
    # ruleid: request-body-assigned-setattr
    for key, value in request.json.items():
        setattr(found, key, value)
    return ""


@views.put("/orders/<int:order>")
def replace_order(order: int):
    data = request.get_json(force=True)
    found = Order.query.get(order)
    # ruleid: request-body-assigned-setattr
    for name, value in data.items():
        setattr(found, name, value)
    return ""


def django_create(request):
    data = json.loads(request.body)
    # ruleid: request-body-assigned-variable
    return User.objects.create(**data)


@views.post("/documents")
def document():
    # ruleid: request-body-assigned
    mongo.documents.insert_one(request.json)
    return ""


@views.post("/users/named")
def named():
    data = request.get_json()
    # ok: request-body-assigned
    db.session.add(User(name=data["name"], street=data["street"]))
    return ""


@views.post("/users/form")
def form():
    checked = OrderForm(**request.json)
    # ok: request-body-assigned
    db.session.add(Order(**checked.model_dump()))
    return ""


def by_serializer(request, OrderSerializer):
    # ok: request-body-assigned
    serializer = OrderSerializer(data={"shop": 1, **request.data})
    serializer.is_valid(raise_exception=True)
    serializer.save()


@views.post("/validated")
def validated():
    # ok: request-body-assigned
    payload = OrderForm(**request.json)
    return payload.summary()


@views.put("/users/named/<int:user>")
def chosen(user: int):
    found = User.query.get(user)
    # ok: request-body-assigned-setattr
    for key, value in request.json.items():
        if key in FIELDS:
            setattr(found, key, value)
    return ""


@views.patch("/popped")
def popped():
    data = request.get_json()
    data.pop("is_admin", None)
    # ok: request-body-assigned-variable
    return User.objects.create(**data)


def forced(request):
    data = json.loads(request.body)
    data["owner_id"] = request.user.id
    # ok: request-body-assigned-variable
    return Order.objects.create(**data)


def restore(saved: dict, found):
    # ok: request-body-assigned-setattr
    for key, value in saved.items():
        setattr(found, key, value)
