import debug_toolbar
import flask_profiler
from django.conf import settings
from django.urls import include, path, re_path
from flask import Flask
from flask_debugtoolbar import DebugToolbarExtension
from werkzeug.debug import DebuggedApplication

app = Flask(__name__)
# ruleid: management-endpoint-public
toolbar = DebugToolbarExtension(app)
# ruleid: management-endpoint-public
flask_profiler.init_app(app)
# ruleid: management-endpoint-public
application = DebuggedApplication(app, evalex=True)

urlpatterns = [
    path("orders/", include("orders.urls")),
    # ruleid: management-endpoint-public
    path("__debug__/", include(debug_toolbar.urls)),
    # ruleid: management-endpoint-public
    re_path(r"^silk/", include("silk.urls", namespace="silk")),
]

if settings.DEBUG:
    # ok: management-endpoint-public
    urlpatterns += [path("__debug__/", include(debug_toolbar.urls))]

# ok: management-endpoint-public
urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))] if settings.DEBUG else []


def create_app() -> Flask:
    made = Flask(__name__)
    if made.debug:
        # ok: management-endpoint-public
        DebugToolbarExtension(made)
    return made


# ok: management-endpoint-public
application = DebuggedApplication(app, evalex=False)
# ok: management-endpoint-public
urlpatterns += [path("profile/", include("profiles.urls"))]
