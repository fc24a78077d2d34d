"""Settings of rules that a caller overrides for one check (CONTRACT 5, ``policy``)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from annotations.engine.forms import Placement
from annotations.engine.register import EffectiveOn, RegisterValue
from annotations.engine.rulebook import Demonyms


class Policy(RegisterValue):
    """What takes the place of a rule's own setting; ``None`` leaves the rule's."""

    demonyms: Demonyms | None = None
    """Whether a noun for the members ("талибы") counts as a mention, asks a person to look, or is left alone."""
    effective_on: EffectiveOn | None = None
    """The clock by which a designation starts."""
    placement: Placement | None = None
    site_notice: bool | None = None
    """Whether a notice that the site prints around every article exempts the article."""
    grace_hours: Annotated[int, Field(ge=0)] | None = None
    """Hours from 00:00 of the first day, local time, in which nothing new is asked for and nothing old is stale."""
