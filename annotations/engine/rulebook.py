"""Rules, packs and wordings as values. They are data: files are read and refused by ``annotations.rulebook``.

A rule says *when* it binds (one trigger), *what* it requires, from which law, between which dates, and how heavy it
weighs.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from annotations.engine.article import Article, Jurisdiction, Language, MomentText, Url
from annotations.engine.jurisdictions import is_known, meant_by
from annotations.engine.pattern import Pattern
from annotations.engine.refusal import refusal
from annotations.engine.register import Day, EffectiveOn, RegisterValue, Texts
from annotations.engine.report import Level, Outcome
from annotations.engine.template import Template

_RULE_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
SILENT = "silent"
WELL = frozenset({Outcome.SATISFIED, Outcome.EXEMPT, Outcome.VOLUNTARY})
"""Outcomes that nobody needs to act on."""


def _rule_id(value: str) -> str:
    if _RULE_ID.fullmatch(value) is None:
        raise ValueError("small letters, digits, dots and hyphens, such as ru.designation.notice")
    return value


def _country(value: str) -> str:
    if not is_known(value):
        meant = meant_by(value)
        hint = f"; did you mean {meant}?" if meant else ""
        raise ValueError(f"an ISO 3166-1 code of two capital letters, or EU{hint}")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("a time zone such as Europe/Moscow") from error
    return value


def _expectation(value: str) -> str:
    if value != SILENT and value not in list(Outcome):
        raise ValueError(f"{SILENT}, or an outcome such as {Outcome.MISSING}, {Outcome.STALE}, {Outcome.SATISFIED}")
    return value


RuleId = Annotated[str, AfterValidator(_rule_id)]
Country = Annotated[Jurisdiction, AfterValidator(_country)]
Countries = Annotated[tuple[Country, ...], Field(strict=False)]
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
    url: Url | None = None
    reviewed_on: Day


class Period(RegisterValue):
    """First and last day of force, both inclusive; open where null."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.from_ and self.to and self.to < self.from_:
            raise refusal("dates", "to is before from")
        return self


class Scope(RegisterValue):
    """Which articles a rule looks at; an empty list means any."""

    jurisdictions: Countries = ()
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()
    editions: Texts = ()
    sites: Texts = ()
    sections: Texts = ()
    genres: Texts = ()
    renditions: Texts = ()
    headline_pattern: Pattern | None = None
    """An RE2 pattern that the headline must hold."""


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
            raise refusal("trigger", "state exactly one of mention, producer, source")
        return self


class Require(RegisterValue):
    """What must be there.

    ``notice``: ``ban`` (the ban or the liquidation is said), ``status`` (the status is said), or ``nothing`` (a correct
    notice is voluntary). ``exact``: a prescribed text with variables. ``credit`` and ``link``: as the source's terms
    say.
    """

    notice: Literal["ban", "status", "nothing"] | None = None
    exact: Template | None = None
    credit: Annotated[bool, Field(strict=False)] = False
    link: Annotated[bool, Field(strict=False)] = False
    placement: Placement = "anywhere"
    language: str = "article"
    """``article``, or the BCP 47 primary tag of the language that is prescribed."""

    @model_validator(mode="after")
    def _something(self) -> Require:
        if not (self.notice or self.exact or self.credit or self.link):
            raise refusal("require", "state at least one of notice, exact, credit, link")
        return self


class Forms(RegisterValue):
    """One text in the grammatical forms that its subject may ask for; ``default`` stands in for those left out."""

    default: Template
    feminine: Template | None = None
    neuter: Template | None = None
    plural: Template | None = None

    def of(self, gender: str) -> str:
        """The text for ``masculine``, ``feminine``, ``neuter`` or ``plural``."""
        return getattr(self, gender, None) or self.default


class FixTemplate(RegisterValue):
    """What to insert, in one language: ``line`` is a sentence of its own, ``inline`` goes in parentheses after a name.
    Variables: {name}, {names}, {status}; ``words`` says what {status} is for each status."""

    line: Forms
    inline: Forms | None = None
    words: dict[str, Forms] = Field(default_factory=dict)


class RuleCase(RegisterValue):
    """A rule's own case: a short text, its date, and the outcome that must (or, ``silent``, must not) come of it."""

    text: str
    format: Literal["html", "markdown", "text"] = "text"
    language: Language = "ru"
    published: MomentText
    jurisdictions: Countries = ()
    expect: Annotated[str, AfterValidator(_expectation)]
    """An outcome, or ``silent``: the rule says nothing, or that all is well."""
    subject: str | None = None
    why: str = ""
    article: dict[str, Any] = Field(default_factory=dict)
    """Further keys of the article: source, original_url, producer."""
    policy: dict[str, Any] = Field(default_factory=dict)

    @property
    def fires(self) -> bool:
        """Whether it expects something that people must act on."""
        return self.expect != SILENT and self.expect not in WELL

    def as_article(self) -> Article:
        """The article that it describes. Values of ``article`` may be texts, as rule files have them.

        Raises:
            pydantic.ValidationError: when ``article`` holds what no article has.
        """
        stated = {
            "id": "case",
            "body": {"format": self.format, "value": self.text},
            "language": self.language,
            "published": self.published,
            "jurisdictions": self.jurisdictions,
        }
        return Article.model_validate(stated | self.article, strict=False)


class Rule(RegisterValue):
    """One rule. ``id`` never changes its meaning; a changed meaning is a new ``version``."""

    id: RuleId
    version: Annotated[int, Field(ge=1, strict=False)] = 1
    title: str
    why: str
    family: Family
    level: Annotated[Level, Field(strict=False)]
    levels: dict[Annotated[Outcome, Field(strict=False)], Annotated[Level, Field(strict=False)]] = Field(
        default_factory=dict
    )
    """Levels of single outcomes that differ from what the contract gives them."""
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
    fix: dict[Language, FixTemplate] = Field(default_factory=dict)
    """By language: ``{"ru": {"line": {"default": "..."}}}``."""
    cases: Annotated[tuple[RuleCase, ...], Field(strict=False)] = ()


class Pack(RegisterValue):
    """A set of rules of one jurisdiction or house."""

    pack: RuleId
    version: str
    title: str
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    rules: Annotated[tuple[Rule, ...], Field(strict=False)]
