"""Why a flag is there: the rule and its law, the entry of the register, the dates, and how often the rule was right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F

from annotations.accuracy import Accuracy, accuracy_of
from annotations.asking import packs_of
from annotations.engine.register import Entity
from annotations.engine.rulebook import FixTemplate, Pack, Rule
from annotations.localization.told import told
from annotations.localization.words import words_of
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.flag import Flag
from annotations.models.register import EntityVersion, SnapshotEntry
from annotations.models.source import SourceRecord
from annotations.registers.live import stamps
from annotations.rulebook.describe import basis_said, dates_said, judged_by, satisfied_by
from annotations.rulebook.load import load_packs
from annotations.rulebook.problems import RulebookError


@dataclass(frozen=True, slots=True)
class Status:
    """A designation of the entry. ``register``: by its name."""

    register: str
    jurisdiction: str
    status: str
    starts_on: date | None
    ends_on: date | None
    why_ended: str
    source: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a flag rests on. Where something is empty the desk does not know it any more."""

    title: str
    why: str
    law: str
    law_url: str
    in_force: str
    judged_by: str
    asked: str
    wordings: tuple[tuple[str, str], ...]
    """Language and words that the rule offers."""
    name: str
    statuses: tuple[Status, ...]
    as_of: str
    registers: tuple[tuple[str, str], ...]
    """Of the check that the flag was last found by: name and digest of the snapshot."""
    packs: tuple[tuple[str, str], ...]
    accuracy: Accuracy


def grounds_of(flag: Flag, check: Check | None, *, language: str) -> Grounds:
    """What a flag rests on."""
    found = rules_of(flag.article.channel).get(flag.rule)
    rule = found[0] if found is not None else None
    words = words_of(rule) if rule is not None else None
    entity = _entity(flag.subject)
    statuses = tuple(_statuses(entity)) if entity else ()
    name = entity.display_name(language or "en") if entity else _source_name(flag.subject)
    known = _Known(entity, name, frozenset(row.status for row in statuses))
    return Grounds(
        title=words.title if words else "", why=words.why.strip() if words else "",
        law=basis_said(rule) if rule else told(str(flag.finding.get("basis", ""))),
        law_url=_web(rule.basis.url) if rule else "",
        in_force=_dates(rule) if rule else "", judged_by=judged_by(rule) if rule else "",
        asked=satisfied_by(rule) if rule else "", wordings=tuple(_wordings(rule, language, known)) if rule else (),
        name=name, statuses=statuses, as_of=_day(check.as_of) if check is not None else "",
        registers=tuple(sorted(check.registers.items())) if check is not None else (),
        packs=tuple(sorted(check.packs.items())) if check is not None else (), accuracy=accuracy_of(flag.rule),
    )  # fmt: skip


def _dates(rule: Rule) -> str:
    """Between which days it is in force; empty where it always is."""
    return dates_said(rule.in_force) if rule.in_force.from_ or rule.in_force.to else ""


def rules_of(channel: Channel) -> dict[str, tuple[Rule, Pack]]:
    """The rules of the channel's packs as their files have them now, by id; none when a file is wrong."""
    packs = packs_of(channel)
    try:
        return _rules(packs, stamps(packs or ()))
    except RulebookError:
        # That is told of by the checks and by start-up; what was found stays readable.
        return {}


@lru_cache(maxsize=32)
def _rules(packs: tuple[str, ...] | None, written: object) -> dict[str, tuple[Rule, Pack]]:
    """``written``: when files of packs were, so that an edited pack is read anew."""
    return {rule.id: (rule, pack) for pack in load_packs(packs) for rule in pack.rules}


def _entity(subject: str) -> Entity | None:
    """The entry as the live snapshots have it."""
    live = SnapshotEntry.objects.filter(version__entity=subject, snapshot=F("snapshot__register__live"))
    version = EntityVersion.objects.filter(pk__in=live.values("version")).order_by("-pk").first()
    return Entity.model_validate(version.payload) if version is not None else None


def _source_name(subject: str) -> str:
    record = SourceRecord.objects.filter(name=subject).first() if subject else None
    return str(record.payload.get("name", "")) if record is not None else ""


def _statuses(entity: Entity) -> Iterator[Status]:
    for row in entity.designations:
        yield Status(
            row.register_id, row.jurisdiction, row.status, row.starts_on(), row.ends_on, row.end_reason or "",
            _web(row.source),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the subject, to put into wordings."""

    entity: Entity | None
    name: str
    statuses: frozenset[str]

    def filled(self, words: str, template: FixTemplate, language: str) -> str:
        """A wording as it would read about the subject; what is not known stays as the rule has it."""
        name = self.entity.display_name(language) if self.entity is not None else self.name
        status = next((forms.default for known, forms in template.words.items() if known in self.statuses), "")
        for place, said in (("{name}", name), ("{names}", name), ("{status}", status)):
            words = words.replace(place, said) if said else words
        return words


def _wordings(rule: Rule, language: str, known: _Known) -> Iterator[tuple[str, str]]:
    """Those in the language of the text first."""
    for name, template in sorted(rule.fix.items(), key=lambda row: (row[0] != language, row[0])):
        yield name, known.filled(str(template.line.default), template, name)
        if template.inline is not None:
            yield name, known.filled(str(template.inline.default), template, name)


def _day(as_of: str) -> str:
    """A day as it is, an instant to the minute."""
    return as_of.replace("T", " ")[:16] if "T" in as_of else as_of


def _web(url: str | None) -> str:
    """The address, when it is one that a link may lead to."""
    return url if url is not None and url.lower().startswith(("https://", "http://")) else ""
