from typing import Annotated

from fastapi import APIRouter, Query
from rest_framework.pagination import PageNumberPagination

from app.models import Order

router = APIRouter()


@router.get("/orders")
# ruleid: list-without-limit
async def orders(offset: int = 0, limit: int = 100) -> list:
    return await Order.page(offset, limit)


@router.get("/returns")
# ruleid: list-without-limit
async def returns(page_size: int = Query(20, ge=1)) -> list:
    return await Order.page(0, page_size)


@router.get("/refunds")
# ruleid: list-without-limit
async def refunds(per_page: Annotated[int, Query(ge=1)] = 20) -> list:
    return await Order.page(0, per_page)


# ruleid: list-without-limit-pagination
class Pages(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"


@router.get("/bounded")
# ok: list-without-limit
async def bounded(limit: int = Query(20, ge=1, le=100)) -> list:
    return await Order.page(0, limit)


@router.get("/annotated")
# ok: list-without-limit
async def annotated(limit: Annotated[int, Query(le=100)] = 20) -> list:
    return await Order.page(0, limit)


@router.get("/clamped")
# ok: list-without-limit
async def clamped(limit: int = 20) -> list:
    return await Order.page(0, min(limit, 100))


# ok: list-without-limit
async def job(limit: int = 100) -> list:
    return await Order.page(0, limit)


# ok: list-without-limit-pagination
class Bounded(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100


# ok: list-without-limit-pagination
class Fixed(PageNumberPagination):
    page_size = 20
