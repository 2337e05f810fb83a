import hmac
import json

import stripe
from fastapi import APIRouter, Depends, Request
from flask import Blueprint, request

from app.deps import verified_github
from app.models import Order
from app.settings import settings

router = APIRouter()
views = Blueprint("views", __name__)


@router.post("/webhooks/github")
# ruleid: webhook-not-verified
async def github(body: dict) -> None:
    await Order.create(body)


@views.route("/stripe/webhook", methods=["POST"])
# ruleid: webhook-not-verified-global
def stripe_hook():
    event = request.get_json()
    if event["type"] == "checkout.session.completed":
        Order.paid(event["data"]["object"]["id"])
    return ""


@views.post("/payments")
def stripe_events():
    # ruleid: webhook-not-verified-stripe
    event = stripe.Event.construct_from(json.loads(request.data), stripe.api_key)
    Order.paid(event.data.object.id)
    return ""


@views.post("/stripe/verified")
def stripe_verified():
    # ok: webhook-not-verified-stripe
    event = stripe.Webhook.construct_event(request.data, request.headers["Stripe-Signature"], settings.stripe)
    Order.paid(event.data.object.id)
    return ""


@router.post("/webhooks/slack")
# ok: webhook-not-verified
async def slack(incoming: Request) -> None:
    expected = hmac.new(settings.slack, await incoming.body(), "sha256").hexdigest()
    if not hmac.compare_digest(expected, incoming.headers["X-Slack-Signature"]):
        raise PermissionError


@router.post("/github/events", dependencies=[Depends(verified_github)])
# ok: webhook-not-verified
async def github_verified(body: dict) -> None:
    await Order.create(body)


@router.post("/webhooks")
# ok: webhook-not-verified
async def create_webhook(body: dict) -> None:
    await Order.subscribe(body)


@router.get("/webhooks/github")
# ok: webhook-not-verified
async def list_webhooks() -> list:
    return []
