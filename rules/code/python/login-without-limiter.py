from fastapi import Depends, FastAPI, Request
from fastapi_limiter.depends import RateLimiter
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)


@app.post("/login")
# ruleid: login-without-limiter
async def log_in(body: dict) -> dict: ...


@app.post("/users/reset-password")
# ruleid: login-without-limiter
def reset(body: dict) -> None: ...


@app.post("/auth/token", response_model=dict)
# ruleid: login-without-limiter
def token(body: dict) -> dict: ...


@app.post("/otp")
@limiter.limit("5/minute")
# ok: login-without-limiter
async def otp(request: Request, body: dict) -> dict: ...


@app.post("/sign-in", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
# ok: login-without-limiter
async def sign_in(body: dict) -> dict: ...


@app.post("/orders")
# ok: login-without-limiter
async def order(body: dict) -> dict: ...


@app.get("/login")
# ok: login-without-limiter
async def form() -> str: ...
