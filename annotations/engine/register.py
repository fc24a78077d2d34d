"""Entities of registers: their names, designations and relations (CONTRACT 2, ``annotations/register/1``)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from annotations.engine.article import Jurisdiction, Text

NameKind = Literal[
    "primary", "alias", "previous", "abbreviation", "weak", "nickname", "transliteration", "demonym", "legal"
]
RelationType = Literal["part_of", "owned_by", "owns", "member_of", "successor_of", "namesake_of"]
EffectiveOn = Literal["decided_on", "in_force_on", "listed_on"]
_CLOCKS: Sequence[EffectiveOn] = ("decided_on", "in_force_on", "listed_on")


class RegisterValue(BaseModel):
    """A frozen value of a register; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]


def digest_of(canonical: str) -> str:
    """The digest of an entity, from its canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


class Context(RegisterValue):
    """Words, in dictionary form, whose forms in the same sentence speak for (``any``) or against (``none``) a name."""

    any: Texts = ()
    none: Texts = ()


class Name(RegisterValue):
    """One name of an entity and the conditions under which it counts."""

    value: Text
    lang: Text | None = None
    kind: NameKind = "primary"
    case_sensitive: bool = False
    quoted_only: bool = False
    context: Context | None = None
    inflect: Literal["auto", "none"] = "auto"
    valid_from: Day | None = None
    valid_to: Day | None = None


class Designation(RegisterValue):
    """A legal status of an entity in a jurisdiction, with the dates of its clocks (DOMAIN 0.3)."""

    register_id: Text = Field(alias="register")
    jurisdiction: Jurisdiction
    status: Text
    decided_on: Day | None = None
    in_force_on: Day | None = None
    listed_on: Day | None = None
    suspended_on: Day | None = None
    ended_on: Day | None = None
    end_reason: Text | None = None
    source: Text | None = None
    authority: Text | None = None
    """Who decided: a court, a ministry. Shown to people, as the two below."""
    program: Text | None = None
    """The programme of sanctions, the article of a law."""
    reference: Text | None = None
    """The number of the ruling or order."""

    def starts_on(self, effective_on: EffectiveOn = "in_force_on") -> date | None:
        """The day it takes effect: the clock asked for, else the next later one known, else the next earlier one."""
        asked = _CLOCKS.index(effective_on)
        for clock in (*_CLOCKS[asked:], *reversed(_CLOCKS[:asked])):
            day: date | None = getattr(self, clock)
            if day is not None:
                return day
        return None

    @property
    def ends_on(self) -> date | None:
        """The first day on which it is no longer in force."""
        known = [day for day in (self.suspended_on, self.ended_on) if day is not None]
        return min(known) if known else None

    def in_force(self, day: date, effective_on: EffectiveOn = "in_force_on") -> bool:
        """Whether it is in force on ``day``, a local date of its jurisdiction."""
        start, end = self.starts_on(effective_on), self.ends_on
        return (start is None or start <= day) and (end is None or day < end)


class Relation(RegisterValue):
    """How this entity relates to another; relations never pass a designation on."""

    type: RelationType
    to: Text


class Entity(RegisterValue):
    """An organisation, person or company of a register."""

    id: Text
    kind: Literal["Organization", "Person", "Company", "PublicBody", "LegalEntity"] = Field(alias="schema")
    names: Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]
    designations: Annotated[tuple[Designation, ...], Field(strict=False)] = ()
    relations: Annotated[tuple[Relation, ...], Field(strict=False)] = ()
    context: Context | None = None
    hosts: Texts = ()
    born: Texts = ()
    """Dates of birth as the register states them, whole or in part (``1980-04``): they tell namesakes apart."""
    identifiers: Texts = ()
    """Numbers of other registers, each with its kind: ``inn:7700000000``."""

    @property
    def is_person(self) -> bool:
        return self.kind == "Person"

    @property
    def row(self) -> dict[str, Any]:
        """The entity as a row of ``annotations/register/1``; what says no more than its default is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @property
    def canonical(self) -> str:
        """The canonical JSON of its row: equal for equal content, however the file writes it."""
        return json.dumps(self.row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of its canonical JSON."""
        return digest_of(self.canonical)

    def related(self, *types: RelationType) -> frozenset[str]:
        """Ids of the entities to which this one stands in one of the relations."""
        return frozenset(relation.to for relation in self.relations if relation.type in types)

    def display_name(self, language: str) -> str:
        """The name to print in a text of ``language``: its primary name there, else its primary name elsewhere, else
        any other; a transliteration of what is written otherwise only when there is nothing else."""
        primary = language.split("-")[0].lower()
        ranked = sorted(
            self.names,
            key=lambda name: (
                name.kind in {"weak", "demonym", "nickname"},
                name.kind != "primary",
                (name.lang or "") != primary,
                name.kind == "transliteration",
            ),
        )
        return ranked[0].value
