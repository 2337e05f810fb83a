from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, WebSocket

from app.chat import room
from app.deps import current_user

app = FastAPI()
router = APIRouter()
guarded = APIRouter(dependencies=[Depends(current_user)])


@app.websocket("/chat")
# ruleid: websocket-without-guard
async def chat(socket: WebSocket) -> None:
    await socket.accept()
    while True:
        await room.say(await socket.receive_text())


@router.websocket("/rooms/{number}")
# ruleid: websocket-without-guard
async def one_room(socket: WebSocket, number: int) -> None:
    await socket.accept()
    await room.join(number, socket)


@app.websocket("/known")
# ok: websocket-without-guard
async def known(socket: WebSocket, caller: Annotated[str, Depends(current_user)]) -> None:
    await socket.accept()


@app.websocket("/token")
# ok: websocket-without-guard
async def token(socket: WebSocket) -> None:
    if not room.knows(socket.query_params.get("token")):
        await socket.close(code=1008)
        return
    await socket.accept()


@app.websocket("/origin")
# ok: websocket-without-guard
async def origin(socket: WebSocket) -> None:
    if socket.headers["origin"] != "https://shop.example.com":
        return
    await socket.accept()


@guarded.websocket("/guarded")
# ok: websocket-without-guard
async def behind(socket: WebSocket) -> None:
    await socket.accept()
