"""What a rule sees: the facts about one article on one date, and what it answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from annotations.engine.article import Article
from annotations.engine.attribution.credits import Credit
from annotations.engine.dates import Moment
from annotations.engine.document.model import Document
from annotations.engine.mentions import Mention
from annotations.engine.notices.marks import PlacedMark
from annotations.engine.notices.model import Notice
from annotations.engine.policy import Policy
from annotations.engine.register import Entity
from annotations.engine.report import Finding, LinkFact, Requirement, Unchecked
from annotations.engine.source import Source


@dataclass(frozen=True)
class Facts:
    """Everything known about one article; ``as_of`` is the moment by which it is judged, before a rule's own clock."""

    article: Article
    document: Document
    mentions: tuple[Mention, ...]
    notices: tuple[Notice, ...]
    links: tuple[LinkFact, ...]
    credits: tuple[Credit, ...]
    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    as_of: Moment
    jurisdictions: frozenset[str]
    """Codes the article is addressed to, a member state's ``EU`` included."""
    time_zone: ZoneInfo
    """Of the pack whose rule is being judged."""
    policy: Policy
    marks: Mapping[int, PlacedMark] = field(default_factory=dict)
    """The footnote mark that a mention carries, by the mention's index."""
    defined_marks: frozenset[str] = frozenset()
    """Marks that some line defines, whatever it says."""
    languages: frozenset[str] = frozenset()
    """Languages a notice may be in: the article's own, and one that a good part of it is written in."""
    fixes: bool = True
    """Whether rules are to propose fixes."""
    day: date = date.min
    """``as_of`` as a local date of the rule's jurisdiction."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about one article."""

    requirements: tuple[Requirement, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
