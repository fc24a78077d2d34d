"""What rules name and do not spell out: sayings, and topics.

Topics are what a text is about, told by weighted terms. The longest term that fits a place decides there, so that
"political suicide" with weight 0 takes the word from "suicide" with weight 1.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from annotations.engine.phrasing.phrase import Phrase
from annotations.engine.register import RegisterValue
from annotations.engine.triggers import Phrases

Weight = Annotated[float, Field(ge=-10, le=10, strict=False)]


class Saying(RegisterValue):
    """One thing that texts say in many ways, written down once for all rules that ask for it."""

    id: str
    title: str
    phrases: Phrases = Field(default_factory=dict)
    """Words in running text."""
    label: Phrases = Field(default_factory=dict)
    """Words that say it when they stand by themselves."""
    unless: Phrases = Field(default_factory=dict)
    """Words that take it back when they stand in the same sentence: "no AI was used"."""

    @property
    def said(self) -> tuple[str, ...]:
        """Every phrase that it names."""
        tables = (self.phrases, self.label, self.unless)
        return tuple(phrase for table in tables for each in table.values() for phrase in each)


class Topic(RegisterValue):
    """Terms by language, each with what it adds to the score, and the least score that makes the topic."""

    id: str
    title: str
    least: Annotated[float, Field(gt=0, strict=False)] = 1.0
    most: Annotated[int, Field(ge=1, strict=False)] = 3
    """Times that one term counts at most."""
    terms: dict[str, dict[Phrase, Weight]]

    @property
    def phrases(self) -> dict[str, float]:
        """Every term with its weight, whatever its language."""
        return {phrase: weight for terms in self.terms.values() for phrase, weight in terms.items()}
