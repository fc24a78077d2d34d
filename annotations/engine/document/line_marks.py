"""Marks with which a footnote begins a line: ``*``, ``**``, ``†``, ``¹``, ``1)``, ``[1]``."""

from __future__ import annotations

import re
from typing import Final

from annotations.engine.document.invisible import IN_PATTERN

STARS: Final = "*∗⁎＊✱✲✳﹡٭⁕※"
DAGGERS: Final = "†‡§¶"
SUPERSCRIPT_DIGITS: Final = "¹²³⁰⁴⁵⁶⁷⁸⁹"

FOOTNOTE_START: Final = re.compile(
    rf"[\s{IN_PATTERN}]*+(?:[{re.escape(STARS)}{DAGGERS}{SUPERSCRIPT_DIGITS}]"
    r"|\\\*|[0-9]{1,3}[)*]|\([0-9*]{1,3}\)|\[[0-9*]{1,3}\]|\[\^[^\]\s]{1,40}\])"
)
"""A line that begins a footnote; in Markdown its star may be escaped."""
LIST_START: Final = re.compile(rf"[\s{IN_PATTERN}]*+(?:[-•·▪◦‣●■]|[0-9]{{1,3}}\.)\s")
"""A line that is an item of a list in plain text."""
