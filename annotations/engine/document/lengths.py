"""Lengths of CSS in pixels, near enough to tell what a reader can see."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

ROOT_SIZE: Final = 16.0
"""Pixels of ``1rem`` and of text whose size nobody states."""

_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*|%)\Z")
_CALC = re.compile(r"calc\(\s*([^()\s]+)\s*\)\Z")
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "rem": ROOT_SIZE,
    "vw": 12.0, "vh": 8.0, "vmin": 8.0, "vmax": 12.0, "dvw": 12.0, "dvh": 8.0, "svw": 12.0, "svh": 8.0, "lvw": 12.0,
    "lvh": 8.0, "vi": 12.0, "vb": 8.0, "rlh": 19.0, "cqw": 8.0,
}  # fmt: skip
"""A window of 1200 by 800 pixels is taken where a length depends on it."""
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5, "cap": 0.7, "ic": 1.0, "lh": 1.2}


class Length(NamedTuple):
    """A number with its unit: ``px``, ``em``, ``%``; the unit is empty for a bare number."""

    number: float
    unit: str

    def pixels(self, *, font_size: float, whole: float) -> float:
        """The length in pixels; a percentage is taken of ``whole``."""
        if self.unit == "%":
            return self.number / 100 * whole
        if self.unit in _OF_FONT:
            return self.number * _OF_FONT[self.unit] * font_size
        return self.number * _PIXELS[self.unit]


def parse_length(text: str) -> Length | None:
    """``12px``, ``-.5em``, ``50%``, ``calc(0px)``, and of bare numbers ``0``; ``None`` when it is no length."""
    calculated = _CALC.match(text)
    match = _LENGTH.match(calculated.group(1) if calculated else text)
    if match is None:
        return None
    number, unit = float(match.group(1)), match.group(2)
    if (unit == "" and number != 0) or not (unit == "%" or unit in _PIXELS or unit in _OF_FONT):
        return None
    return Length(number, unit)


def parse_number(text: str) -> float | None:
    """``0``, ``.05``, ``5%`` as a number, a percentage as its hundredth."""
    match = _LENGTH.match(text)
    if match is None or match.group(2) not in {"", "%"}:
        return None
    number = float(match.group(1))
    return number / 100 if match.group(2) == "%" else number
