"""Writes docs/problems.md out of the problems that the code knows: ``python docs/problems.py``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "problems.md"
_HEAD = """# Problems

What the desk answers over HTTP when something is wrong (RFC 9457, `application/problem+json`). `code` is stable and for
programs, `detail` is for people and may change. Each `type` is the address of a page with the same words as here.
This page is written by `docs/problems.py`.

| code | status | means | do |
|---|---|---|---|
"""


def written() -> str:
    """The page."""
    from annotations.problems.types import PROBLEM_TYPES

    kinds = sorted(PROBLEM_TYPES.values(), key=lambda kind: (kind.status, kind.code))
    rows = [f"| `{kind.code}` | {kind.status} | {kind.cause} | {kind.remedy} |\n" for kind in kinds]
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(written(), encoding="utf-8")
