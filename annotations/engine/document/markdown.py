"""The Markdown reader: blocks and inline markup become the elements that they stand for, on the same page as HTML."""

from __future__ import annotations

import re

from annotations.engine.document.html import STYLE, read_stretch, style_sheet_of
from annotations.engine.document.limits import check_lines, check_marks, check_markup
from annotations.engine.document.markdown_blocks import blocks_of
from annotations.engine.document.markdown_inline import InlineReader, Node, Source, has_star_marks
from annotations.engine.document.markdown_lines import Close, Code, Event, Html, Leaf, Line, Open, stretches
from annotations.engine.document.markdown_links import Definitions
from annotations.engine.document.page import Page
from annotations.engine.document.stylesheet import NO_SHEET, StyleSheet
from annotations.engine.document.tags import NO_ATTRIBUTES, Tag, read_tag
from annotations.engine.document.writer import AS_IT_IS, Writer

_MARK_ELSEWHERE = re.compile(r"[\w»”\"')\]]\*|<sup>\s*\*", re.IGNORECASE)


def read_markdown(value: str, writer: Writer) -> None:
    """Writes down what Markdown shows, raw HTML in it included.

    Raises:
        DocumentTooComplex: more markup than any article has.
    """
    check_markup(value)
    check_lines(value)
    check_marks(value)
    events, definitions = blocks_of(value)
    sheet = NO_SHEET
    if STYLE.search(value):
        sheet = style_sheet_of(_read(value, Writer(), events, definitions, NO_SHEET))
    _read(value, writer, events, definitions, sheet)


def _read(value: str, writer: Writer, events: list[Event], definitions: Definitions, sheet: StyleSheet) -> Page:
    page = Page(value, writer, sheet=sheet)
    reader = _MarkdownPage(page, definitions)
    reader.read(events)
    page.finish()
    return page


class _MarkdownPage:
    """Tells a page what blocks and nodes stand for."""

    def __init__(self, page: Page, definitions: Definitions) -> None:
        self.page = page
        self.value = page.value
        self.definitions = definitions
        self.stars_are_marks = False
        """A star that begins an item is the mark of a footnote, since a name bears it elsewhere."""

    def read(self, events: list[Event]) -> None:
        leaves = {id(event): self._nodes(event) for event in events if isinstance(event, Leaf)}
        self.stars_are_marks = self._has_marks_elsewhere() or any(
            has_star_marks(source.content, nodes) for source, nodes in leaves.values()
        )
        for event in events:
            match event:
                case Open() | Close():
                    self._element(event)
                case Leaf():
                    self._leaf(event, *leaves[id(event)])
                case Code():
                    self._code(event.lines)
                case Html():
                    for start, end in stretches(event.lines):
                        read_stretch(self.page, start, end)

    def _has_marks_elsewhere(self) -> bool:
        headline = "".join(self.page.writer.shown.texts)
        return _MARK_ELSEWHERE.search(headline) is not None or re.search(r"<sup>\s*\*", self.value) is not None

    def _nodes(self, leaf: Leaf) -> tuple[Source, list[Node]]:
        source = Source(self.value, leaf.lines)
        return source, InlineReader(source.content, self.definitions).read()

    def _start(self, name: str, at: int, attributes: dict[str, str] = NO_ATTRIBUTES) -> None:
        self.page.start(Tag(name, attributes, False, False, at, at))

    def _end(self, name: str, at: int) -> None:
        self.page.end(Tag(name, NO_ATTRIBUTES, True, False, at, at))

    def _element(self, event: Open | Close) -> None:
        if event.star and self.stars_are_marks:
            return  # what looks like an item is a footnote
        if isinstance(event, Open):
            self._start(event.name, event.at)
        else:
            self._end(event.name, event.at)

    def _leaf(self, leaf: Leaf, source: Source, nodes: list[Node]) -> None:
        first, last = leaf.lines[0], leaf.lines[-1]
        self._start(leaf.name, first.start)
        bullet = leaf.bullet
        if bullet is not None and (leaf.numbered or (self.value[bullet.start] == "*" and self.stars_are_marks)):
            self.page.literal(self.value[bullet.start : bullet.end], bullet.start)
        if leaf.note is not None:
            self._note(leaf.note)
        for node in nodes:
            self._inline(node, source)
        self._end(leaf.name, last.end)

    def _note(self, label: Line) -> None:
        self._start("sup", label.start)
        self.page.literal(self.value[label.start : label.end], label.start)
        self._end("sup", label.end)

    def _code(self, lines: list[Line]) -> None:
        if not lines:
            return
        self._start("pre", lines[0].start)
        for line in lines:
            self.page.literal(self.value[line.start : line.end], line.start)
            if line is not lines[-1]:
                self.page.literal("\n", line.end, line.after)
        self._end("pre", lines[-1].end)

    def _inline(self, node: Node, source: Source) -> None:
        start, end = source.at(node.start), source.at(node.end)
        match node.kind:
            case "text":
                self.page.literal(source.content[node.start : node.end], start)
            case "literal":
                self.page.literal(node.words, start, end)
            case "run":
                self._run(node, source)
            case "break":
                self.page.line_break(start, source.after_break(node.end - 1))
            case "open":
                self._start(node.alt, start, {"href": node.words})
            case "close":
                self._end(node.alt, end)
            case "code":
                self._code_span(node, source)
            case "html":
                self._tag(start, end)
            case "image":
                self.page.image(node.words, node.alt, start, end)
            case "note":
                self._note(Line(start + 2, end - 1, end))

    def _run(self, node: Node, source: Source) -> None:
        run = node.run
        assert run is not None
        start, end = run.literal
        for name in run.closed:
            self._end(name, source.at(run.start))
        if end > start:
            self.page.literal(source.content[start:end], source.at(start))
        for name in reversed(run.opened):
            self._start(name, source.at(run.end))

    def _code_span(self, node: Node, source: Source) -> None:
        self._start("code", source.at(node.start))
        done = node.start
        for line in source.content[node.start : node.end].split("\n"):
            if done > node.start:
                self.page.line_break(source.at(done - 1), source.after_break(done - 1))
            self.page.literal(line, source.at(done), AS_IT_IS)
            done += len(line) + 1
        self._end("code", source.at(node.end))

    def _tag(self, start: int, end: int) -> None:
        tag = read_tag(self.value, start, end)
        if tag is None:
            return
        if tag.closing:
            self.page.end(tag)
            return
        self.page.start(tag)
        if tag.name == "br":
            self.page.line_break(start, end)
