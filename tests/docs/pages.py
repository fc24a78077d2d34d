"""The pages of the documentation, their fenced examples and their links, as a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "docs" / "rules"

WITH_TESTS_OF_THEIR_OWN = (
    "docs/guide.md", "docs/gate.md", "docs/adapters.md", "docs/api.md", "docs/flags.md", "docs/webhooks.md",
    "docs/wagtail.md",
)  # fmt: skip
"""Pages whose examples need a project of their own: tests/test_guide.py, and tests/hooks, tests/flags, tests/rest,
tests/webhooks and tests/wagtail run what they say."""

_MARK = re.compile(r"<!-- (?P<word>file|example): (?P<name>[^ ]+) -->")
_PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block. ``file`` is the name it is to be saved under, ``shown`` the name of one that a test of its own
    holds true, ``output`` a ``text`` block right after it: what running it prints."""

    page: str
    line: int
    language: str
    text: str
    file: str = ""
    shown: str = ""
    output: str | None = None

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def written_pages() -> list[Path]:
    """Every page that people write, in order."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    return sorted(path for path in found if GENERATED not in path.parents)


def all_pages() -> list[Path]:
    """Those that are generated from the rules as well."""
    return [*written_pages(), *sorted(GENERATED.glob("*.md"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tokens(path: Path) -> list[Token]:
    return _PARSER.parse(path.read_text(encoding="utf-8"))


def examples(path: Path) -> list[Example]:
    """The fenced blocks of a page, in order, those inside list items too."""
    found: list[Example] = []
    parsed = tokens(path)
    for index, token in enumerate(parsed):
        if token.type != "fence" or (found and _is_output(parsed, index)):
            continue
        found.append(_example(path, parsed, index))
    return found


def _example(path: Path, parsed: list[Token], index: int) -> Example:
    token, marked = parsed[index], _MARK.search(parsed[index - 1].content) if index else None
    named = {marked["word"]: marked["name"]} if marked and parsed[index - 1].type == "html_block" else {}
    after = parsed[index + 1] if index + 1 < len(parsed) and _is_output(parsed, index + 1) else None
    return Example(
        name_of(path), token.map[0] + 1 if token.map else 0, token.info.strip(), token.content,
        file=named.get("file", ""), shown=named.get("example", ""), output=after.content if after else None,
    )


def _is_output(parsed: list[Token], index: int) -> bool:
    """Whether a block is what the program right before it prints."""
    before, token = parsed[index - 1], parsed[index]
    return token.type == before.type == "fence" and (before.info.strip(), token.info.strip()) == ("python", "text")


def links(path: Path) -> Iterator[str]:
    """Addresses of links and pictures."""
    for token in tokens(path):
        for child in token.children or ():
            address = child.attrs.get("href") or child.attrs.get("src")
            if address:
                yield str(address)


def headings(path: Path) -> list[str]:
    return [after.content for token, after in pairwise(tokens(path)) if token.type == "heading_open"]


def anchors(path: Path) -> set[str]:
    """Names of a page's headings as GitHub makes them."""
    titles = [title.lower().replace("`", "") for title in headings(path)]
    return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


def tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """Rows of the tables, by the heading they stand under, each cell as written by the name of its column."""
    found: dict[str, list[dict[str, str]]] = {}
    heading, columns, row = "", [""], [""]
    parsed = tokens(path)
    for index, token in enumerate(parsed):
        if token.type == "heading_open":
            heading = parsed[index + 1].content
        elif token.type == "tr_open":
            row = []
        elif token.type in {"th_open", "td_open"}:
            row.append(parsed[index + 1].content)
        elif token.type == "thead_close":
            columns = row
        elif token.type == "tr_close" and token.level > 1 and parsed[index + 1].type != "thead_close":
            found.setdefault(heading, []).append(dict(zip(columns, row, strict=True)))
    return found
