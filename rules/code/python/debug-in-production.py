import os
import traceback

import environ
from fastapi import FastAPI, HTTPException
from flask import Flask, jsonify
from starlette.applications import Starlette

from app.settings import settings

env = environ.Env()
app = Flask(__name__)
# ruleid: debug-in-production
app.debug = True
# ruleid: debug-in-production
app.config["DEBUG"] = True
# ruleid: debug-in-production
api = FastAPI(title="Orders", debug=True)
# ruleid: debug-in-production
other = Starlette(debug=True)
# ruleid: debug-in-production-setting
DEBUG = True
INSTALLED_APPS = ["orders"]
# ruleid: debug-in-production-default
DEBUG = os.environ.get("DJANGO_DEBUG", "True") == "True"
# ruleid: debug-in-production-default
DEBUG = env.bool("DEBUG", default=True)

# ok: debug-in-production
api = FastAPI(title="Orders", debug=settings.debug)
# ok: debug-in-production-default
DEBUG = os.environ.get("DJANGO_DEBUG", "False") == "True"
# ok: debug-in-production-default
DEBUG = env.bool("DEBUG", default=False)
# ok: debug-in-production-setting
DEBUG = False


def serve() -> None:
    # ruleid: debug-in-production
    app.run(port=8000, debug=True)


@app.errorhandler(500)
def failed(error):
    # ruleid: debug-in-production-trace
    return jsonify({"error": traceback.format_exc()}), 500


@api.get("/orders")
async def orders():
    try:
        return []
    except OSError as error:
        # ruleid: debug-in-production-trace
        raise HTTPException(status_code=500, detail=traceback.format_exc()) from error


@app.errorhandler(404)
def missing(error):
    app.logger.error(traceback.format_exc())
    # ok: debug-in-production-trace
    return jsonify({"error": "missing"}), 404


if settings.debug:
    # ok: debug-in-production
    app.debug = True

if __name__ == "__main__":
    # ruleid: debug-in-production
    app.run(host="0.0.0.0", debug=True)
    # ok: debug-in-production
    app.run(debug=True)
    # ok: debug-in-production
    app.run(host="0.0.0.0")
