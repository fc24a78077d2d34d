"""When a rule binds: its scope, its trigger and its conditions, as values.

``when`` is a set of keys that must all hold. At most one of them *binds* a subject (``mention``, ``producer``,
``source``, ``similar``, ``relation``, ``media``); the others are conditions on the article as a whole.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from annotations.engine.article import Jurisdiction, Language
from annotations.engine.article_fields import FieldPath
from annotations.engine.jurisdictions import is_known, meant_by
from annotations.engine.pattern import Pattern
from annotations.engine.phrasing.phrase import Phrase
from annotations.engine.refusal import refusal
from annotations.engine.register import EffectiveOn, RegisterValue, RelationType, Texts

ANY_LANGUAGE = "any"
PRESENT, ABSENT = "present", "absent"


def _country(value: str) -> str:
    if not is_known(value):
        meant = meant_by(value)
        hint = f"; did you mean {meant}?" if meant else ""
        raise ValueError(f"an ISO 3166-1 code of two capital letters, or EU{hint}")
    return value


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _by_language(value: Any) -> Any:
    return {ANY_LANGUAGE: _one_or_many(value)} if isinstance(value, str | list | tuple) else value


_TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Country = Annotated[Jurisdiction, AfterValidator(_country)]
Countries = Annotated[tuple[Country, ...], Field(strict=False)]
OneOrMany = Annotated[tuple[str, ...], BeforeValidator(_one_or_many), Field(strict=False), WithJsonSchema(_TEXTS)]
"""A list of texts, or one text."""
Phrases = Annotated[
    dict[str, Annotated[tuple[Phrase, ...], BeforeValidator(_one_or_many), Field(strict=False)]],
    BeforeValidator(_by_language),
    WithJsonSchema({"anyOf": [*_TEXTS["anyOf"], {"type": "object", "additionalProperties": _TEXTS}]}),
]
"""Phrases by language; a plain list is for texts of any language."""
Zones = Annotated[
    tuple[Literal["headline", "deck", "byline", "body", "caption"], ...], BeforeValidator(_one_or_many),
    Field(strict=False),
]


class Selection(RegisterValue):
    """Articles by what they say of themselves; an empty list means any."""

    jurisdictions: Countries = ()
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()
    editions: Texts = ()
    sites: Texts = ()
    sections: Texts = ()
    genres: Texts = ()
    renditions: Texts = ()
    sources: Texts = ()
    """Ids of declared sources."""


class Scope(Selection):
    """Which articles a rule looks at."""

    headline_pattern: Pattern | None = None
    """An RE2 pattern that the headline must hold."""
    not_: Selection | None = Field(default=None, alias="not")
    """Articles that are left out: those that each list named here admits."""


class MentionTrigger(RegisterValue):
    """Binds when an entity with one of the statuses, in force in the rule's jurisdictions, is mentioned."""

    statuses: Texts
    except_registers: Texts = ()
    """Registers whose rows bind nobody here: a notice for them is voluntary."""
    effective_on: EffectiveOn = "in_force_on"
    min_confidence: Annotated[float, Field(ge=0, le=1, strict=False)] = 0.0
    """Mentions that are less sure ask for nothing, not even for a person's look."""


class ProducerTrigger(RegisterValue):
    """Binds when the article's ``producer`` has one of the statuses."""

    statuses: Texts
    effective_on: EffectiveOn = "in_force_on"


class SourceTrigger(RegisterValue):
    """Binds when the article declares a source whose terms ask for one of these links."""

    link: Annotated[
        tuple[Literal["article", "home", "article_or_home", "none"], ...], Field(strict=False)
    ]


class SimilarTrigger(RegisterValue):
    """Binds when the text is a copy of a known article."""

    role: Literal["source", "agency"]
    """Whose copies: of an article that has a source with a link to ask for, or of an agency's."""
    min_share: Annotated[float, Field(gt=0, le=1, strict=False)] = 0.3
    """Share of the text that is copied."""
    min_words: Annotated[int, Field(ge=1, strict=False)] = 30


class RelationTrigger(RegisterValue):
    """Binds when somebody is mentioned who has the same owner as the house, the entity that has the host of ``url``."""

    types: Annotated[tuple[RelationType, ...], Field(strict=False)] = ("owns", "owned_by")
    min_confidence: Annotated[float, Field(ge=0, le=1, strict=False)] = 0.0


class LinkCondition(RegisterValue):
    """Holds when a link of the text has one of the parameters, ``rel`` words or hosts."""

    params: Texts = ()
    rel: Texts = ()
    hosts: Texts = ()
    statuses: Texts = ()
    """Hosts of register entities with one of these statuses in force."""
    effective_on: EffectiveOn = "in_force_on"

    @model_validator(mode="after")
    def _something(self) -> LinkCondition:
        if not (self.params or self.rel or self.hosts or self.statuses):
            raise refusal("trigger", "state at least one of params, rel, hosts, statuses")
        return self


class TextCondition(RegisterValue):
    """Holds when the text says one of the phrases, or a block of it holds the pattern."""

    phrases: Phrases = Field(default_factory=dict)
    pattern: Pattern | None = None
    where: Zones = ()
    """Parts of the article that count; empty: all that a reader sees."""

    @model_validator(mode="after")
    def _something(self) -> TextCondition:
        if not self.phrases and self.pattern is None:
            raise refusal("trigger", "state phrases or pattern")
        return self


class ChangedCondition(RegisterValue):
    """Holds when the text differs from the revision that was published before."""

    min_share: Annotated[float, Field(gt=0, le=1, strict=False)] = 0.02
    """Share of the words that are others than before."""


class Condition(RegisterValue):
    """Conditions on the article as a whole; every key that is given must hold."""

    field: dict[FieldPath, OneOrMany] = Field(default_factory=dict)
    """For each field: ``present``, ``absent``, or the values it may have (a star stands for anything)."""
    topic: str | None = None
    link: LinkCondition | None = None
    text: TextCondition | None = None
    changed: ChangedCondition | None = None
    always: Literal["true"] | bool | None = None
    any_: Annotated[tuple[Condition, ...], Field(strict=False)] = Field(default=(), alias="any")
    not_: Condition | None = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _states_something(self) -> Condition:
        if not self.model_fields_set:
            raise refusal("trigger", "state at least one trigger, such as mention, source, field, topic, link, always")
        return self

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it names, in whatever depth."""
        inner = (*self.any_, *((self.not_,) if self.not_ else ()))
        return (*((self.topic,) if self.topic else ()), *(name for each in inner for name in each.topics))

    @property
    def compares_revisions(self) -> bool:
        """Whether it asks what has changed, in whatever depth."""
        inner = (*self.any_, *((self.not_,) if self.not_ else ()))
        return self.changed is not None or any(each.compares_revisions for each in inner)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases that it names, in whatever depth."""
        inner = (*self.any_, *((self.not_,) if self.not_ else ()))
        own = [phrase for phrases in self.text.phrases.values() for phrase in phrases] if self.text else []
        return (*own, *(phrase for each in inner for phrase in each.phrases))

class When(Condition):
    """What makes a rule bind, and to whom."""

    mention: MentionTrigger | None = None
    producer: ProducerTrigger | None = None
    source: SourceTrigger | None = None
    similar: SimilarTrigger | None = None
    relation: RelationTrigger | None = None
    media: Literal["image"] | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> When:
        binding = [name for name in BINDING if getattr(self, name) is not None]
        if len(binding) > 1:
            raise refusal("trigger", f"{' and '.join(binding)} bind different subjects; state one of them")
        return self


BINDING = ("mention", "producer", "source", "similar", "relation", "media")
"""Triggers that say whom or what a rule is about; without one it is about the article."""
