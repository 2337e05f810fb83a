from typing import Literal

from pydantic import BaseModel


class UserRegister(BaseModel):
    name: str
    # ruleid: privilege-field-in-input
    is_admin: bool = False


class SignupRequest(BaseModel):
    email: str
    password: str
    # ruleid: privilege-field-in-input
    role: str


class ProfileUpdate(BaseModel):
    name: str | None = None
    # ruleid: privilege-field-in-input
    balance: int | None = None


class Registered(BaseModel):
    # ok: privilege-field-in-input
    name: str


class UserCreateByAdmin(BaseModel):
    # ok: privilege-field-in-input
    is_superuser: bool = False


class RegisterResponse(BaseModel):
    # ok: privilege-field-in-input
    role: str


class SignUp(BaseModel):
    # ok: privilege-field-in-input
    admin_contact: str
    # ok: privilege-field-in-input
    role: Literal["buyer", "seller"]
