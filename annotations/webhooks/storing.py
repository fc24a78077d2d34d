"""Stores what was sent and what is answered, in one transaction: an answer of 2xx says that it is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction

from annotations.engine.article import Article as ArticleValue
from annotations.engine.dates import parse_moment
from annotations.intake.first import receive_first
from annotations.intake.order import instant_of
from annotations.intake.problems import FieldProblem
from annotations.intake.receive import TRIES, RevisionConflict, UnreceivableArticle, receive_once
from annotations.intake.withdraw import withdraw
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.revision import Revision
from annotations.webhooks.adapters.adapter import PUBLISHED, WITHDRAWN, Ignored, Submission
from annotations.webhooks.deliveries import enqueue_forgetting
from annotations.webhooks.reading import article_of, withdrawn_id
from annotations.webhooks.refusal import Refusal

logger = logging.getLogger("annotations.webhooks")

_STATUS = {PUBLISHED: Article.Status.LIVE, WITHDRAWN: Article.Status.WITHDRAWN}
_INSERT = "INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING"
_PASSING = frozenset({"40001", "40P01"})
"""SQLSTATEs of a transaction that lost against another and may be tried again: serialization, deadlock."""
_FORGET_ONE_IN = 1000
"""Of so many deliveries one has old ones forgotten."""
_ORIGIN = Revision.Origin.WEBHOOK


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request that is known to come from the channel's publishing system."""

    channel: Channel
    delivery: UUID
    webhook_id: str
    digest: str
    id_signed: bool
    secret: int | None
    address: str
    status_url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What is answered. ``revision`` is there when it is to be checked."""

    answer: dict[str, Any]
    replayed: bool = False
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a submission, and what is said of it."""

    outcome: str
    said: dict[str, Any]
    revision: int | None = None
    new: bool = False
    """Something was changed by what was not said with a time of its own, or by a withdrawal: not a mere repetition."""


class _KnownError(Exception):
    """The request was taken before: nothing of this one is written."""


def take(arrival: Arrival, submission: Submission | Ignored) -> Taken:
    """Stores a submission and its delivery, unless it was taken before.

    Raises:
        Refusal: 409 ``idempotency_conflict`` or ``revision_conflict``; 422 for what is no Article.
    """
    try:
        answer, revision = _first(arrival, submission) or _in_one_transaction(arrival, _work_of(arrival, submission))
    except _KnownError:
        return _taken_before(arrival)
    except RevisionConflict as conflict:
        known = _known(arrival)
        if known is not None:
            return _answered(known, arrival)
        number = conflict.stored.number
        raise Refusal(
            "revision_conflict", f"Revision {number} of this article exists with other content; send the next number."
        ) from conflict
    except UnreceivableArticle as error:
        assert isinstance(submission, Submission)
        row = FieldProblem(f"{submission.pointers.get('', '')}/rendition", "field_too_long", str(error))
        raise Refusal("field_too_long", f"{row.pointer}: {row.message}.", errors=[row]) from error
    return Taken(answer, revision=revision)


def _first(arrival: Arrival, submission: Submission | Ignored) -> tuple[dict[str, Any], int] | None:
    """Of an article of which nothing is known: the answer and its revision, stored at one go; ``None`` for others."""
    if isinstance(submission, Ignored) or submission.kind in _STATUS or withdrawn_id(submission) is not None:
        return None
    article = article_of(submission)
    later = article.revision is not None and article.revision > 1
    if later or arrival.delivery.int % _FORGET_ONE_IN == 0:
        # Most likely a later text, for which asking first costs more than it saves; or one that has old ones forgotten.
        return None
    said = _said_of(article.id, article.rendition or "web", article.revision if article.revision is not None else 1)
    answer = _answer_of(arrival, Delivery.Outcome.ACCEPTED, said)
    row = _delivery(arrival, Delivery.Outcome.ACCEPTED, answer, None)
    try:
        revision = receive_first(article, channel=arrival.channel, origin=_ORIGIN, at=arrival.at, beside=row)
    except IntegrityError:
        # Taken before, or just now by somebody else: the long way finds out.
        return None
    return (answer, revision) if revision is not None else None


def _said_of(external_id: str, rendition: str, number: int, check: str = "queued") -> dict[str, Any]:
    return {"article": external_id, "rendition": rendition, "revision": number, "check": check}


def _answer_of(arrival: Arrival, outcome: str, said: dict[str, Any]) -> dict[str, Any]:
    answer = {"status": str(outcome), "delivery": str(arrival.delivery)} | said
    return answer | {"status_url": arrival.status_url}


def _work_of(arrival: Arrival, submission: Submission | Ignored) -> Callable[[], _Outcome]:
    """What is to be stored; the submission is validated before."""
    if isinstance(submission, Ignored):
        return partial(_Outcome, Delivery.Outcome.IGNORED, {"detail": submission.reason})
    gone = withdrawn_id(submission)
    if gone is not None:
        return partial(_withdrawn, arrival, submission, *gone)
    return partial(_received, arrival, submission, article_of(submission))


def _in_one_transaction(arrival: Arrival, work: Callable[[], _Outcome]) -> tuple[dict[str, Any], int | None]:
    """The answer, and the revision that it is about."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                done = work()
                answer = _answer_of(arrival, done.outcome, done.said)
                _keep(arrival, done, answer)
                if arrival.delivery.int % _FORGET_ONE_IN == 0:
                    enqueue_forgetting(at=arrival.at)
                return answer, done.revision
        except (IntegrityError, OperationalError) as error:
            passing = isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in _PASSING
            if not left or not passing:
                raise
    raise AssertionError("unreachable")


def _received(arrival: Arrival, submission: Submission, article: ArticleValue) -> _Outcome:
    receipt = receive_once(
        article, channel=arrival.channel, origin=_ORIGIN, at=arrival.at, status=_STATUS.get(submission.kind)
    )
    new = receipt.changed and (submission.kind == WITHDRAWN or not _is_dated(submission))
    if submission.kind == WITHDRAWN and receipt.article.status != Article.Status.WITHDRAWN:
        logger.warning(
            "a withdrawal of article %r in channel %r is not applied: a newer text is known",
            article.id, arrival.channel.name,
        )
    check = "queued" if receipt.created else "known"
    said = _said_of(article.id, receipt.article.rendition, _number(receipt.revision), check)
    if receipt.newest and receipt.article.withdrawn_at is None:
        return _Outcome(Delivery.Outcome.ACCEPTED, said, receipt.revision.pk, new)
    latest = receipt.article.latest
    assert latest is not None
    said["detail"] = (
        "Stored in history; the article was withdrawn before."
        if receipt.newest
        else f"Stored in history; the verdict stays that of revision {_number(latest)}."
    )
    return _Outcome(Delivery.Outcome.SUPERSEDED, said, receipt.revision.pk, new)


def _number(revision: Revision) -> int:
    """The publishing system's own number, else the place in the order of arrival."""
    return revision.number if revision.number is not None else revision.sequence


def _withdrawn(arrival: Arrival, submission: Submission, external_id: str, rendition: str | None) -> _Outcome:
    said_at = instant_of(parse_moment(submission.said_at)) if submission.said_at else None
    done = withdraw(
        external_id, channel=arrival.channel, origin=_ORIGIN, at=arrival.at, said_at=said_at, rendition=rendition
    )
    said: dict[str, Any] = {"article": external_id, "revision": None, "check": "none"}
    if not done.known:
        return _Outcome(Delivery.Outcome.IGNORED, said | {"detail": "Nothing to remove."})
    if not done.gone:
        detail = "Nothing is changed; the article was modified after that."
        return _Outcome(Delivery.Outcome.SUPERSEDED, said | {"detail": detail})
    return _Outcome(Delivery.Outcome.ACCEPTED, said, done.gone[0].latest_id, done.changed)


def _is_dated(submission: Submission) -> bool:
    """Whether the body says itself which of several texts it is: the same body is then the same text for ever."""
    return submission.said_at is not None or not {"modified", "revision"}.isdisjoint(submission.article)


def _keep(arrival: Arrival, done: _Outcome, answer: dict[str, Any]) -> None:
    """Writes the delivery; of two with one id the second waits for the first.

    Raises:
        _KnownError: it is there already.
    """
    row = _delivery(arrival, done.outcome, answer, done.revision)
    if not _inserted(row) and not (done.new and _let_go(arrival) and _inserted(row)):
        raise _KnownError


def _inserted(row: Delivery) -> bool:
    fields = Delivery._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    places = ", ".join(["%s"] * len(fields))
    # Django's own ignoring of conflicts does not say whether there was one.
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(table=Delivery._meta.db_table, columns=names, places=places), values)
        return bool(cursor.rowcount)


def _let_go(arrival: Arrival) -> bool:
    """Whether an earlier delivery of the same body no longer stands for that body, since it is said anew.

    It does where the sender's own id is the same: that is a delivery sent again.
    """
    if arrival.id_signed:
        return False
    earlier = Delivery.objects.filter(channel=arrival.channel, digest=arrival.digest, id_signed=False).first()
    if earlier is None or earlier.webhook_id == arrival.webhook_id != arrival.digest:
        return False
    if earlier.webhook_id == earlier.digest:
        earlier.webhook_id = f"{earlier.digest}.{earlier.pk}"
    earlier.id_signed = True
    earlier.save(update_fields=["webhook_id", "id_signed"])
    return True


def _delivery(arrival: Arrival, outcome: str, answer: dict[str, Any], revision: int | None) -> Delivery:
    return Delivery(
        pk=arrival.delivery, channel=arrival.channel, webhook_id=arrival.webhook_id, digest=arrival.digest,
        id_signed=arrival.id_signed, outcome=outcome, answer=answer, revision_id=revision, secret_id=arrival.secret,
        address=arrival.address, received_at=arrival.at,
    )


def _taken_before(arrival: Arrival) -> Taken:
    known = _known(arrival)
    if known is None:
        raise Refusal("unavailable", "The same request is being taken just now.", headers={"Retry-After": "1"})
    return _answered(known, arrival)


def _known(arrival: Arrival) -> Delivery | None:
    rows = Delivery.objects.filter(channel=arrival.channel)
    found = rows.filter(webhook_id=arrival.webhook_id).first()
    if found is None and not arrival.id_signed:
        found = rows.filter(digest=arrival.digest, id_signed=False).first()
    return found


def _answered(known: Delivery, arrival: Arrival) -> Taken:
    if known.digest != arrival.digest:
        raise Refusal("idempotency_conflict", "This webhook-id was used with another body.")
    return Taken(dict(known.answer), replayed=True, revision=known.revision_id)
