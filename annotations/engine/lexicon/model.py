"""Values of the lexicon: what a hit is, and which name stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from annotations.engine.language.forms import Order
from annotations.engine.register import Name


@dataclass(frozen=True, slots=True)
class NameRow:
    """One way to write one name of one entity."""

    entity: str
    name: Name
    form: Order
    """How a person is written; ``full`` for all other names."""


class Hit(NamedTuple):
    """A place where a name stands. ``name`` is an index into ``Lexicon.rows``; ``last_word`` is the last one inside."""

    first_word: int
    last_word: int
    name: int
    start: int
    end: int
    form: Order
    """The form of its row."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A name that cannot be looked for, and why."""

    entity: str
    value: str
    reason: str
