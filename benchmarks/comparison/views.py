"""Verifies a signature of Standard Webhooks and lets a serializer do the rest."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from django.shortcuts import get_object_or_404
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealing import unseal
from benchmarks.comparison.serializers import EnvelopeSerializer


class IntakeView(APIView):
    """The usual way. It knows no limits of rate, no strict JSON, no renditions, no order of revisions."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request: Request, channel: str) -> Response:
        body = request.body
        row = get_object_or_404(Channel, name=channel, is_active=True)
        webhook_id = request.headers.get("webhook-id", "")
        _verify(row, webhook_id, request.headers.get("webhook-timestamp", "0"),
                request.headers.get("webhook-signature", ""), body)
        known = Delivery.objects.filter(channel=row, webhook_id=webhook_id).first()
        if known is not None:
            return Response(known.answer)
        serializer = EnvelopeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        delivery = serializer.save(channel=row, webhook_id=webhook_id, digest=hashlib.sha256(body).hexdigest())
        return Response({"status": "accepted", "delivery": str(delivery.pk)}, status=202)


def _verify(channel: Channel, webhook_id: str, stamp: str, stated: str, body: bytes) -> None:
    if abs(time.time() - int(stamp)) > 300:
        raise AuthenticationFailed("timestamp")
    message = f"{webhook_id}.{stamp}.".encode() + body
    for secret in WebhookSecret.objects.filter(channel=channel, valid_until=None):
        digest = hmac.new(unseal(secret.sealed), message, hashlib.sha256).digest()
        if hmac.compare_digest(b"v1," + base64.b64encode(digest), stated.encode()):
            return
    raise AuthenticationFailed("signature")
