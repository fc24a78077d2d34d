"""What an article carries, as the report states it: mentions, notices, credits with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.engine.attribution.credits import credit_facts
from annotations.engine.document.model import Document, Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts
from annotations.engine.mentions import Mention
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.placement import placement_of
from annotations.engine.report import CreditFact, MentionFact, NoticeFact


@dataclass(frozen=True, slots=True)
class Carried:
    """The facts of a report about one text."""

    mentions: tuple[MentionFact, ...]
    notices: tuple[NoticeFact, ...]
    credits: tuple[CreditFact, ...]


def carried_by(facts: Facts) -> Carried:
    """The mentions, notices and credits of an article; a claim about nobody is no notice."""
    document = facts.document
    kept = [index for index, mention in enumerate(facts.mentions) if mention.counts or mention.in_notice]
    place = {index: at for at, index in enumerate(kept)}
    notices = [notice for notice in facts.notices if notice.subjects or notice.form is Form.FOOTNOTE]
    return Carried(
        mentions=tuple(_mention(document, facts.mentions[index]) for index in kept),
        notices=tuple(_notice(document, notice, place) for notice in notices),
        credits=credit_facts(document, facts.credits),
    )


def _mention(document: Document, mention: Mention) -> MentionFact:
    place = evidence(document, mention.start, mention.end)
    return MentionFact(mention.entity, place, mention.confidence, mention.in_notice)


def _notice(document: Document, notice: Notice, place: Mapping[int, int]) -> NoticeFact:
    return NoticeFact(
        evidence=evidence(document, notice.start, notice.end),
        subjects=notice.subjects,
        statuses=tuple(sorted(notice.statuses)),
        banned=notice.banned or notice.liquidated,
        jurisdiction=next(iter(sorted(notice.jurisdictions)), None),
        marker=notice.marker,
        placement=placement_of(document, notice),
        visible=notice.visibility is Visibility.VISIBLE,
        language=notice.language,
        covers=tuple(place[index] for index in notice.covers if index in place),
    )
