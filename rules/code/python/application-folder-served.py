import os
from pathlib import Path

from aiohttp import web
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from flask import Flask, current_app, send_from_directory

app = FastAPI()
# ruleid: application-folder-served
app.mount("/", StaticFiles(directory=".", html=True))
# ruleid: application-folder-served
app.mount("/files", StaticFiles(directory=os.getcwd()))
# ruleid: application-folder-served
flask_app = Flask(__name__, static_url_path="", static_folder=".")
other = web.Application()
# ruleid: application-folder-served
other.router.add_static("/files", ".")


@flask_app.get("/<path:name>")
def anything(name: str):
    # ruleid: application-folder-served
    return send_from_directory(".", name)


@flask_app.get("/root/<path:name>")
def of_root(name: str):
    # ruleid: application-folder-served
    return send_from_directory(current_app.root_path, name)


@flask_app.get("/app/<path:name>")
def of_app(name: str):
    # ruleid: application-folder-served-root
    return send_from_directory(flask_app.root_path, name)


# ok: application-folder-served
app.mount("/static", StaticFiles(directory="static"))
# ok: application-folder-served
app.mount("/assets", StaticFiles(directory=Path(__file__).parent / "assets"))
# ok: application-folder-served
flask_app = Flask(__name__, static_folder="static")


@flask_app.get("/icon")
def icon():
    # ok: application-folder-served
    return send_from_directory("static", "icon.png")


@flask_app.get("/favicon.ico")
def favicon():
    # ok: application-folder-served-root
    return send_from_directory(flask_app.root_path, "favicon.ico")
