"""The audit trail: one event for each change of state, in a chain of hashes a channel.

An event's hash covers its stored fields and the hash of the event before it, so no event can be changed, left out,
moved or put in without the chain breaking there; ``ChainHead`` says where a chain ends, so the last ones cannot be
left out either.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import ChainHead, Event
from annotations.models.flag import Flag
from annotations.models.revision import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SYSTEM = "system"
"""Who acted, where no person did."""
GENESIS = "0" * 64
"""What the first event of a chain is chained to."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_AT_ONCE = 2000
_ends: ContextVar[_Ends | None] = ContextVar("annotations_chain_ends", default=None)
_sender: ContextVar[Mapping[str, Any] | None] = ContextVar("annotations_sender", default=None)


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which a chain is not what it was. ``chain``: the channel's name, or ``-`` for events of none."""

    chain: str
    sequence: int
    problem: str

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.problem}"


@dataclass(slots=True)
class _Ends:
    """The ends of chains that this transaction has locked, in a block that deep."""

    depth: int
    known: dict[int | None, ChainHead] = field(default_factory=dict)


@contextmanager
def sent_by(told: Mapping[str, Any] | None) -> Iterator[None]:
    """Every event that is recorded inside has ``told`` in its data: which machine asked for the change."""
    before = _sender.set(told)
    try:
        yield
    finally:
        _sender.reset(before)


@contextmanager
def several() -> Iterator[None]:
    """For several events of one transaction: the end of a chain is locked and read once."""
    before = _ends.set(_Ends(_depth()))
    try:
        yield
    finally:
        _ends.reset(before)


def record(
    kind: str,
    *,
    channel: Channel | None,
    article: Article | None = None,
    flag: Flag | None = None,
    revision: Revision | None = None,
    actor: AbstractBaseUser | None = None,
    data: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Appends an event to the channel's chain and returns it.

    The chain's end is locked until the transaction is over: events of one channel are written one transaction after
    another. Lock what else is needed before calling this, and work on articles of several channels in transactions of
    their own.

    Raises:
        TransactionManagementError: outside a transaction: an event and what it tells of stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("an event is recorded in the transaction of the change that it tells of")
    head = _locked_head(channel)
    event = Event(
        channel=channel,
        sequence=head.sequence + 1,
        kind=kind,
        article=article,
        flag=flag,
        revision=revision,
        actor_id=actor.pk if actor is not None else None,
        actor_name=_name_of(actor),
        at=at or timezone.now(),
        data=storable({**(_sender.get() or {}), **(data or {})}),
        previous_hash=head.hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    head.sequence, head.hash = event.sequence, event.hash
    head.save(update_fields=["sequence", "hash"])
    return event


def storable(value: Any) -> Any:
    """``value`` as every database keeps it: keys are texts, whole numbers are integers, and what PostgreSQL's JSON does
    not take (U+0000, lone surrogates) is replaced by U+FFFD."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def hash_of(event: Event) -> str:
    """SHA-256, in hex, of the canonical JSON of the event's stored fields."""
    fields = {
        "channel": _id(event.channel_id),
        "sequence": event.sequence,
        "kind": event.kind,
        "article": _id(event.article_id),
        "flag": _id(event.flag_id),
        "revision": _id(event.revision_id),
        "actor": _id(event.actor_id),
        "actor_name": event.actor_name,
        "at": _instant(event.at),
        "data": storable(event.data),
        "previous": event.previous_hash,
    }
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def is_as_written(event: Event) -> bool:
    """Whether a stored event is what its own hash says; where it stands in the chain is for ``verify``."""
    return event.hash == _hash_or_none(event)


def verify(channel: Channel | None = None) -> list[Break]:
    """Every place at which the chain of ``channel``, or any chain, has been changed; empty when all is as written."""
    chains: list[int | None] = [channel.pk] if channel is not None else _chains()
    return [found for chain in chains for found in _verified(chain)]


def heads() -> list[tuple[str, int, str]]:
    """Chain, number of events and last hash of every chain: noted elsewhere, they show a rewritten chain as well."""
    rows = ChainHead.objects.order_by("channel__name").values_list("channel_id", "sequence", "hash")
    return [(_title(chain), sequence, digest) for chain, sequence, digest in rows]


def _locked_head(channel: Channel | None) -> ChainHead:
    held, chain = _ends.get(), channel.pk if channel is not None else None
    if held is None:
        return _locked_end(channel)
    if held.depth != _depth():
        # What is written in a savepoint may be undone with it; then the end that we know would be no longer the end.
        held.known.pop(chain, None)
        return _locked_end(channel)
    if chain not in held.known:
        held.known[chain] = _locked_end(channel)
    return held.known[chain]


def _depth() -> int:
    """How many blocks the transaction is deep."""
    return len(transaction.get_connection().savepoint_ids)


def _locked_end(channel: Channel | None) -> ChainHead:
    ends = ChainHead.objects.select_for_update(no_key=True).filter(channel=channel)
    head = ends.first()
    if head is None:
        # The first event of a chain; of two transactions that begin one, the second waits here for the first.
        ChainHead.objects.get_or_create(channel=channel)
        head = ends.get()
    return head


def _name_of(actor: AbstractBaseUser | None) -> str:
    return str(storable(actor.get_username()))[:200] if actor is not None else SYSTEM


def _id(key: object) -> int | str | None:
    return key if key is None or isinstance(key, int) else str(key)


def _instant(at: datetime) -> str:
    aware = timezone.make_aware(at) if timezone.is_naive(at) else at
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def _chains() -> list[int | None]:
    """Ids of all channels with a chain; ``None`` stands for the events of no channel. Order: by id, that one last."""
    known = set(ChainHead.objects.values_list("channel_id", flat=True).distinct().order_by())
    known |= set(Event.objects.values_list("channel_id", flat=True).distinct().order_by())
    return sorted(known, key=lambda chain: (chain is None, chain or 0))


def _verified(chain: int | None) -> Iterator[Break]:
    title, walk, seen = _title(chain), _Walk(), -1
    while True:
        for event in _after(chain, seen):
            yield from (Break(title, event.sequence, problem) for problem in walk.problems(event))
        at = Q(channel__isnull=True) if chain is None else Q(channel_id=chain)
        head = ChainHead.objects.filter(at).first()
        # Events may be written while we read: the end counts when nothing has come between the two looks.
        if head is None or head.sequence <= walk.sequence or walk.sequence == seen:
            break
        seen = walk.sequence
    yield from (Break(title, walk.sequence, problem) for problem in walk.problems_at_end(head))


def _after(chain: int | None, sequence: int) -> Iterator[Event]:
    rows = Event.objects.filter(channel_id=chain) if chain is not None else Event.objects.filter(channel__isnull=True)
    return rows.filter(sequence__gt=sequence).order_by("sequence", "id").iterator(chunk_size=_AT_ONCE)


@dataclass(slots=True)
class _Walk:
    """How far a chain has been read."""

    sequence: int = 0
    hash: str = GENESIS

    def problems(self, event: Event) -> Iterator[str]:
        """What is wrong at this event, the next in the chain."""
        if event.sequence <= self.sequence:
            yield "this event stands where another does"
        elif event.sequence > self.sequence + 1:
            yield f"{event.sequence - self.sequence - 1} event(s) before this one are missing"
        elif event.previous_hash != self.hash:
            yield "the event before this one is not the one that was there when it was written"
        if not is_as_written(event):
            yield "this event is not as it was written"
        self.sequence, self.hash = event.sequence, event.hash

    def problems_at_end(self, head: ChainHead | None) -> Iterator[str]:
        """What is wrong with the end of the chain, when all its events have been read."""
        if head is None and not self.sequence:
            # A channel in which nothing has happened yet.
            return
        if head is None:
            yield "the record of where this chain ends is missing"
        elif head.sequence > self.sequence:
            yield f"{head.sequence - self.sequence} event(s) after this one are missing"
        elif head.sequence < self.sequence:
            yield f"{self.sequence - head.sequence} event(s) up to this one were put in past the end"
        elif head.hash != self.hash:
            yield "the last event is not the one that was written last"


def _hash_or_none(event: Event) -> str | None:
    try:
        return hash_of(event)
    except (TypeError, ValueError, AttributeError):
        # Somebody put a value there that an event never holds.
        return None


def _title(chain: int | None) -> str:
    if chain is None:
        return "-"
    return Channel.objects.filter(pk=chain).values_list("name", flat=True).first() or f"channel {chain}"
