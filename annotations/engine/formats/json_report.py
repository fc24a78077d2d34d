"""``json`` and ``jsonl``: the report as CONTRACT 4 states it."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.engine.formats.json_text import json_text
from annotations.engine.formats.options import Options
from annotations.engine.report import Report, as_json


def render_json(reports: Sequence[Report], options: Options) -> str:
    """One object for one article, a list for several or none."""
    rows = [as_json(report) for report in reports]
    return json_text(rows[0] if len(rows) == 1 else rows, indent=2) + "\n"


def render_jsonl(reports: Sequence[Report], options: Options) -> str:
    """One object a line; nothing for no article."""
    return "".join(json_text(as_json(report)) + "\n" for report in reports)
