"""A page that is being read: text, links, marks and images go from the open elements to the writer."""

from __future__ import annotations

import re
from typing import Final

from annotations.engine.document import elements
from annotations.engine.document.construction import end_tag, start_tag
from annotations.engine.document.model import MarkKind, Visibility, Zone
from annotations.engine.document.references import REFERENCE, decode
from annotations.engine.document.rendering import Rendering
from annotations.engine.document.stylesheet import NO_SHEET, StyleSheet
from annotations.engine.document.tags import SPACES, Tag
from annotations.engine.document.tree import Element, Tree
from annotations.engine.document.writer import AS_IT_IS, DraftImage, DraftLink, DraftStretch, Writer
from annotations.engine.document.zones import inline_zone_of

_COLLAPSED = re.compile(rf" {{2,}}|{REFERENCE}")
_KEPT = re.compile(REFERENCE)
_TO_SPACES: Final = str.maketrans(dict.fromkeys(SPACES, " "))
_MARKED = elements.EMPHASIS | {"aside", "sup"}
_INVISIBLE_SIDE = re.compile(r"\s*[01](?:px)?\s*\Z")


def _raises(element: Element) -> bool:
    """Whether it is the element itself that sets its text higher."""
    return element.name == "sup" or "vertical-align" in element.attributes.get("style", "")


class Page:
    """Reads markup of one field, event by event. The HTML and the Markdown reader both speak to it."""

    def __init__(
        self,
        value: str,
        writer: Writer,
        *,
        zone: Zone = Zone.BODY,
        fixed: bool = False,
        sheet: StyleSheet = NO_SHEET,
        scripted: bool = True,
    ) -> None:
        self.value = value
        self.writer = writer
        self.tree = Tree(self, sheet, zone, fixed=fixed)
        self.scripted = scripted
        """Scripts run, so ``noscript`` is not displayed."""
        self.styles: list[str] = []
        """Insides of the ``<style>`` elements that hold for the page."""

    # -- what the readers say

    def start(self, tag: Tag) -> None:
        start_tag(self.tree, tag)

    def end(self, tag: Tag) -> None:
        end_tag(self.tree, tag)

    def finish(self) -> None:
        """Closes whatever is open at the end of the value."""
        while len(self.tree.stack) > 1:
            self.tree.pop(len(self.value))
        self.writer.break_block()

    def text(self, start: int, end: int, *, references: bool = True) -> None:
        """The text of ``value[start:end]`` as HTML has it: white space runs count once, outside ``pre``."""
        rendering = self._rendering(start)
        if rendering.dropped or start >= end:
            return
        if rendering.preformatted:
            self._kept(rendering, start, end, references=references)
            return
        text = self.value[start:end]
        if "\n" in text or "\t" in text or "\r" in text or "\f" in text:
            text = text.translate(_TO_SPACES)
        visibility = rendering.visibility
        left = len(text) - len(text.lstrip(" "))
        if left:
            self.writer.space(start, start + left, visibility)
        stripped = text.strip(" ")
        if not stripped:
            return
        if "  " in stripped or (references and "&" in stripped):
            self._pieces(rendering, stripped, start + left, references=references)
        else:
            self._put(rendering, stripped, start + left, AS_IT_IS)
        right = start + left + len(stripped)
        if right < end:
            self.writer.space(right, end, visibility)

    def literal(self, text: str, start: int, end: int = AS_IT_IS) -> None:
        """Text that is kept to the letter; ``end`` as in ``Writer.write``."""
        rendering = self._rendering(start)
        if text and not rendering.dropped:
            self._put(rendering, text, start, end)

    def line_break(self, start: int, end: int) -> None:
        """A line break that stands for ``value[start:end]``."""
        rendering = self._rendering(start)
        if not rendering.dropped:
            self.writer.line_break(start, end, rendering.visibility)

    def image(self, src: str, alt: str, start: int, end: int, *, displayed: bool = True) -> None:
        """An image; one that is hidden or a dot is not displayed, but loaded all the same."""
        rendering = self.tree.parent().rendering
        if rendering.dropped:
            return
        visibility = rendering.visibility if displayed else Visibility.HIDDEN
        writer = self.writer
        writer.images.append(DraftImage(src, alt, writer.field, start, end, writer.shown.length, visibility))
        if visibility is not Visibility.HIDDEN:
            for element in self.tree.stack:
                if element.link is not None:
                    element.link.shows_image = True

    def _rendering(self, at: int) -> Rendering:
        if self.tree.interrupted:
            self.tree.reopen_formatting(at)
        return self.tree.parent().rendering

    def _put(self, rendering: Rendering, text: str, start: int, end: int) -> None:
        self.writer.write(
            text, start, end, zone=rendering.zone, visibility=rendering.visibility, begins_note=rendering.superscript
        )

    def _pieces(self, rendering: Rendering, text: str, start: int, *, references: bool) -> None:
        done = 0
        for match in _COLLAPSED.finditer(text):
            meaning, length = " ", match.end() - match.start()
            if match.group()[0] == "&":
                meaning, length = decode(match.group()) if references else ("&", 1)
                if meaning == "&" and length == 1:
                    continue
            if match.start() > done:
                self._put(rendering, text[done : match.start()], start + done, AS_IT_IS)
            done = match.start() + length
            if meaning in SPACES:
                self.writer.space(start + match.start(), start + done, rendering.visibility)
            else:
                self._put(rendering, meaning, start + match.start(), start + done)
        if done < len(text):
            self._put(rendering, text[done:], start + done, AS_IT_IS)

    def _kept(self, rendering: Rendering, start: int, end: int, *, references: bool) -> None:
        done = start
        for match in _KEPT.finditer(self.value, start, end) if references else ():
            meaning, length = decode(match.group())
            if meaning == "&" and length == 1:
                continue
            if match.start() > done:
                self._put(rendering, self.value[done : match.start()], done, AS_IT_IS)
            done = match.start() + length
            self._put(rendering, meaning, match.start(), done)
        if done < end:
            self._put(rendering, self.value[done:end], done, AS_IT_IS)

    # -- what the tree says

    def opened(self, element: Element, at: int) -> None:
        """Begins a block, a link or a stretch with the element."""
        if element.foreign:
            return
        if element.block:
            self.writer.break_block(shown=element.rendering.laid_out)
        element.at = at
        if element.attributes or element.name in _MARKED:
            element.opened = self.writer.position()
            if element.name == "a":
                self._open_link(element)

    def closed(self, element: Element, at: int) -> None:
        """Ends what began with the element."""
        if element.foreign:
            return
        name = element.name
        if element.link is not None:
            element.link.source_end = at
            element.link.closed = self.writer.position()
        if name in elements.EMPHASIS:
            self._stretch(MarkKind.EMPHASIS, element)
        elif name in {"img", "image"}:
            self._image(element, at)
        elif element.rendering.superscript and _raises(element):
            self._stretch(MarkKind.SUPERSCRIPT, element)
        if element.block:
            if name == "aside" and not element.rendering.fixed:
                self._stretch(Zone.TEASER, element)
            self.writer.break_block(shown=element.rendering.laid_out)
        elif element.attributes:
            zone = inline_zone_of(name, element.attributes)
            if zone is not None:
                self._stretch(zone, element)

    def _stretch(self, kind: MarkKind | Zone, element: Element) -> None:
        now = self.writer.position()
        if now != element.opened:
            self.writer.stretches.append(DraftStretch(kind, element.opened, now))

    def _open_link(self, element: Element) -> None:
        href = element.attributes.get("href")
        if href is None or element.rendering.dropped:
            return
        rel = frozenset(element.attributes.get("rel", "").lower().split())
        element.link = DraftLink(href, rel, self.writer.field, element.at, element.opened, element.rendering.visibility)
        self.writer.links.append(element.link)

    def _image(self, element: Element, at: int) -> None:
        known = element.attributes
        src = known.get("src") or known.get("data-src", "")
        dot = any(_INVISIBLE_SIDE.match(known.get(side, "")) for side in ("width", "height"))
        displayed = not dot and element.rendering.visibility is not Visibility.HIDDEN
        self.image(src, known.get("alt", ""), element.at, at, displayed=displayed)
