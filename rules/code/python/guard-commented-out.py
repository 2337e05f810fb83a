from fastapi import Depends, FastAPI
from flask import Blueprint
from flask_login import login_required
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.viewsets import ModelViewSet

app = FastAPI()
views = Blueprint("views", __name__)

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # ruleid: guard-commented-out-middleware
    # "django.middleware.csrf.CsrfViewMiddleware",
    # ok: guard-commented-out-middleware
    # "silk.middleware.SilkyMiddleware",
]


@views.get("/orders")
# ruleid: guard-commented-out-decorator
# @login_required
def orders(): ...


# ruleid: guard-commented-out-decorator
# @jwt_required(fresh=True)
@views.post("/orders")
async def order(): ...


@app.delete("/orders/{order}")
async def remove(
    order: int,
    # ruleid: guard-commented-out-dependency
    # user: User = Depends(get_current_user),
): ...


# ruleid: guard-commented-out-dependency
@app.put("/orders/{order}")  # dependencies=[Depends(verify_token)]
async def change(order: int): ...


class Orders(ModelViewSet):
    # ruleid: guard-commented-out-class
    # permission_classes = [IsAuthenticated]
    queryset = None


class Refunds(ModelViewSet):
    # ok: guard-commented-out-class
    # permission_classes = [IsAuthenticated]
    permission_classes = [IsAdminUser]


class Returns(ModelViewSet):
    # ok: guard-commented-out-class
    permission_classes = [IsAuthenticated]


@views.put("/orders")
# ok: guard-commented-out-decorator
# @permission_required("orders")
@login_required
def replaced(): ...


# Put @login_required above whatever is not for everybody:
# ok: guard-commented-out-decorator
# @login_required
# def example(): ...


@views.get("/help")
# ok: guard-commented-out-decorator
# @cache(60)
def info(): ...


@app.get("/orders/{order}")
async def one(
    order: int,
    # ok: guard-commented-out-dependency
    # session: Session = Depends(get_session),
    user=Depends(lambda: None),
): ...
