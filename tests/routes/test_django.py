"""Django and DRF: URL configurations, routers, viewsets, and who may call."""

import pytest
from reading import read, seen

from ztlint.core import Routes

SETTINGS = "ROOT_URLCONF = 'site.urls'\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']\n"
LOCKED = (
    SETTINGS
    + "REST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}\n"
)
VIEWS = """
from rest_framework import viewsets, permissions, generics, mixins
from rest_framework.views import APIView
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import IsAuthenticated, AllowAny, IsAuthenticatedOrReadOnly
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views import View
from django.utils.decorators import method_decorator
"""


def project(views: str, urls: str, settings: str = SETTINGS) -> Routes:
    head = "from django.urls import path, re_path, include\nfrom rest_framework.routers import DefaultRouter, SimpleRouter\nfrom . import views\n"
    return read(site__init="", site__settings=settings, site__views=VIEWS + views, site__urls=head + urls)


CASES = {
    "no default": ("class V(APIView):\n    def get(self, r): ...", SETTINGS, "public"),
    "the default of the settings": ("class V(APIView):\n    def get(self, r): ...", LOCKED, "guarded"),
    "its own instead": (
        "class V(APIView):\n    permission_classes = [AllowAny]\n    def get(self, r): ...",
        LOCKED,
        "public",
    ),
    "none at all": (
        "class V(APIView):\n    permission_classes = []\n    def get(self, r): ...",
        LOCKED,
        "public",
    ),
    "readable by all": (
        "class V(APIView):\n    permission_classes = (IsAuthenticatedOrReadOnly,)\n    def get(self, r): ...",
        SETTINGS,
        "public",
    ),
    "either of two": (
        "class V(APIView):\n    permission_classes = [IsAuthenticated | AllowAny]\n    def get(self, r): ...",
        SETTINGS,
        "public",
    ),
    "a permission of the project": (
        "class P(permissions.BasePermission):\n    def has_permission(self, request, view):\n"
        "        return bool(request.user and request.user.is_staff)\n"
        "class V(APIView):\n    permission_classes = [P]\n    def get(self, r): ...",
        SETTINGS,
        "guarded",
    ),
    "for objects only": (
        "class P(permissions.BasePermission):\n    def has_object_permission(self, request, view, o):\n"
        "        return o.owner == request.user\n"
        "class V(APIView):\n    permission_classes = [P]\n    def get(self, r): ...",
        SETTINGS,
        "unknown",
    ),
    "from a base": (
        "class B(APIView):\n    permission_classes = [IsAuthenticated]\nclass V(B):\n    def get(self, r): ...",
        SETTINGS,
        "guarded",
    ),
    "a mixin of Django": (
        "class V(LoginRequiredMixin, View):\n    def get(self, r): ...",
        SETTINGS,
        "guarded",
    ),
    "a plain view": ("class V(View):\n    def get(self, r): ...", LOCKED, "public"),
    "method_decorator": (
        "@method_decorator(login_required, name='dispatch')\nclass V(View):\n    def get(self, r): ...",
        SETTINGS,
        "guarded",
    ),
    "LoginRequiredMiddleware": (
        "class V(View):\n    def get(self, r): ...",
        SETTINGS.replace("]", ", 'django.contrib.auth.middleware.LoginRequiredMiddleware']"),
        "guarded",
    ),
    "LoginRequiredMiddleware does not reach into DRF": (
        "class V(APIView):\n    def get(self, r): ...",
        SETTINGS.replace("]", ", 'django.contrib.auth.middleware.LoginRequiredMiddleware']"),
        "public",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_guards_of_classes(case: str) -> None:
    views, settings, guard = CASES[case]
    found = project(views, "urlpatterns = [path('x/', views.V.as_view())]\n", settings)
    assert seen(found) == {"GET /x/": guard}


def test_functions_and_includes() -> None:
    found = read(
        site__init="",
        site__settings=LOCKED,
        site__urls="from django.urls import include, path, re_path\nurlpatterns = [path('api/', include('shop.urls'))]\n",
        shop__init="",
        shop__urls="from django.urls import path, re_path\nfrom . import views\nurlpatterns = [\n"
        "    path('items/<int:pk>/', views.item),\n    re_path(r'^old/(?P<year>[0-9]{4})/$', views.old),\n"
        "    path('open/', views.opened),\n    path('wrapped/', views.login_required(views.plain)),\n]\n",
        shop__views=VIEWS
        + "@api_view(['GET', 'PUT'])\ndef item(r, pk): ...\n@api_view()\n@permission_classes([AllowAny])\ndef opened(r): ...\n"
        "@login_required\ndef old(r, year): ...\ndef plain(r): ...\n",
    )
    assert seen(found) == {
        "GET /api/items/{pk}/": "guarded",
        "PUT /api/items/{pk}/": "guarded",
        "* /api/old/{year}/": "guarded",
        "GET /api/open/": "public",
        "* /api/wrapped/": "guarded",
    }


def test_routers_and_viewsets() -> None:
    found = project(
        "class Pets(viewsets.ModelViewSet):\n    lookup_field = 'slug'\n    http_method_names = ['get', 'post']\n"
        "    def get_permissions(self):\n        if self.action in ['list', 'retrieve']:\n            return [AllowAny()]\n"
        "        return [IsAuthenticated()]\n"
        "    @action(detail=True, methods=['post'], url_path='feed-it', permission_classes=[AllowAny])\n"
        "    def feed(self, r, slug): ...\n"
        "class Logs(mixins.ListModelMixin, viewsets.GenericViewSet):\n    permission_classes = [IsAuthenticated]\n",
        "r = SimpleRouter()\nr.register('pets', views.Pets)\nr.register(r'logs', views.Logs)\n"
        "urlpatterns = [path('', include(r.urls))]\n",
    )
    assert seen(found) == {
        "GET /pets/": "public",
        "POST /pets/": "guarded",
        "GET /pets/{slug}/": "public",
        "POST /pets/{slug}/feed-it/": "guarded",
        "GET /logs/": "guarded",
    }


def test_an_expression_with_choices_has_no_path() -> None:
    found = project("def f(r): ...\n", "urlpatterns = [re_path('^(a|b)c?/x', views.f)]\n")
    assert [one.complete for one in found.routes] == [False]
    assert len(found.unresolved) == 1
