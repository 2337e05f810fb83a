from pydantic import BaseModel, Field
from rest_framework import serializers

from app.models import Order, User


class UserOut(BaseModel):
    id: int
    name: str
    # ruleid: credential-in-response-model
    hashed_password: str


class AccountResponse(BaseModel):
    # ruleid: credential-in-response-model
    password: str | None = None
    name: str


# ruleid: credential-in-response-model-serializer
class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = "__all__"


# ruleid: credential-in-response-model-serializer-field
class MemberSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "name", "password"]


# ok: credential-in-response-model-serializer
class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = "__all__"


# ok: credential-in-response-model-serializer-field
class RegisterSerializer(serializers.ModelSerializer):
    password = serializers.CharField(write_only=True)

    class Meta:
        model = User
        fields = ("name", "password")


# ok: credential-in-response-model-serializer-field
class SignUpSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("name", "password")
        extra_kwargs = {"password": {"write_only": True}}


class CustomerModel:
    def to_dict(self) -> dict:
        # ruleid: credential-in-response-model-dictionary
        return {"name": self.name, "password": self.password}

    def json(self) -> dict:
        # ok: credential-in-response-model-dictionary
        return {"name": self.name, "has_password": self.password is not None}


class Connection:
    def to_dict(self) -> dict:
        # ok: credential-in-response-model-dictionary
        return {"host": self.host, "password": self.password}


class UserCreate(BaseModel):
    # ok: credential-in-response-model
    password: str


class UserPublic(BaseModel):
    # ok: credential-in-response-model
    name: str
    # ok: credential-in-response-model
    password: str = Field(exclude=True)
    # ok: credential-in-response-model
    password_expires_at: str


class TokenResponse(BaseModel):
    # ok: credential-in-response-model
    access_token: str
