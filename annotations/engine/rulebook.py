"""Rules, packs and wordings as values. They are data: files are read and refused by ``annotations.rulebook``.

A rule says *when* it binds (``triggers``), *what* it requires (``forms``), from which law, between which dates, and how
heavy it weighs.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from annotations.engine.article import Article, Language, MomentText, Url
from annotations.engine.forms import Require
from annotations.engine.house_wording import HouseWording
from annotations.engine.refusal import refusal
from annotations.engine.register import Day, RegisterValue, Texts
from annotations.engine.report import Level, Outcome
from annotations.engine.source import Source
from annotations.engine.template import Template
from annotations.engine.topic import Saying, Topic
from annotations.engine.triggers import Condition, Countries, Scope, When

_RULE_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
SILENT = "silent"
WELL = frozenset({Outcome.SATISFIED, Outcome.EXEMPT, Outcome.VOLUNTARY})
"""Outcomes that nobody needs to act on."""


def _rule_id(value: str) -> str:
    if _RULE_ID.fullmatch(value) is None:
        raise ValueError("small letters, digits, dots and hyphens, such as ru.designation.notice")
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
Family = Literal[
    "designation", "foreign-agent", "undesirable", "attribution", "credit", "licence", "sponsored", "affiliate",
    "ownership", "ai", "helpline", "risk", "correction", "photo-credit", "advisory", "conflict",
]
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


class Exemption(RegisterValue):
    """When what is owed need not be there. Every field that ``when`` asks for is evidence and must be stated."""

    when: Condition
    why: str


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
    earlier: str | None = None
    """The text that readers have seen before, for rules about changes."""
    known: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = ()
    """Articles of which it may be a copy: the keys of an article, ``text`` and ``format`` for its body."""
    policy: dict[str, Any] = Field(default_factory=dict)

    @property
    def fires(self) -> bool:
        """Whether it expects something that people must act on."""
        return self.expect != SILENT and self.expect not in WELL

    @property
    def before(self) -> Article | None:
        """The article with the text that readers have seen before."""
        return None if self.earlier is None else self.model_copy(update={"text": self.earlier}).as_article()

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

    def known_articles(self) -> tuple[Article, ...]:
        """The articles of which it may be a copy; raises as ``as_article`` does."""
        return tuple(self._known(number, row) for number, row in enumerate(self.known))

    def _known(self, number: int, row: dict[str, Any]) -> Article:
        body = {"format": row.get("format", self.format), "value": row.get("text", "")}
        stated = {"id": f"known-{number + 1}", "body": body, "language": self.language}
        further = {key: value for key, value in row.items() if key not in {"text", "format"}}
        return Article.model_validate(stated | further, strict=False)


class RuleWords(RegisterValue):
    """What a rule says to people in another language than its own; what is empty is said as the rule has it."""

    title: str = ""
    why: str = ""
    asks: str = ""
    note: str = ""
    cite: str = ""
    exempt: str = ""
    """Why what is exempt is so."""
    parts: dict[str, str] = Field(default_factory=dict)
    """Names of the parts that are asked for, by the name that the rule has for them."""


class Rule(RegisterValue):
    """One rule. ``id`` never changes its meaning; a changed meaning is a new ``version``."""

    id: RuleId
    version: Annotated[int, Field(ge=1, strict=False)] = 1
    title: str
    why: str
    asks: str = ""
    """What is owed, in words that go on after "The article owes"."""
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
    exempt: Exemption | None = None
    fix: dict[Language, FixTemplate] = Field(default_factory=dict)
    """By language: ``{"ru": {"line": {"default": "..."}}}``."""
    words: dict[Language, RuleWords] = Field(default_factory=dict)
    """By language, for people; reports and files speak the rule's own."""
    cases: Annotated[tuple[RuleCase, ...], Field(strict=False)] = ()

    def in_words(self, language: str) -> RuleWords:
        """All that it says to people, in ``language`` as far as it is known, else as the rule has it."""
        said = self.words.get(language) or self.words.get(language.split("-")[0]) or RuleWords()
        return RuleWords(
            title=said.title or self.title, why=said.why or self.why, asks=said.asks or self.asks,
            note=said.note or self.note, cite=said.cite or self.basis.cite, parts=said.parts,
            exempt=said.exempt or (self.exempt.why if self.exempt else ""),
        )  # fmt: skip

    @property
    def needs_register(self) -> bool:
        """Whether it looks up who has a status. Who owns whom is asked for only where a register knows the house."""
        when = self.when
        hosts = when.link.statuses or None if when.link else None
        return any(trigger is not None for trigger in (when.mention, when.producer, hosts))

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase that it looks for, topics apart."""
        asked = [phrase for form in self.require.all_forms for phrase in form.said]
        exempt = self.exempt.when.phrases if self.exempt else ()
        return (*asked, *self.when.phrases, *exempt)

    @property
    def prescribed(self) -> tuple[str, ...]:
        """Every prescribed text that it looks for, whatever its dates."""
        return tuple(dated.text for form in self.require.all_forms for dated in form.exact)

    @property
    def sayings(self) -> tuple[str, ...]:
        """The sayings that it names."""
        return tuple(form.saying for form in self.require.all_forms if form.saying)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it names."""
        return (*self.when.topics, *(self.exempt.when.topics if self.exempt else ()))


class PackSource(Source):
    """Terms of a partner that come with a pack; a source of the user with its id or one of its hosts goes before."""

    basis: Basis
    enabled: Annotated[bool, Field(strict=False)] = True
    note: str = ""

    @property
    def terms(self) -> Source:
        """The source alone."""
        return Source(**{name: getattr(self, name) for name in Source.model_fields})


class Owner(RegisterValue):
    """A company by its names, and the names of what it owns. It ties entities of registers that bear them, so that a
    notice about the owner is read under a mark at the product; it passes no designation on."""

    names: Annotated[Texts, Field(min_length=1)]
    owns: Annotated[Texts, Field(min_length=1)]


class Pack(RegisterValue):
    """A set of rules of one jurisdiction or house."""

    pack: RuleId
    version: str
    title: str
    titles: dict[Language, str] = Field(default_factory=dict)
    """Its title by language, for people."""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    topics: Annotated[tuple[Topic, ...], Field(strict=False)] = ()
    """Topics that its rules name; those that are shipped need not be repeated."""
    sayings: Annotated[tuple[Saying, ...], Field(strict=False)] = ()
    """Sayings that its rules name; as topics."""
    wordings: Annotated[tuple[HouseWording, ...], Field(strict=False)] = ()
    """The texts that the house wants for what rules ask."""
    sources: Annotated[tuple[PackSource, ...], Field(strict=False)] = ()
    """Terms of partners that come with it."""
    owners: Annotated[tuple[Owner, ...], Field(strict=False)] = ()
    """Who owns what, for notices that speak of the owner."""
    rules: Annotated[tuple[Rule, ...], Field(strict=False)] = ()
