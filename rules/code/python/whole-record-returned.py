import fastapi
from django.core import serializers
from django.forms.models import model_to_dict
from django.http import JsonResponse
from fastapi import APIRouter, Depends
from flask import Blueprint, jsonify

from app.db import get_db
from app.models import Country, User
from app.schemas import UserOut

router = APIRouter()
views = Blueprint("views", __name__)


@views.get("/users/<int:user>")
def one(user: int):
    found = User.query.get(user)
    # ruleid: whole-record-returned
    return jsonify(found.__dict__)


@views.get("/users")
def all_users():
    # ruleid: whole-record-returned
    return jsonify([user.__dict__ for user in User.query.all()])


def django_users(request):
    # ruleid: whole-record-returned
    return JsonResponse(list(User.objects.values()), safe=False)


def django_user(request, user: int):
    # ruleid: whole-record-returned
    return JsonResponse(model_to_dict(User.objects.get(pk=user)))


def django_dump(request):
    # ruleid: whole-record-returned
    return serializers.serialize("json", User.objects.all())


@router.get("/users/{user}")
def fastapi_user(user: int, db=Depends(get_db)):
    # ruleid: whole-record-returned-fastapi
    return db.query(User).filter(User.id == user).first()


@router.get("/people/{user}", response_model=UserOut)
def fastapi_person(user: int, db=Depends(get_db)):
    # ok: whole-record-returned-fastapi
    return db.query(User).filter(User.id == user).first()


@router.get("/persons/{user}")
def fastapi_annotated(user: int, db=Depends(get_db)) -> UserOut:
    # ok: whole-record-returned-fastapi
    return db.query(User).get(user)


@router.get("/countries")
def countries(db=Depends(get_db)):
    # ok: whole-record-returned-fastapi
    return db.query(Country).all()


def django_names(request):
    # ok: whole-record-returned
    return JsonResponse(list(User.objects.values("name")), safe=False)


def django_countries(request):
    # ok: whole-record-returned
    return JsonResponse(list(Country.objects.values()), safe=False)


@views.get("/names")
def names():
    # ok: whole-record-returned
    return jsonify([{"name": user.name} for user in User.query.all()])


app = fastapi.FastAPI()
