"""What is there in the end, beside what the clients were told."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.faulty.clients import Clients, Try
from benchmarks.faulty.faults import Faults
from benchmarks.faulty.newsroom import Newsroom
from benchmarks.servers import manage

DRAINED_WITHIN = 60.0
_FLAGS = """
    SELECT article.external_id, count(DISTINCT flag.id), count(event.id) FILTER (WHERE event.kind = 'opened')
    FROM annotations_article article LEFT JOIN annotations_flag flag ON flag.article_id = article.id
    LEFT JOIN annotations_event event ON event.flag_id = flag.id GROUP BY article.id
"""
_CHECKS = """
    SELECT revision.id, count("check".id) FROM annotations_revision revision
    LEFT JOIN annotations_check "check" ON "check".revision_id = revision.id GROUP BY revision.id
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures of a run; ``wrongs`` is empty when all promises were kept."""

    requests: int
    statuses: dict[int, int]
    faults: dict[str, int]
    accepted: int
    articles: int
    revisions: int
    refused_signatures: int
    answers_while_database_away: dict[int, int]
    accepted_while_broker_away: int
    slowest_while_broker_away_s: float
    drained_s: float
    restarts: int
    wrongs: list[str] = field(default_factory=list)


def look(newsroom: Newsroom, clients: Clients, faults: Faults, drained: float) -> Outcome:
    """Asks the database, and the audit trail."""
    accepted = {row.post.webhook_id: row for row in clients.tries if 200 <= row.status < 300}
    away = _within(clients.tries, faults.database_away)
    broker = [row for row in _within(clients.tries, faults.broker_away) if 200 <= row.status < 300]
    ((articles,),) = newsroom.ask("SELECT count(*) FROM annotations_article")
    ((revisions,),) = newsroom.ask("SELECT count(*) FROM annotations_revision")
    return Outcome(
        requests=len(clients.tries),
        statuses=dict(sorted(Counter(row.status for row in clients.tries).items())),
        faults=faults.happened,
        accepted=len(accepted),
        articles=articles,
        revisions=revisions,
        refused_signatures=sum(row.status == 401 for row in clients.tries),
        answers_while_database_away=dict(sorted(Counter(row.status for row in away).items())),
        accepted_while_broker_away=len(broker),
        slowest_while_broker_away_s=round(max((row.ended - row.began for row in broker), default=0.0), 2),
        drained_s=round(drained, 1),
        restarts=newsroom.restarts,
        wrongs=[
            *_answers(clients, away), *_stored(newsroom, list(accepted.values())), *_effects(newsroom),
            *([f"the backlog took {drained:.0f} s"] if drained > DRAINED_WITHIN else []),
        ],
    )


def _within(tries: Sequence[Try], spans: Sequence[tuple[float, float]]) -> list[Try]:
    """Those that began and ended in one of the spans."""
    return [row for row in tries if any(start <= row.began and row.ended <= end for start, end in spans)]


def _answers(clients: Clients, away: Sequence[Try]) -> Iterator[str]:
    for post in clients.given_up:
        yield f"{post.webhook_id} was never answered"
    for row in clients.tries:
        if row.post.good and row.status not in (0, 200, 202, 503):
            yield f"{row.post.webhook_id} was answered {row.status}: {row.answer}"
        if not row.post.good and row.status not in (0, 401, 503):
            yield f"{row.post.webhook_id}, wrongly signed, was answered {row.status}"
    yield from (f"{row.post.webhook_id} was answered {row.status} without a database" for row in away
                if row.status not in (0, 503))  # fmt: skip


def _stored(newsroom: Newsroom, accepted: Sequence[Try]) -> Iterator[str]:
    """Every accepted request is there once, with its own body and the delivery that its sender was told of."""
    rows = newsroom.ask("SELECT webhook_id, id, digest, revision_id FROM annotations_delivery")
    kept = {webhook_id: (str(key), digest, revision) for webhook_id, key, digest, revision in rows}
    for row in accepted:
        key, digest, revision = kept.pop(row.post.webhook_id, ("", "", None))
        if (key, digest) != (row.answer.get("delivery"), hashlib.sha256(row.post.body).hexdigest()) or revision is None:
            yield f"{row.post.webhook_id} was accepted and is not there"
    # Stored, and its answer lost on the way, is no wrong as long as it was sent again; then it is among the accepted.
    yield from (f"{webhook_id} is there and was never accepted" for webhook_id in kept)


def _effects(newsroom: Newsroom) -> Iterator[str]:
    """Every revision is checked once, every article has the one flag that it owes, and the audit trail is whole."""
    yield from (f"revision {key} has {count} checks" for key, count in newsroom.ask(_CHECKS) if count != 1)
    for article, flags, opened in newsroom.ask(_FLAGS):
        if (flags, opened) != (1, 1):
            yield f"article {article} has {flags} flags, opened {opened} times"
    dead = newsroom.ask("SELECT dedupe, last_error FROM annotations_job WHERE state = 'dead'")
    yield from (f"job {about} is dead: {error}" for about, error in dead)
    try:
        manage(newsroom.environment, "annotations", "audit", "verify")
    except RuntimeError as error:
        yield f"the audit trail is broken: {error}"
