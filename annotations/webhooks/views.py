"""The address to which publishing systems send, and the one at which they ask what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import DatabaseError, DataError, Error, InterfaceError, transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from annotations import conf
from annotations.models.delivery import Delivery
from annotations.problems.answer import problem, request_id
from annotations.problems.types import PROBLEM_TYPES
from annotations.webhooks.body import read_body
from annotations.webhooks.connection import connection_to, refuse_unsigned, verified
from annotations.webhooks.deliveries import standing_of
from annotations.webhooks.media import check_media
from annotations.webhooks.rate import address_of, count_request
from annotations.webhooks.reading import submission_of
from annotations.webhooks.refusal import Refusal
from annotations.webhooks.schemes.scheme import digest_of
from annotations.webhooks.security_log import refused
from annotations.webhooks.storing import Arrival, Taken, take
from annotations.webhooks.waiting import report_of, seconds_to_wait

logger = logging.getLogger("annotations.webhooks")

_ACCEPTED, _OK = 202, 200
_DISK_FULL = ("53100", "disk is full", "No space left")
View = Callable[..., HttpResponseBase]


def receiver(clock: Callable[[], datetime] = timezone.now) -> View:
    """The view that takes webhooks. ``clock`` says what time it is."""

    @csrf_exempt
    @transaction.non_atomic_requests
    def receive_webhook(request: HttpRequest, channel: str) -> HttpResponseBase:
        desk = conf.desk()
        address = address_of(request, proxies=desk.proxies)
        try:
            now = clock()
            return _answer(request, _taken(request, channel, address, desk, now), now)
        except Refusal as refusal:
            return _refused(request, channel, address, refusal)
        except DataError:
            logger.exception("a webhook for channel %r holds what the database does not keep", channel[:100])
            return _refused(request, channel, address, _unkept())
        except (DatabaseError, InterfaceError) as error:
            logger.exception("a webhook for channel %r could not be stored", channel[:100])
            return _refused(request, channel, address, _unavailable(error))

    return receive_webhook


def _taken(request: HttpRequest, name: str, address: str, desk: conf.DeskSettings, now: datetime) -> Taken:
    if request.method != "POST":
        raise Refusal("method_not_allowed", "Use POST.", headers={"Allow": "POST"})
    count_request(f"address:{address}", at_most=desk.webhook_address_rate, now=now, cache=desk.rate_cache)
    connection = connection_to(name, now=now)
    channel = connection.channel
    check_media(request, connection.adapter.media_types)
    refuse_unsigned(connection, request.headers)
    body = read_body(request, at_most=desk.webhook_max_bytes, seconds=desk.webhook_read_seconds)
    signed = verified(connection, request.headers, body, now=now)
    allowed = channel.requests_per_minute or desk.webhook_rate
    count_request(f"channel:{channel.pk}", at_most=allowed, now=now, cache=desk.rate_cache)
    submission = submission_of(body, connection.adapter, request.headers)
    delivery, digest = uuid4(), digest_of(body)
    arrival = Arrival(
        channel=channel,
        delivery=delivery,
        webhook_id=(signed.webhook_id if signed else "") or digest,
        digest=digest,
        id_signed=signed is not None and signed.id_signed,
        secret=signed.key.row if signed else None,
        address=address,
        status_url=request.build_absolute_uri(reverse("annotations:delivery", args=[delivery])),
        at=now,
    )
    return take(arrival, submission)


def _answer(request: HttpRequest, taken: Taken, now: datetime) -> HttpResponseBase:
    headers = {"Idempotent-Replayed": "true"} if taken.replayed else {}
    wait = seconds_to_wait(request.headers.get("Prefer", ""))
    if wait and taken.revision is not None and taken.answer["status"] == "accepted":
        report = report_of(taken.revision, within=wait, at=now)
        if report is not None:
            return JsonResponse(report, headers=headers | {"Preference-Applied": f"wait={wait}"})
    return JsonResponse(taken.answer, status=_OK if taken.replayed else _ACCEPTED, headers=headers)


def _refused(request: HttpRequest, channel: str, address: str, refusal: Refusal) -> HttpResponseBase:
    refused(
        code=refusal.code,
        status=refusal.status or PROBLEM_TYPES[refusal.code].status,
        channel=channel,
        address=address,
        request_id=request_id(request),
        webhook_id=request.headers.get("webhook-id", ""),
    )
    return problem(
        request, refusal.code, refusal.detail, status=refusal.status, errors=refusal.errors, headers=refusal.headers
    )


def _unkept() -> Refusal:
    return Refusal("field_invalid", "The database cannot keep a value of this; nothing was stored.", status=422)


def _unavailable(error: Error) -> Refusal:
    full = any(sign in f"{getattr(error.__cause__, 'sqlstate', '')} {error}" for sign in _DISK_FULL)
    wait = "60" if full else "30"
    return Refusal("unavailable", "It cannot be stored just now; nothing was.", headers={"Retry-After": wait})


@require_safe
def delivery_status(request: HttpRequest, delivery: UUID) -> HttpResponseBase:
    """What became of a delivery, for whoever knows its id."""
    found = Delivery.objects.filter(pk=delivery, channel__is_active=True).first()
    if found is None:
        return problem(request, "not_found", "No such delivery.")
    return JsonResponse(standing_of(found, at=timezone.now()), headers={"Cache-Control": "no-store"})
