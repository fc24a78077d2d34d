"""JSON as text: deterministic, readable in any script, and always safe to print and to split into lines."""

from __future__ import annotations

import json
import re
from typing import Any

# Legal inside JSON strings, but they end a line for some readers, steer a terminal, or cannot be encoded.
_WRITTEN_OUT = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON without a newline at its end; ``indent=None`` is one line."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    # Outside of strings there are none of these, so the escape always stands where an escape may stand.
    return _WRITTEN_OUT.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
