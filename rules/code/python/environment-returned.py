import os
from os import environ

from django.http import JsonResponse
from fastapi import APIRouter
from flask import Blueprint, jsonify

router = APIRouter()
views = Blueprint("views", __name__)


@views.get("/debug")
def debug():
    # ruleid: environment-returned
    return jsonify(dict(os.environ))


@views.get("/status")
def status():
    # ruleid: environment-returned
    return jsonify({"up": True, "environment": dict(environ)})


@router.get("/environment")
async def environment() -> dict:
    # ruleid: environment-returned
    return dict(os.environ)


@router.get("/info")
async def info() -> dict:
    # ruleid: environment-returned
    return {"version": "1", "environment": dict(os.environ)}


def django_environment(request):
    # ruleid: environment-returned
    return JsonResponse({"environment": dict(os.environ)})


@router.get("/version")
async def version() -> dict:
    # ok: environment-returned
    return {"version": os.environ["VERSION"], "region": os.environ.get("REGION")}


def for_a_child() -> dict:
    # ok: environment-returned
    return dict(os.environ)


@views.get("/region")
def region():
    # ok: environment-returned
    return jsonify({"region": environ.get("REGION")})
