from marshmallow import INCLUDE, Schema
from pydantic import BaseModel, ConfigDict, Extra


class OrderCreate(BaseModel):
    # ruleid: unknown-fields-accepted
    model_config = ConfigDict(extra="allow", frozen=True)
    item: str


class OrderUpdate(BaseModel):
    # ruleid: unknown-fields-accepted
    model_config = {"extra": "allow"}
    item: str


# ruleid: unknown-fields-accepted-config
class UserIn(BaseModel):
    name: str

    class Config:
        extra = "allow"


# ruleid: unknown-fields-accepted-config
class RegisterRequest(BaseModel):
    name: str

    class Config:
        extra = Extra.allow


# ruleid: unknown-fields-accepted-config
class OrderInputSchema(Schema):
    class Meta:
        unknown = INCLUDE


class ReturnCreate(BaseModel):
    # ok: unknown-fields-accepted
    model_config = ConfigDict(extra="forbid")
    item: str


class StripeEvent(BaseModel):
    # ok: unknown-fields-accepted
    model_config = ConfigDict(extra="allow")
    kind: str


class Settings(BaseModel):
    # ok: unknown-fields-accepted
    model_config = ConfigDict(extra="allow")


# ok: unknown-fields-accepted-config
class RefundIn(BaseModel):
    class Config:
        extra = "ignore"


# ok: unknown-fields-accepted-config
class OrderOut(BaseModel):
    class Config:
        extra = "allow"
