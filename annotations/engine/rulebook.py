"""Rules, packs and wordings as values. They are data: files are read and refused by ``annotations.rulebook``.

A rule says *when* it binds (one trigger), *what* it requires, from which law, between which dates, and how heavy it weighs.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from annotations.engine.article import Jurisdiction
from annotations.engine.register import Day, EffectiveOn, RegisterValue, Texts
from annotations.engine.report import Level

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Family = Literal[
    "designation", "foreign-agent", "undesirable", "attribution", "credit", "licence", "sponsored", "affiliate",
    "ownership", "ai", "helpline", "risk", "correction", "photo-credit", "advisory", "conflict",
]
Placement = Literal["anywhere", "first_mention", "each_mention", "top", "end"]
Demonyms = Literal["require", "review", "ignore"]
Clock = Literal["dated", "published", "modified", "now"]


class Basis(RegisterValue):
    """Why a rule exists: the law, contract, licence, guideline or house policy behind it."""

    type: Literal["law", "contract", "licence", "guideline", "policy"]
    cite: str
    url: str | None = None
    reviewed_on: Day


class Period(RegisterValue):
    """First and last day of force, both inclusive; open where null."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError("to is before from")
        return self


class Scope(RegisterValue):
    """Which articles a rule looks at; an empty list means any."""

    jurisdictions: Annotated[tuple[Jurisdiction, ...], Field(strict=False)] = ()
    languages: Texts = ()
    editions: Texts = ()
    sites: Texts = ()
    sections: Texts = ()
    genres: Texts = ()
    renditions: Texts = ()


class MentionTrigger(RegisterValue):
    """Binds when an entity with one of the statuses, in force in the rule's jurisdictions, is mentioned."""

    statuses: Texts
    except_registers: Texts = ()
    """Registers whose rows bind nobody here: a notice for them is voluntary."""
    effective_on: EffectiveOn = "in_force_on"


class ProducerTrigger(RegisterValue):
    """Binds when the article's ``producer`` has one of the statuses."""

    statuses: Texts
    effective_on: EffectiveOn = "in_force_on"


class SourceTrigger(RegisterValue):
    """Binds when the article declares a source whose terms ask for one of these links."""

    link: Annotated[
        tuple[Literal["article", "home", "article_or_home", "none"], ...], Field(strict=False)
    ]


class When(RegisterValue):
    """Exactly one trigger."""

    mention: MentionTrigger | None = None
    producer: ProducerTrigger | None = None
    source: SourceTrigger | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> When:
        if sum(trigger is not None for trigger in (self.mention, self.producer, self.source)) != 1:
            raise ValueError("state exactly one of mention, producer, source")
        return self


class Require(RegisterValue):
    """What must be there.

    ``notice``: ``ban`` (the ban or the liquidation is said), ``status`` (the status is said), or ``nothing`` (a correct
    notice is voluntary). ``exact``: a prescribed text with variables. ``credit`` and ``link``: as the source's terms say.
    """

    notice: Literal["ban", "status", "nothing"] | None = None
    exact: str | None = None
    credit: bool = False
    link: bool = False
    placement: Placement = "anywhere"
    language: str = "article"
    """``article``, or the BCP 47 primary tag of the language that is prescribed."""


class FixTemplate(RegisterValue):
    """A sentence to insert, by grammatical gender of what the name stands for; ``plural`` for several names at once.
    Variables: {name}, {names}, {status}, {law}, {date}, {url}, {source}."""

    default: str
    masculine: str | None = None
    feminine: str | None = None
    neuter: str | None = None
    plural: str | None = None


class RuleCase(RegisterValue):
    """A rule's own case: a short text, its date, and the outcome that must (or, ``silent``, must not) come of it."""

    text: str
    format: Literal["html", "markdown", "text"] = "text"
    language: str = "ru"
    published: str
    jurisdictions: Annotated[tuple[Jurisdiction, ...], Field(strict=False)] = ()
    expect: str
    """An outcome, or ``silent``: the rule says nothing, or that all is well."""
    subject: str | None = None
    why: str = ""
    article: dict[str, Any] = Field(default_factory=dict)
    """Further keys of the article: source, original_url, producer."""
    policy: dict[str, Any] = Field(default_factory=dict)


class Rule(RegisterValue):
    """One rule. ``id`` never changes its meaning; a changed meaning is a new ``version``."""

    id: RuleId
    version: Annotated[int, Field(ge=1, strict=False)] = 1
    title: str
    why: str
    family: Family
    level: Annotated[Level, Field(strict=False)]
    basis: Basis
    enabled: Annotated[bool, Field(strict=False)] = True
    note: str = ""
    in_force: Period = Period()
    as_of: Clock = "dated"
    grace_hours: Annotated[int, Field(ge=0, strict=False)] = 0
    demonyms: Demonyms = "review"
    site_notice: Annotated[bool, Field(strict=False)] = False
    scope: Scope = Scope()
    when: When
    require: Require
    fix: dict[str, FixTemplate] = Field(default_factory=dict)
    """By language: ``{"ru": {"default": "..."}}``."""
    cases: Annotated[tuple[RuleCase, ...], Field(strict=False)] = ()


class Pack(RegisterValue):
    """A set of rules of one jurisdiction or house."""

    pack: RuleId
    version: str
    title: str
    time_zone: str = "UTC"
    rules: Annotated[tuple[Rule, ...], Field(strict=False)]
