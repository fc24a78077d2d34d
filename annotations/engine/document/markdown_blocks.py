"""The blocks of Markdown (CommonMark 0.31, with tables and footnotes): which lines belong together, and to what.

A value is read line by line. Nothing is written here: what comes out is a list of events in the order of the text.
Their inline markup is read later, when all link definitions are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from annotations.engine.document.limits import check_nesting, check_opened
from annotations.engine.document.markdown_html import HtmlBlock, html_block
from annotations.engine.document.markdown_lines import (
    Close,
    Code,
    Event,
    Html,
    Leaf,
    Line,
    Open,
    indent,
    is_blank,
    lines_of,
    trimmed,
    without_columns,
)
from annotations.engine.document.markdown_links import Definitions, leading_definitions
from annotations.engine.document.markdown_tables import cells, is_delimiter_row

_QUOTE = re.compile(r"> ?")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|\Z)")
_HEADING_END = re.compile(r"(?:(?<=[ \t])|\A)#+[ \t]*\Z")
_FENCE = re.compile(r"`{3,}(?=[^`]*\Z)|~{3,}")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_ITEM = re.compile(r"(?:([-+*])|([0-9]{1,9})[.)])(?=[ \t]|\Z)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:")
_CODE_INDENT: Final = 4
_USED_UP: Final = Line(-1, -1, -1)
"""What is left of a line that a block took whole."""


@dataclass(slots=True)
class _Container:
    """A block quote, or an item of a list with the columns that its lines are indented by."""

    quote: bool
    columns: int = 0
    star: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return ("blockquote",) if self.quote else ("ul", "li")


@dataclass(slots=True)
class _Fence:
    sign: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Indented:
    lines: list[Line]


@dataclass(slots=True)
class _Raw:
    kind: HtmlBlock
    lines: list[Line]


@dataclass(slots=True)
class _Table:
    columns: int


class BlockReader:
    """Reads the blocks of one value."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.events: list[Event] = []
        self.definitions: Definitions = {}
        self._containers: list[_Container] = []
        self._quotes = 0
        self._leaf: Leaf | _Fence | _Indented | _Raw | _Table | None = None
        self._bullet: tuple[Line, bool] | None = None

    def read(self) -> list[Event]:
        """The events of the whole value."""
        for line in lines_of(self.value):
            self._line(line)
            check_opened(len(self.events))
        self._make_room(0, len(self.value))
        return self.events

    def _line(self, line: Line) -> None:
        if line.start == line.end and not self._quotes and isinstance(self._leaf, Leaf | None):
            self._close_leaf()
            return
        matched, line = self._inside_containers(line)
        whole = matched == len(self._containers)
        if not isinstance(self._leaf, Leaf | None):
            if whole and self._goes_on(self._leaf, line):
                return
            if not whole:
                self._make_room(matched, line.start)
        begun = False
        while not is_blank(self.value, line):
            rest = self._begin(line, matched, whole=whole or begun)
            if rest is _USED_UP:
                return
            if rest is None:
                break
            begun, matched, line = True, len(self._containers), rest
        if isinstance(self._leaf, Leaf) and not begun and not whole and not is_blank(self.value, line):
            self._leaf.lines.append(indent(self.value, line)[1])  # a lazy line: it needs no sign of the containers
            return
        self._close_containers(matched, line.start)
        self._text(line)

    def _inside_containers(self, line: Line) -> tuple[int, Line]:
        """How many of the open containers the line belongs to, and what is left of it inside them."""
        if not self._containers or (not self._quotes and is_blank(self.value, line)):
            return len(self._containers), line
        for index, container in enumerate(self._containers):
            columns, rest = indent(self.value, line)
            if container.quote:
                match = _QUOTE.match(self.value, rest.start, rest.end)
                if match is None or columns >= _CODE_INDENT:
                    return index, line
                line = line._replace(start=match.end())
            elif rest.start < rest.end:
                if columns < container.columns:
                    return index, line
                line = without_columns(self.value, line, container.columns)
        return len(self._containers), line

    # -- blocks that take lines whole

    def _goes_on(self, leaf: _Fence | _Indented | _Raw | _Table, line: Line) -> bool:
        """Whether the line belongs to the code or the raw HTML that is open."""
        text = self.value[line.start : line.end]
        blank = not text.strip(" \t")
        if isinstance(leaf, _Fence):
            closing = text.strip(" \t")
            if closing.startswith(leaf.sign) and not closing.strip(leaf.sign[0]):
                self._close_leaf()
            else:
                leaf.lines.append(line)
            return True
        if isinstance(leaf, _Indented) and (blank or indent(self.value, line)[0] >= _CODE_INDENT):
            leaf.lines.append(without_columns(self.value, line, _CODE_INDENT))
            return True
        if isinstance(leaf, _Raw) and not (blank and leaf.kind.ends_at_blank):
            leaf.lines.append(line)
            if leaf.kind.ends_in(text):
                self._close_leaf()
            return True
        if blank or isinstance(leaf, _Indented):
            self._close_leaf()
        return False

    # -- blocks that begin

    def _begin(self, line: Line, matched: int, *, whole: bool) -> Line | None:
        """Begins the block that the line begins, and gives what is left of the line; ``None`` when none begins."""
        columns, here = indent(self.value, line)
        paragraph = self._leaf if isinstance(self._leaf, Leaf) else None
        if columns >= _CODE_INDENT:
            return None if paragraph else self._take(_Indented([without_columns(self.value, line, 4)]), matched, line)
        text = self.value[here.start : here.end]
        sign = text[0]
        if sign == ">":
            self._make_room(matched, here.start)
            self._push(_Container(quote=True), here.start)
            return here._replace(start=here.start + (2 if text.startswith("> ") else 1))
        if sign == "#":
            return self._heading(here, text, matched)
        if sign in "`~":
            fence = _FENCE.match(text)
            return self._take(_Fence(fence.group()), matched, here) if fence else None
        if sign == "<":
            return self._raw_html(line, text, matched, interrupts=isinstance(self._leaf, Leaf | _Table))
        if paragraph and whole and sign in "=-" and _UNDERLINE.match(text):
            paragraph.name = "h1" if sign == "=" else "h2"
            self._close_leaf()
            return _USED_UP
        if sign in "*-_" and _RULE.match(text):
            self._make_room(matched, here.start)
            return _USED_UP
        if sign == "[":
            return self._footnote(here, text, matched)
        return self._item(here, text, columns, matched, interrupts=paragraph is not None and whole)

    def _take(self, leaf: _Fence | _Indented | _Raw, matched: int, line: Line) -> Line:
        self._make_room(matched, line.start)
        self._leaf = leaf
        return _USED_UP

    def _heading(self, line: Line, text: str, matched: int) -> Line | None:
        match = _HEADING.match(text)
        if match is None:
            return None
        self._make_room(matched, line.start)
        content = _HEADING_END.sub("", text[match.end() :])
        start = line.start + match.end()
        self._emit(Leaf(f"h{len(match.group(1))}", [Line(start, start + len(content), line.after)]))
        return _USED_UP

    def _raw_html(self, line: Line, text: str, matched: int, *, interrupts: bool) -> Line | None:
        kind = html_block(text, interrupts=interrupts)
        if kind is None:
            return None
        self._take(_Raw(kind, [line]), matched, line)
        if kind.ends_in(text):
            self._close_leaf()
        return _USED_UP

    def _footnote(self, line: Line, text: str, matched: int) -> Line | None:
        match = _FOOTNOTE.match(text)
        if match is None:
            return None
        self._make_room(matched, line.start)
        label = Line(line.start + match.start(1), line.start + match.end(1), line.after)
        self._leaf = Leaf("p", [line._replace(start=line.start + match.end())], note=label)
        return _USED_UP

    def _item(self, line: Line, text: str, columns: int, matched: int, *, interrupts: bool) -> Line | None:
        match = _ITEM.match(text)
        if match is None or (match[1] == "-" and self._follows_a_star(line)):
            return None
        after = line._replace(start=line.start + match.end())
        empty = is_blank(self.value, after)
        if interrupts and (empty or match[2] not in {None, "1"}):
            return None
        self._make_room(matched, line.start)
        gap, _ = indent(self.value, after)
        gap = 1 if empty or gap > _CODE_INDENT else gap
        self._push(_Container(quote=False, columns=columns + match.end() + gap, star=match[1] == "*"), line.start)
        rest = without_columns(self.value, after, gap)
        self._bullet = (Line(line.start, rest.start, line.after), match[1] is None)
        return rest

    def _follows_a_star(self, line: Line) -> bool:
        """Whether a star begins the same line: authors mean "* - запрещена" as a footnote with a dash."""
        return self._bullet is not None and self._bullet[0].after == line.after and self._containers[-1].star

    # -- text

    def _text(self, line: Line) -> None:
        leaf, line = self._leaf, indent(self.value, line)[1]
        if line.start == line.end:
            self._close_leaf()
        elif isinstance(leaf, _Table):
            self._row("td", line, leaf.columns)
        elif not isinstance(leaf, Leaf):
            self._leaf = Leaf("p", [line])
        elif not self._begins_table(leaf, line):
            leaf.lines.append(line)

    def _begins_table(self, leaf: Leaf, line: Line) -> bool:
        """Whether the last line of the paragraph is the head of a table, and ``line`` the row under it."""
        text, header = self.value[line.start : line.end], leaf.lines[-1]
        if leaf.note is not None or not is_delimiter_row(text):
            return False
        columns = len(cells(text))
        if len(cells(self.value[header.start : header.end])) != columns:
            return False
        leaf.lines.pop()
        self._close_leaf()
        self._leaf = _Table(columns)
        self.events.append(Open("table", header.start))
        self._row("th", header, columns)
        return True

    def _row(self, name: str, line: Line, columns: int) -> None:
        self.events.append(Open("tr", line.start))
        for start, end in cells(self.value[line.start : line.end])[:columns]:
            self.events.append(Leaf(name, [Line(line.start + start, line.start + end, line.after)]))
        self.events.append(Close("tr", line.end))

    # -- closing

    def _close_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if isinstance(leaf, Leaf):
            self._emit(leaf)
        elif isinstance(leaf, _Fence | _Indented):
            filled = [at for at, line in enumerate(leaf.lines) if not is_blank(self.value, line)]
            self.events.append(Code(leaf.lines[filled[0] : filled[-1] + 1] if filled else []))
        elif isinstance(leaf, _Raw):
            self.events.append(Html(leaf.lines))
        elif isinstance(leaf, _Table):
            row = self.events[-1]
            self.events.append(Close("table", row.at if isinstance(row, Close) else len(self.value)))

    def _emit(self, leaf: Leaf) -> None:
        if leaf.name == "p" and leaf.note is None:
            del leaf.lines[: leading_definitions(self.value, leaf.lines, self.definitions)]
        if leaf.lines:
            leaf.lines[-1] = trimmed(self.value, leaf.lines[-1])
            if self._bullet is not None:
                leaf.bullet, leaf.numbered = self._bullet
                self._bullet = None
            self.events.append(leaf)

    def _make_room(self, keep: int, at: int) -> None:
        """Closes what a block that begins at ``at`` inside the first ``keep`` containers does not belong to."""
        self._close_leaf()
        self._close_containers(keep, at)

    def _push(self, container: _Container, at: int) -> None:
        self._containers.append(container)
        self._quotes += container.quote
        check_nesting(len(self._containers))
        self.events += [Open(name, at, container.star) for name in container.names]

    def _close_containers(self, keep: int, at: int) -> None:
        if len(self._containers) > keep:
            self._close_leaf()
            self._bullet = None
        while len(self._containers) > keep:
            container = self._containers.pop()
            self._quotes -= container.quote
            self.events += [Close(name, at, container.star) for name in reversed(container.names)]


def blocks_of(value: str) -> tuple[list[Event], Definitions]:
    """The blocks of a Markdown value, and the link definitions that stand in it."""
    reader = BlockReader(value)
    return reader.read(), reader.definitions
