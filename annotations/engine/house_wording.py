"""The text that a house wants for what a rule asks, among all that the rule accepts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from annotations.engine.forms import DatedTexts
from annotations.engine.register import RegisterValue, Texts
from annotations.engine.report import Level
from annotations.engine.template import Template
from annotations.engine.triggers import Selection


class HouseWording(RegisterValue):
    """The text that a house wants for what a rule asks, among all that the rule accepts."""

    rules: Texts
    """Ids of the rules, of whatever pack."""
    scope: Selection = Selection()
    """Which articles: sites, languages, renditions and so on."""
    preferred: DatedTexts
    """What to write, by day; ``{name}`` and other variables of fixes are filled in. It is what fixes propose."""
    inline: Template | None = None
    """The same in parentheses after a name."""
    accepted: DatedTexts = ()
    """Other wordings that will do."""
    level: Annotated[Level, Field(strict=False)] = Level.WARNING

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that it names, whatever its days."""
        every = tuple(dated.text for dated in (*self.preferred, *self.accepted))
        return every + ((self.inline,) if self.inline else ())

    def texts_on(self, day: date) -> tuple[str, ...]:
        """What will do on a day: the preferred texts first."""
        every = (*self.preferred, *self.accepted)
        return tuple(dated.text for dated in every if dated.holds_on(day)) + ((self.inline,) if self.inline else ())
