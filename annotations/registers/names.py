"""Names as registers bring them: what cannot be seen is taken out before anything is matched."""

from __future__ import annotations

import re

# Control characters and those that Unicode calls default ignorable: soft hyphens, zero width, direction marks, fillers,
# variation selectors, tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_JOINING_SCRIPT = re.compile("[\u0600-\u1fff\ua800-\uabff\ufb50-\ufeff]")
"""Arabic, Indic and their like, in which a joiner is part of the spelling."""
_WHITE_SPACE = re.compile(r"\s+")


def clean_name(name: str) -> tuple[str, bool]:
    """The name without invisible characters, white space made single; and whether anything invisible was in it."""
    cleaned = _INVISIBLE.sub("", name)
    if not _JOINING_SCRIPT.search(cleaned):
        cleaned = _JOINERS.sub("", cleaned)
    return _WHITE_SPACE.sub(" ", cleaned).strip(), len(cleaned) != len(name)
