"""Credits: where a text says whose it is. A source that is named for a quotation, or for a picture, has no credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotations.engine.article import Article
from annotations.engine.attribution import cues
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.shapes import Layout, Line, Shape, layout, lines_of, shape
from annotations.engine.attribution.wording import find_phrase
from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.evidence import evidence
from annotations.engine.report import CreditFact
from annotations.engine.source import Source

_EDGE = 160
"""Characters at the beginning and at the end of a paragraph in which a credit can stand."""
_SIGNATURE = 40
"""Characters of a correspondent's name in a dateline."""
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
    reader = _Reader(document, SourceDirectory.of(sources), layout(document))
    found = [credit for index, line in reader.bearing() for credit in reader.read(index, line)]
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

    def bearing(self) -> Iterator[tuple[int | None, Line]]:
        """The lines that can bear a credit; those of the displayed body with their index in the layout."""
        for index, line in enumerate(self.layout.lines):
            if line.block.zone not in _SILENT_ZONES:
                yield index, line
        for block in self.document.blocks:
            is_shown_body = block.field == "body" and block.visibility is not Visibility.HIDDEN
            if not is_shown_body and block.zone not in _SILENT_ZONES:
                yield from ((None, line) for line in lines_of(self.document, block))

    def read(self, index: int | None, line: Line) -> Iterator[Credit]:
        namings = self.directory.names.find(self.document.text, line.start, line.end)
        if not namings:
            return
        seen = shape(self.document.text, line.start, line.end, namings)
        phrased = self._phrased(line, {naming.source for naming in namings})
        for run in seen.runs():
            form = self._form(index, line, seen, run)
            for naming in seen.within(run):
                stated = form or (self._place(index) if naming.source in phrased else None)
                if stated is not None:
                    yield Credit(naming.source, naming.start, naming.end, stated, line.block.visibility)

    def _phrased(self, line: Line, named: set[str]) -> set[str]:
        """Sources whose prescribed words stand in the line: to be named there is a credit, whatever it looks like."""
        text = line.text(self.document)
        return {key for key in named if any(find_phrase(text, phrase) for phrase in self.directory[key].phrases)}

    def _form(self, index: int | None, line: Line, seen: Shape, run: re.Match[str]) -> CreditForm | None:
        before = seen.text[max(0, run.start() - _EDGE) : run.start()]
        after = seen.text[run.end() : run.end() + _EDGE]
        is_caption = line.block.zone is Zone.CAPTION or line.block.field.startswith("images/")
        if is_caption or cues.is_of_picture(before, after):
            return CreditForm.PHOTO
        if line.block.zone is Zone.BYLINE:
            return None if cues.SPOKEN_AFTER.match(after) else CreditForm.BYLINE
        if line.block.zone is Zone.QUOTE:
            return None
        if len(seen.text) <= _CREDIT_LINE and (form := self._of_line(index, seen.text)):
            return form
        return self._of_copyright(index, before) or self._of_paragraph(index, seen.text, run)

    def _of_line(self, index: int | None, text: str) -> CreditForm | None:
        """The form of a line that is nothing but a credit."""
        if cues.is_byline(text) or cues.STAFF.match(text) or cues.PERSON_AND_NAMES.match(text):
            return CreditForm.BYLINE
        if cues.ONLY_NAMES.match(text) or cues.is_date_line(text):
            return CreditForm.BYLINE if self._is_on_top(index) else CreditForm.END
        return self._place(index) if cues.is_origin_line(text) else None

    def _of_copyright(self, index: int | None, before: str) -> CreditForm | None:
        """The form of ``© 2024 AFP``: above the story it is a picture's."""
        if cues.COPYRIGHT_BEFORE.search(before) is None:
            return None
        return CreditForm.PHOTO if self._is_on_top(index) else CreditForm.END

    def _of_paragraph(self, index: int | None, text: str, run: re.Match[str]) -> CreditForm | None:
        """The form of a credit that opens or closes a paragraph of the story, or is a sentence in it."""
        if index is None:
            return None
        story = self.layout.story
        if run.start() <= _EDGE and (index in story[:2] or self._is_on_top(index)) and _is_dateline(text, run):
            return CreditForm.DATELINE
        before, after = text[max(0, run.start() - _EDGE) : run.start()], text[run.end() : run.end() + _EDGE]
        if cues.is_origin_sentence(before, after):
            return self._place(index)
        if run.end() < len(text) - _EDGE:
            return None
        first, last = index in story[:1], self.layout.follows_story(index)
        if (first or last) and _closes(text, run):
            return CreditForm.END if last and not (first and len(story) > 1) else CreditForm.LEAD
        ends_here = not text[run.end() :].strip()
        return CreditForm.PHOTO if ends_here and cues.PICTURE_END.search(text[-_EDGE:]) else None

    def _place(self, index: int | None) -> CreditForm:
        return CreditForm.LEAD if self._is_on_top(index) else CreditForm.END

    def _is_on_top(self, index: int | None) -> bool:
        """Whether the line stands above the story; in a text that has none, among the first two lines."""
        if index is None:
            return False
        return index < self.layout.story[0] if self.layout.story else index < 2


def _is_dateline(text: str, run: re.Match[str]) -> bool:
    """``MOSCOW (AFP) —``, ``МОСКВА, 5 мая — ТАСС.``, ``/ТАСС/``, ``Reuters, Kabul:``."""
    before, after = text[: run.start()], text[run.end() : run.end() + _EDGE]
    rest = after.lstrip()
    if cues.CAPITALS_AND_BRACKET.search(before) and cues.BRACKET_AND_DASH.match(rest):
        # Whatever stands before: a headline or a byline that has run into the line.
        return True
    if not cues.is_dateline_prefix(before):
        return False
    opening = before.rstrip()[-1:]
    if opening and opening in "([":
        return _after_bracket(before, rest)
    if cues.CORRESPONDENT.search(before) and "/" in rest[:_SIGNATURE]:
        return True
    if rest[:1] in {"—", "–", ".", ":", "/", "|"} or (rest.startswith("-") and after[:1].isspace()):
        return True
    return rest.startswith(",") and cues.is_dateline_prefix(re.split(r"[.:—–(]|\s-\s", rest, maxsplit=1)[0])


def _after_bracket(before: str, rest: str) -> bool:
    if cues.NAME in before:
        # "Agence France-Presse (AFP) said": the bracket abbreviates the name before it.
        return False
    following = rest.lstrip(")]").lstrip()
    if not cues.word_count(before):
        # "(AFP) The minister said": nothing but the agency goes before the story.
        return rest[:1] in {")", "]"} and not following[:1].islower()
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
