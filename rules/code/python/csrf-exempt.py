from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from app.webhooks import verified


@csrf_exempt
@login_required
# ruleid: csrf-exempt
def change_mail(request):
    request.user.email = request.POST["email"]
    return HttpResponse()


@permission_required("orders.change")
@csrf_exempt
# ruleid: csrf-exempt
def order(request):
    return HttpResponse()


@login_required
@csrf_exempt
# ruleid: csrf-exempt
def pay(request):
    return HttpResponse()


@method_decorator(csrf_exempt, name="dispatch")
# ruleid: csrf-exempt-class
class Orders(LoginRequiredMixin, View): ...


@csrf_exempt
# ruleid: csrf-exempt-session
def upload(request):
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse()


@csrf_exempt
# ok: csrf-exempt
# ok: csrf-exempt-session
def webhook(request):
    verified(request)
    return HttpResponse()


@csrf_protect
@login_required
# ok: csrf-exempt
def protected(request):
    return HttpResponse()


@method_decorator(csrf_exempt, name="dispatch")
# ok: csrf-exempt-class
class Hook(View): ...


@csrf_exempt
# ok: csrf-exempt-session
def api(request):
    if request.headers["Authorization"] != "x" and not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse()
