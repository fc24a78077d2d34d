"""Looks whether the record of an article is as it was written: texts, checks, decisions, the chain of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_noop
from pydantic import ValidationError

from annotations import events as trail
from annotations.engine.article import Article as ArticleValue
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.decision import Decision
from annotations.models.event import ChainHead, Event
from annotations.models.revision import Revision
from annotations.proof.seal import seal_holds

MOST_CHAINED = 20_000
"""Events of a channel up to which its whole chain is read for a page; beyond, ``annotations audit verify`` does it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``holds`` is ``None`` where nothing can be said."""

    code: str
    holds: bool | None
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """What came of it, in the reader's language."""
        return gettext(self.text) % self.values

    @property
    def plain(self) -> str:
        """The same in English, whoever reads it: what a proof says to programs has one digest."""
        return self.text % self.values


def verified(
    article: Article, revision: Revision | None, check: Check | None, decisions: Sequence[Decision],
    events: Sequence[Event],
) -> tuple[Finding, ...]:
    """Everything that can be looked at, in order: text, check, decisions, events, chain."""
    return (*_text(revision), *_check(check), *_decisions(decisions, events), _events(events), _chain(article))


def _text(revision: Revision | None) -> Iterator[Finding]:
    if revision is None:
        return
    try:
        holds = ArticleValue.model_validate(revision.payload).digest == revision.digest
    except ValidationError:
        holds = False
    right = gettext_noop("The text is the one whose digest was stored.")
    yield Finding("text", holds, right if holds else gettext_noop("The text is not the one that was stored."))


def _check(check: Check | None) -> Iterator[Finding]:
    if check is None:
        return
    holds = seal_holds(check)
    if holds is None:
        yield Finding("seal", None, gettext_noop("The check is from before checks were sealed."))
    elif holds:
        said = gettext_noop("The seal of the check holds: report, verdict and versions are as they were.")
        yield Finding("seal", True, said)
    else:
        said = gettext_noop("The seal of the check is broken: it is not as it was made, or the key is gone.")
        yield Finding("seal", False, said)


def _decisions(decisions: Sequence[Decision], events: Sequence[Event]) -> Iterator[Finding]:
    """Each decision has its event, which says the same of who, why and when."""
    told = {event.data.get("decision"): event for event in events if event.kind in ("dismissed", "commented")}
    wrong = [row.pk for row in decisions if not _agrees(row, told.get(row.pk))]
    gone = set(told) - {row.pk for row in decisions}
    if not wrong and not gone:
        yield Finding("decisions", True, gettext_noop("Every decision is as the trail tells it."))
    else:
        numbers = ", ".join(map(str, sorted({*wrong, *(key for key in gone if isinstance(key, int))})))
        said = gettext_noop("Decisions differ from the trail: %(numbers)s.")
        yield Finding("decisions", False, said, {"numbers": numbers})


def _agrees(decision: Decision, event: Event | None) -> bool:
    if event is None:
        return False
    who = event.actor_id is None or decision.by_id in (None, event.actor_id)
    why = event.data.get("reason", "") == decision.reason
    return who and why and event.data.get("note", "") == decision.note and event.at == decision.at


def _events(events: Sequence[Event]) -> Finding:
    wrong = [event.sequence for event in events if not trail.is_as_written(event)]
    if not wrong:
        said = gettext_noop("All events of the article are as written: %(count)d.")
        return Finding("events", True, said, {"count": len(events)})
    numbers = ", ".join(map(str, wrong))
    return Finding("events", False, gettext_noop("Events are not as written: %(numbers)s."), {"numbers": numbers})


def _chain(article: Article) -> Finding:
    head = ChainHead.objects.filter(channel=article.channel_id).first()
    length = head.sequence if head is not None else 0
    if length > MOST_CHAINED:
        said = gettext_noop("The chain has %(count)d events; run “annotations audit verify” to read it whole.")
        return Finding("chain", None, said, {"count": length})
    broken = trail.verify(article.channel)
    if not broken:
        return Finding("chain", True, gettext_noop("The chain is valid up to event %(number)d."), {"number": length})
    places = "; ".join(map(str, broken[:5]))
    return Finding("chain", False, gettext_noop("The chain is broken at %(places)s."), {"places": places})
