"""Credits: where a text says whose it is. A source that is named for a quotation, or for a picture, has no credit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotations.engine.article import Article
from annotations.engine.attribution import cues
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.shapes import Layout, Shape, layout, shape
from annotations.engine.attribution.wording import find_phrase
from annotations.engine.document.model import Block, Document, Visibility, Zone
from annotations.engine.evidence import evidence
from annotations.engine.report import CreditFact
from annotations.engine.source import Source

_FRONT = 12
"""Blocks from the top in which a byline or a dateline is looked for."""
_BACK = 8
"""Blocks from the end in which a credit line is looked for."""
_SHORT = 160
"""Characters up to which a block is looked at wherever it stands."""
_EDGE = 160
"""Characters at the beginning and at the end of a paragraph in which a credit can stand."""
_CREDIT_LINE = 600
"""Characters up to which a whole paragraph can be a credit line."""
_SILENT_ZONES = frozenset({Zone.TEASER, Zone.TAGS, Zone.CODE, Zone.ALT, Zone.EMBED, Zone.FOOTER, Zone.HEADLINE})


class CreditForm(StrEnum):
    """Where and how a credit stands (CONTRACT 4)."""

    BYLINE = "byline"
    DATELINE = "dateline"
    LEAD = "lead"
    """At the top or at the end of the first paragraph."""
    END = "end"
    PHOTO = "photo"
    """Of a picture, not of the text."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit of a source. Positions are in ``Document.text``."""

    source: str
    start: int
    end: int
    form: CreditForm
    visibility: Visibility = Visibility.VISIBLE


def read_credits(document: Document, article: Article, sources: Mapping[str, Source]) -> tuple[Credit, ...]:
    """All credits of the sources, hidden ones too, in the order of the text. Linear in the text and in the sources."""
    directory = SourceDirectory.of(sources)
    reader = _Reader(document, directory, layout(document))
    found = [credit for index in reader.bearing() for credit in reader.read(index)]
    return tuple(sorted(found, key=lambda credit: (credit.start, credit.end, credit.source)))


def credit_facts(document: Document, credits: tuple[Credit, ...]) -> tuple[CreditFact, ...]:
    """The credits that a reader sees, as the report states them."""
    return tuple(
        CreditFact(credit.source, evidence(document, credit.start, credit.end), credit.form.value)
        for credit in credits
        if credit.visibility is not Visibility.HIDDEN
    )


@dataclass(frozen=True)
class _Reader:
    document: Document
    directory: SourceDirectory
    layout: Layout

    def bearing(self) -> list[int]:
        """Indices of the blocks that can bear a credit."""
        body = self.layout.shown
        near_story = {*body[:_FRONT], *body[-_BACK:]}
        blocks = enumerate(self.document.blocks)
        return [
            index
            for index, block in blocks
            if block.zone not in _SILENT_ZONES
            and (index in near_story or block.field != "body" or self._is_short_or_caption(block))
        ]

    @staticmethod
    def _is_short_or_caption(block: Block) -> bool:
        return block.zone in {Zone.CAPTION, Zone.BYLINE} or block.end - block.start <= _SHORT

    def read(self, index: int) -> list[Credit]:
        block = self.document.blocks[index]
        namings = self.directory.names.find(self.document.text, block.start, block.end)
        if not namings:
            return []
        line = shape(self.document.text, block.start, block.end, namings)
        phrased = self._phrased(block, {naming.source for naming in namings})
        found: list[Credit] = []
        for run in line.runs():
            form = self._form(index, block, line, run)
            for naming in line.within(run):
                stated = form or (self._place(index) if naming.source in phrased else None)
                if stated is not None:
                    found.append(Credit(naming.source, naming.start, naming.end, stated, block.visibility))
        return found

    def _phrased(self, block: Block, named: set[str]) -> set[str]:
        """Sources whose prescribed words stand in the block: to be named there is a credit, whatever it looks like."""
        text = self.document.text[block.start : block.end]
        return {key for key in named if any(find_phrase(text, phrase) for phrase in self.directory[key].phrases)}

    def _place(self, index: int) -> CreditForm:
        return CreditForm.LEAD if self._is_before_story(index) else CreditForm.END

    def _form(self, index: int, block: Block, line: Shape, run: re.Match[str]) -> CreditForm | None:
        before = line.text[max(0, run.start() - _EDGE) : run.start()]
        if block.zone is Zone.CAPTION or block.field.startswith("images/") or cues.PHOTO_BEFORE.search(before):
            return CreditForm.PHOTO
        if block.zone is Zone.BYLINE:
            return CreditForm.BYLINE
        if block.zone is Zone.QUOTE:
            return None
        if len(line.text) <= _CREDIT_LINE and (form := self._of_line(index, line.text, before)):
            return form
        return self._of_paragraph(index, line.text, run)

    def _of_line(self, index: int, text: str, before: str) -> CreditForm | None:
        """The form of a line that is nothing but a credit."""
        on_top = self._is_before_story(index)
        if cues.COPYRIGHT_BEFORE.search(before):
            return CreditForm.PHOTO if on_top else CreditForm.END
        if cues.is_byline(text) or cues.STAFF.match(text) or cues.PERSON_AND_NAMES.match(text):
            return CreditForm.BYLINE
        if cues.ONLY_NAMES.match(text) or cues.is_date_line(text):
            return CreditForm.BYLINE if on_top else CreditForm.END
        return self._place(index) if cues.is_origin_line(text) else None

    def _of_paragraph(self, index: int, text: str, run: re.Match[str]) -> CreditForm | None:
        """The form of a credit that opens or closes a paragraph of the story."""
        story = self.layout.story
        if run.start() <= _EDGE and (index in story[:2] or self._is_before_story(index)) and _is_dateline(text, run):
            return CreditForm.DATELINE
        if run.end() < len(text) - _EDGE:
            return None
        first, last = index in story[:1], self.layout.follows_story(index)
        if (first or last) and _closes(text, run):
            return CreditForm.END if last and not (first and len(story) > 1) else CreditForm.LEAD
        ends_here = not text[run.end() :].strip()
        return CreditForm.PHOTO if ends_here and cues.PICTURE_END.search(text[-_EDGE:]) else None

    def _is_before_story(self, index: int) -> bool:
        block = self.document.blocks[index]
        if block.visibility is Visibility.HIDDEN:
            return False
        return self.layout.precedes_story(index) and (bool(self.layout.story) or index in self.layout.shown[:2])


def _is_dateline(text: str, run: re.Match[str]) -> bool:
    """``MOSCOW (AFP) —``, ``МОСКВА, 5 мая — ТАСС.``, ``/ТАСС/``, ``Reuters, Kabul:``."""
    before, after = text[: run.start()], text[run.end() : run.end() + _EDGE]
    if not cues.is_dateline_prefix(before):
        return False
    opening = before.rstrip()[-1:]
    rest = after.lstrip()
    if opening and opening in "([":
        return _after_bracket(before, rest)
    if opening == "/" and rest.startswith("/"):
        return True
    if rest[:1] in {"—", "–", ".", ":", "/", "|"} or (rest.startswith("-") and after[:1].isspace()):
        return True
    return rest.startswith(",") and cues.is_dateline_prefix(re.split(r"[.:—–(]|\s-\s", rest, maxsplit=1)[0])


def _after_bracket(before: str, rest: str) -> bool:
    if cues.NAME in before:
        # "Agence France-Presse (AFP) said": the bracket abbreviates the name before it.
        return False
    following = rest.lstrip(")]").lstrip()
    if following[:1] in {"—", "–", "-", ":", ".", ""}:
        return True
    capitals = any(len(word) > 2 and word.isupper() for word in before.split())
    return capitals and not following[:1].islower()


def _closes(text: str, run: re.Match[str]) -> bool:
    at = max(0, len(text) - _EDGE)
    for pattern in cues.CLOSING:
        found = pattern.search(text, at)
        if found is not None and found.start() <= run.start() and run.end() <= found.end():
            return not text[max(0, found.start() - _EDGE) : found.start()].rstrip().endswith(cues.NAME)
    return False
