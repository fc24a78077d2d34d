"""Draws what ``annotations demo`` prints as ``docs/demo.svg``. When the demo changes: ``python docs/picture.py``.

The picture is text: it can be searched, read aloud and selected, and it follows the reader's light or dark mode.
"""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from annotations.management.verbs import demo

PICTURE = Path(__file__).with_name("demo.svg")
PROMPT = "$ .venv/bin/python manage.py annotations demo"

_TITLE = "What the demo prints"
_DESCRIPTION = (
    "A terminal. A table of four versions of one story on three dates in two countries; then three of them in full: "
    "the notice that is missing, the notice that is there, the notice that is out of date."
)
_ESCAPE = re.compile("\x1b\\[([0-9;]+)m")
_CLASSES = {"1": "strong", "31": "red", "32": "green", "33": "yellow", "36": "cyan"}
_RESET = "0"
_CHARACTER, _LINE, _MARGIN = 8.4, 19, 16
"""Width of a character of 14 pixels, height of a line, and the frame around, in pixels."""
_STYLE = """
.paper { fill: #ffffff; stroke: #d0d7de }
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; \
white-space: pre }
.strong { font-weight: 700 }
.red { fill: #b42318 } .green { fill: #116329 } .yellow { fill: #7d4e00 } .cyan { fill: #0b5c73 }
.prompt { fill: #59636e }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; stroke: #3d444d }
text { fill: #e6edf3 }
.red { fill: #ff8a80 } .green { fill: #6fdd8b } .yellow { fill: #e3b341 } .cyan { fill: #76d7ea }
.prompt { fill: #9198a1 }
}
"""


class Run(NamedTuple):
    """Words that are painted alike: the column they begin at, counted from 0, and the classes of their colours."""

    column: int
    words: str
    names: str


def demo_output() -> str:
    """What the demo prints on a terminal with colours."""
    said = io.StringIO()
    demo.run(argparse.Namespace(no_color=False, force_color=True, no_database=True), stdout=said, stderr=io.StringIO())
    return said.getvalue()


def svg(printed: str) -> str:
    """The picture of a terminal's lines."""
    lines = [[Run(0, PROMPT, "prompt")], *(list(_runs(line)) for line in printed.splitlines())]
    width = round(max(run.column + len(run.words) for line in lines for run in line) * _CHARACTER) + 2 * _MARGIN
    height = len(lines) * _LINE + 2 * _MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'role="img" aria-labelledby="title description">',
            f'<title id="title">{_TITLE}</title>',
            f'<desc id="description">{_DESCRIPTION}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="6"/>',
            *(_text(number, run) for number, line in enumerate(lines, start=1) for run in line),
            "</svg>\n",
        )
    )


def _runs(line: str) -> Iterator[Run]:
    """The stretches of a line that are painted alike; white space at their ends is only a place."""
    column, names = 0, ""
    for number, part in enumerate(_ESCAPE.split(line)):
        if number % 2:
            names = " ".join(_CLASSES[code] for code in part.split(";") if code != _RESET)
            continue
        if part.strip():
            yield Run(column + len(part) - len(part.lstrip()), part.strip(), names)
        column += len(part)


def _text(number: int, run: Run) -> str:
    # The stated length keeps columns in line whatever font the reader has.
    place = f'x="{_MARGIN + run.column * _CHARACTER:.1f}" y="{_MARGIN + number * _LINE - 5}"'
    look = f' class="{run.names}"' if run.names else ""
    length = f'textLength="{len(run.words) * _CHARACTER:.1f}" xml:space="preserve"'
    return f"<text {place}{look} {length}>{escape(run.words)}</text>"


if __name__ == "__main__":
    PICTURE.write_text(svg(demo_output()), encoding="utf-8")
