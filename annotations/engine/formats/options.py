"""What a caller may tell a format, beside the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotations.engine.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """``color``: ANSI colours (``text`` only). ``locations``: the file of an article, by its id; without one the id
    itself stands for the file. ``rules``: the rules that ran, for their titles, reasons and addresses (``sarif``)."""

    color: bool = False
    locations: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[Rule] = ()
