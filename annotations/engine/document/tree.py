"""The stack of open elements, kept as a browser keeps it, without building a tree (WHATWG HTML 13.2.4 and 13.2.6).

What is followed is all that decides where text is displayed: end tags that may be left out, misnested formatting that
is opened again, tables that push strange content out, end tags that match nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from annotations.engine.document import elements
from annotations.engine.document.limits import check_nesting, check_opened
from annotations.engine.document.model import Zone
from annotations.engine.document.rendering import Rendering, is_block, render, unfolded
from annotations.engine.document.stylesheet import StyleSheet
from annotations.engine.document.tags import NO_ATTRIBUTES
from annotations.engine.document.writer import DraftLink, Position

_TEXT_POINTS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_HTML_POINTS = frozenset({"desc", "foreignobject", "title"})
_TWIN_LIMIT = 3
"""Equal formatting elements that are opened again at most (the standard's Noah's Ark clause)."""


class Element:
    """An open element. ``foreign`` is ``svg`` or ``math`` inside those."""

    __slots__ = ("at", "attributes", "block", "foreign", "link", "name", "opened", "rendering", "summarised", "summary")

    def __init__(self, name: str, attributes: Mapping[str, str], rendering: Rendering, *, foreign: str = "") -> None:
        self.name = name
        self.attributes = attributes
        self.rendering = rendering
        self.foreign = foreign
        self.block = False
        self.summarised = False
        """A ``details`` whose first ``summary`` has been seen."""
        self.summary = False
        self.at = 0
        """Where its start tag stands in the value."""
        self.opened = Position(0, 0)
        self.link: DraftLink | None = None


class Listener(Protocol):
    """Whoever writes the document down; told when an element opens and closes, with the place in the value."""

    def opened(self, element: Element, at: int) -> None: ...

    def closed(self, element: Element, at: int) -> None: ...


class Tree:
    """The open elements, and the formatting that is opened again in each block."""

    def __init__(self, listener: Listener, sheet: StyleSheet, zone: Zone, *, fixed: bool) -> None:
        self._plain = Rendering(zone, fixed=fixed)
        root = Element("html", NO_ATTRIBUTES, self._plain)
        self.listener = listener
        self.sheet = sheet
        self.stack = [root]
        self.open = Counter({"html": 1})
        """How many elements of each name are open."""
        self.formatting: list[Element | None] = []
        """Active formatting elements; ``None`` is a marker."""
        self.interrupted = False
        """Some formatting was closed by a block and waits to be opened again."""
        self._opened_in_all = 0

    @property
    def top(self) -> Element:
        return self.stack[-1]

    # -- pushing and popping

    def push(
        self, name: str, attributes: Mapping[str, str], at: int, *, foreign: str = "", part: bool = False
    ) -> Element:
        """Opens an element inside the present one. ``part``: of a table, which belongs directly into it."""
        parent = self.stack[-1] if part else self.parent()
        block = not foreign and is_block(name, attributes)
        rendering = render(parent.rendering, name, attributes, sheet=self.sheet, foreign=foreign, block=block)
        element = Element(name, attributes, rendering, foreign=foreign)
        element.block = block
        if name == "summary" and parent.name == "details" and not parent.summarised:
            parent.summarised = element.summary = True
            element.rendering = unfolded(parent.rendering, rendering)
        self.stack.append(element)
        self.open[name] += 1
        self._opened_in_all += 1
        check_nesting(len(self.stack) - 1)
        check_opened(self._opened_in_all)
        self.listener.opened(element, at)
        return element

    def parent(self) -> Element:
        """The element that new content belongs to: in a table, outside its cells, that is what is around the table."""
        if self.stack[-1].name not in elements.TABLE_INSIDES or self.stack[-1].foreign:
            return self.stack[-1]
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].name == "table":
                return self.stack[index - 1]
        return self.stack[-1]

    def pop(self, at: int) -> Element:
        element = self.stack.pop()
        self.forget(element, at)
        if element.name in elements.MARKERS and not element.foreign:
            self.clear_formatting()
        return element

    def forget(self, element: Element, at: int) -> None:
        """What follows the removal of an element from the stack."""
        self.open[element.name] -= 1
        if element.name in elements.FORMATTING and not element.foreign:
            self.interrupted = self.interrupted or element in self.formatting
        self.listener.closed(element, at)

    def pop_until(self, names: frozenset[str], at: int) -> None:
        """Closes elements up to and including the first of one of these names."""
        while len(self.stack) > 1 and self.pop(at).name not in names:
            pass

    def pop_above(self, names: frozenset[str], at: int) -> None:
        """Closes elements until one of these names is on top; it stays open."""
        while len(self.stack) > 1 and self.stack[-1].name not in names:
            self.pop(at)

    def has_in_scope(self, names: frozenset[str], scope: frozenset[str]) -> bool:
        """Whether one of the names is open and none of ``scope`` was opened inside it."""
        if not any(self.open[name] for name in names):
            return False
        for element in reversed(self.stack):
            if element.foreign:
                if element.name in _HTML_POINTS or element.name in _TEXT_POINTS:
                    return False
            elif element.name in names:
                return True
            elif element.name in scope:
                return False
        return False

    def close_implied(self, at: int, *, besides: str = "") -> None:
        """Closes the elements on top whose end tags may be left out."""
        while self.stack[-1].name in elements.IMPLIED_END and self.stack[-1].name != besides:
            self.pop(at)

    def close_paragraph(self, at: int) -> None:
        if self.open["p"] and self.has_in_scope(frozenset({"p"}), elements.BUTTON_SCOPE):
            self.close_implied(at, besides="p")
            self.pop_until(frozenset({"p"}), at)

    def remove(self, element: Element, at: int) -> None:
        """Closes an element below others that stay open inside it."""
        self.stack.remove(element)
        self.forget(element, at)

    # -- formatting

    def push_formatting(self, name: str, attributes: Mapping[str, str], at: int) -> None:
        element = self.push(name, attributes, at)
        twins = []
        for index in range(len(self.formatting) - 1, -1, -1):
            known = self.formatting[index]
            if known is None:
                break
            if known.name == name and known.attributes == attributes:
                twins.append(index)
        if len(twins) >= _TWIN_LIMIT:
            del self.formatting[twins[-1]]
        self.formatting.append(element)

    def push_marker(self) -> None:
        self.formatting.append(None)

    def clear_formatting(self) -> None:
        """Forgets the formatting elements up to the last marker."""
        while self.formatting and self.formatting.pop() is not None:
            pass
        self.interrupted = bool(self.formatting)

    def reopen_formatting(self, at: int) -> None:
        """Opens again what a block has closed; called before text and before inline elements."""
        if not self.interrupted:
            return
        self.interrupted = False
        open_now = set(map(id, self.stack))
        first = len(self.formatting)
        while first > 0:
            entry = self.formatting[first - 1]
            if entry is None or id(entry) in open_now:
                break
            first -= 1
        for index in range(first, len(self.formatting)):
            entry = self.formatting[index]
            assert entry is not None
            self.formatting[index] = self.push(entry.name, entry.attributes, at)

    def merge_root(self, attributes: Mapping[str, str]) -> None:
        """Gives the page attributes of ``html`` or ``body``; those that it has already stay."""
        root = self.stack[0]
        root.attributes = {**attributes, **root.attributes}
        root.rendering = render(self._plain, "body", root.attributes, sheet=self.sheet, block=True)
        self.rerender(1)

    def rerender(self, start: int) -> None:
        """Works the renderings out anew from ``stack[start]`` up, after an element was taken out from below."""
        for index in range(max(start, 1), len(self.stack)):
            element, parent = self.stack[index], self.stack[index - 1]
            element.rendering = render(
                parent.rendering, element.name, element.attributes, sheet=self.sheet, foreign=element.foreign,
                block=element.block,
            )  # fmt: skip
            if element.summary:
                element.rendering = unfolded(parent.rendering, element.rendering)
