"""What a rule sees: the facts about one article on one date, and what it answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from annotations.engine.article import Article
from annotations.engine.attribution.credits import Credit
from annotations.engine.copies.copy import Copy
from annotations.engine.copies.index import KnownArticles
from annotations.engine.dates import Moment
from annotations.engine.demands import Ban, Demand
from annotations.engine.document.model import Document
from annotations.engine.hosts import HostIndex
from annotations.engine.house_wording import HouseWording
from annotations.engine.mentions import Mention
from annotations.engine.notices.marks import PlacedMark
from annotations.engine.notices.model import Notice
from annotations.engine.policy import Policy
from annotations.engine.register import Entity
from annotations.engine.report import Finding, LinkFact, Requirement, Unchecked
from annotations.engine.source import Source
from annotations.engine.statements.said import NOTHING_SAID, Said
from annotations.engine.ties import NO_TIES, Ties
from annotations.engine.topic import Saying, Topic


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
    hosts: HostIndex = field(default_factory=HostIndex)
    """Whose web addresses are whose."""
    known: KnownArticles | None = None
    """Articles that the text may be a copy of."""
    copies: tuple[Copy, ...] = ()
    """What the text repeats of them, the most words first."""
    said: Said = NOTHING_SAID
    """Which phrases of the rules the text says."""
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sayings: Mapping[str, Saying] = field(default_factory=dict)
    wordings: tuple[HouseWording, ...] = ()
    """The texts that the house wants for what rules ask."""
    ties: Ties = NO_TIES
    """Who is tied to whom by ownership."""
    earlier: Article | None = None
    """The revision that was published before, where there is one."""
    day: date = date.min
    """``as_of`` as a local date of the rule's jurisdiction."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about one article."""

    requirements: tuple[Requirement, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    demands: tuple[Demand, ...] = ()
    """What must be there, in a form that another rule may forbid."""
    bans: tuple[Ban, ...] = ()
    """What must not be there, in a form that another rule may ask for."""
