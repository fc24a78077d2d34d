"""Hostile strings of the suites: all of them with ANNOTATIONS_FULL=1, else every so many."""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.shared import shared_lines

FULL = os.environ.get("ANNOTATIONS_FULL") == "1"
_FILES = ("xss_dompurify", "xss_payloadbox", "xss_bleach", "html_tree", "naughty_strings")
_KEYS = ("payload", "dirty", "data", "s")
_FEW = 12
_VERY_FEW = 36
"""One in so many without ANNOTATIONS_FULL; the second where whole pages are made of them."""


def payloads(*, few: bool = False) -> list[str]:
    """The strings, without what no database keeps."""
    found = list(dict.fromkeys(_all()))
    return found if FULL else found[:: _VERY_FEW if few else _FEW]


def _all() -> Iterator[str]:
    for name in _FILES:
        for row in shared_lines(f"suites/{name}.jsonl"):
            said = next((row[key] for key in _KEYS if isinstance(row.get(key), str)), "")
            text = "".join(letter for letter in said if letter != "\x00" and not "\ud800" <= letter <= "\udfff")
            if text.strip():
                yield text
