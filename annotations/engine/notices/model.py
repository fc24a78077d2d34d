"""The notice as a claim: about whom, which status, whose ban, where it stands and who can see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.engine.document.model import Visibility


class Form(StrEnum):
    """How a notice is made."""

    PARENTHESIS = "parenthesis"
    PROSE = "prose"
    LINE = "line"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Notice:
    """One claim that somebody has a legal status somewhere. Positions are in ``Document.text``."""

    start: int
    end: int
    form: Form
    subjects: tuple[str, ...]
    """Entities it is about: those it names, those it is attached to, those whose mark it defines."""
    named: tuple[str, ...] = ()
    """The subjects that its own words name."""
    statuses: frozenset[str] = frozenset()
    past_statuses: frozenset[str] = frozenset()
    """Statuses told as history."""
    banned: bool = False
    liquidated: bool = False
    jurisdictions: frozenset[str] = frozenset()
    """Whose ban; empty when it does not say."""
    marker: str | None = None
    visibility: Visibility = Visibility.VISIBLE
    language: str = "und"
    site: bool = False
    """Stands in the site's template, not in the article."""
    doubts: frozenset[str] = frozenset()
    """Why a person must look: ``abbreviated``, ``reported``, ``look-alike letters``, ``ambiguous mark``."""
    owner: bool = False
    """It says who owns whom: then it covers the product as well as the owner."""
    tied: bool = False
    """Of its subjects one owns another, as registers or packs say."""
    carried: bool = False
    """A word of the article that is no name carries the mark that it defines."""
    covers: tuple[int, ...] = ()
    """Indices of the mentions it is attached to."""
