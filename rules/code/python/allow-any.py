from rest_framework import generics, permissions, viewsets
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView


class Orders(viewsets.ModelViewSet):
    # ruleid: allow-any
    permission_classes = [AllowAny]


class Lines(generics.ListCreateAPIView):
    # ruleid: allow-any
    permission_classes = (permissions.AllowAny,)


class Refunds(viewsets.ModelViewSet):
    # ruleid: allow-any
    permission_classes = []


class Settings(APIView):
    # ruleid: allow-any
    permission_classes = [permissions.AllowAny]

    def put(self, request): ...


@api_view(["PUT", "DELETE"])
@permission_classes([AllowAny])
# ruleid: allow-any-function
def order(request, order: int): ...


class Prices(viewsets.ReadOnlyModelViewSet):
    # ok: allow-any
    permission_classes = [AllowAny]


class Invoices(viewsets.ModelViewSet):
    # ok: allow-any
    permission_classes = [IsAuthenticated]


class RegisterView(generics.CreateAPIView):
    # ok: allow-any
    permission_classes = [AllowAny]


class Products(viewsets.ModelViewSet):
    # ok: allow-any
    permission_classes = [AllowAny]

    def get_permissions(self):
        return [IsAuthenticated()] if self.action != "list" else super().get_permissions()


class Heartbeats(generics.CreateAPIView):
    # ok: allow-any
    permission_classes = ()
    authentication_classes = ()


class Status(APIView):
    # ok: allow-any
    permission_classes = []

    def get(self, request): ...


@api_view(["GET"])
@permission_classes([AllowAny])
# ok: allow-any-function
def status(request): ...


@api_view(["DELETE"])
@permission_classes([IsAuthenticated])
# ok: allow-any-function
def remove(request): ...
