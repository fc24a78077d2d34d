"""Proposals for notices about a status: add, complete, replace, remove, in the language and grammar of the article.

A proposal never writes into somebody's direct speech. Whether it really clears the finding is tried afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.facts import Facts
from annotations.engine.fixes.edits import (
    add_paragraph_at_end,
    add_paragraph_at_top,
    put_after,
    put_in_place,
    remove,
)
from annotations.engine.language.gender import gender_of
from annotations.engine.mentions import SURE, Mention
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.segments import quotation
from annotations.engine.report import Edit, Fix, Outcome
from annotations.engine.requirements import Standing
from annotations.engine.rulebook import FixTemplate, Rule
from annotations.engine.template import VARIABLES, render

_OTHER_WORDS = 1
"""Words beside the name in quotation marks that are still a name and not somebody's speech."""
_WORD = re.compile(r"\w+")
_OPENING = "«“„‘\"'‹"
_HYPHENS = frozenset("-‐‑–")
_PHRASE_ENDS = re.compile(
    r"\W*\Z|[^\w\s]| (?:[a-z]+ed|and|or|in|on|at|of|to|has|have|had|is|are|was|were|will|would|said|says|took|with|by"
    r"|from|as|but|that|which|who|when|after|before|during|until)\b"
)
"""What may follow an English name that stands alone; before a common noun it is an attribute ("Taliban fighters")."""
_CLOSING = "»”“\"'’"
_MARK = re.compile(r"[^\w«\"“(]*\d{0,3}[^\w«\"“(]*")
_REPLACED = frozenset(
    {
        Outcome.INCOMPLETE,
        Outcome.WRONG_STATUS,
        Outcome.WRONG_JURISDICTION,
        Outcome.WRONG_WORDING,
        Outcome.WRONG_LANGUAGE,
    }
)
_ADDED = _REPLACED | {Outcome.MISSING, Outcome.HIDDEN, Outcome.WRONG_TARGET, Outcome.UNRESOLVED_MARKER}


class NoticeProposals:
    """What could be done about one finding on one entity."""

    def __init__(
        self,
        rule: Rule,
        facts: Facts,
        standing: Standing,
        *,
        outcome: Outcome,
        notice: Notice | None,
        mentions: Sequence[Mention],
        mark: str = "",
    ) -> None:
        self.rule, self.facts, self.standing = rule, facts, standing
        self.outcome, self.notice, self.mentions, self.mark = outcome, notice, mentions, mark
        self.document = facts.document
        self.template: FixTemplate | None = rule.fix.get(self.document.language)

    def proposals(self) -> tuple[Fix, ...]:
        """In order of preference; none where a person must decide."""
        return tuple(self._proposals())

    def _proposals(self) -> Iterator[Fix]:
        notice = self.notice
        if self.outcome in {Outcome.STALE, Outcome.ORPHAN} and notice is not None:
            yield from self._removals(notice)
        if self.template is None:
            return
        if self.outcome is Outcome.MISPLACED:
            yield from self._moves()
        replacements = [*self._replacements(notice)] if notice is not None and self.outcome in _REPLACED else []
        yield from replacements
        if self.outcome in _ADDED and not replacements:
            line = self._line()
            yield Fix("Add the notice as a line at the end", (add_paragraph_at_end(self.document, line),), line=line)
            place = self._first_place() if self.outcome is not Outcome.UNRESOLVED_MARKER else None
            if place is not None:
                yield Fix("Add the notice after the first mention", (self._inline_at(place),))

    # Words.

    def _line(self) -> str:
        assert self.template is not None
        line = render(self.template.line.of(self._gender()), self._variables())
        line = line[:1].upper() + line[1:]
        return f"{self.mark} {line}" if self.mark else line

    def _inline(self) -> str | None:
        if self.template is None or self.template.inline is None:
            return None
        gender = self._gender()
        return render(self.template.inline.of("masculine" if gender == "plural" else gender), self._variables())

    def _variables(self) -> dict[str, str]:
        assert self.template is not None
        status = sorted(self.standing.statuses)[0] if self.standing.statuses else ""
        forms = self.template.words.get(status)
        word = forms.of(self._gender()) if forms else status
        known = dict.fromkeys(VARIABLES, "") | {"law": self.rule.basis.cite, "date": self.facts.day.isoformat()}
        return known | {"name": self._name(), "names": self._name(), "status": word}

    def _gender(self) -> str:
        if self.document.language != "ru":
            return "masculine"
        return gender_of(self.standing.entity.names, person=self.standing.entity.is_person)

    def _name(self) -> str:
        entity, language = self.standing.entity, self.document.language
        name = entity.display_name(language)
        if language == "en":
            return f"The {name}" if self._has_article() and not name.lower().startswith("the ") else name
        cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
        plain = entity.is_person or not cyrillic or name.isupper() or any(q in name for q in '«»"')
        return name if plain else f"«{name}»"

    def _has_article(self) -> bool:
        text = self.document.text
        return any(text[max(0, m.start - 4) : m.start].lower().endswith("the ") for m in self.mentions)

    # Adding.

    def _first_place(self) -> Mention | None:
        if self._inline() is None:
            return None
        for mention in self.mentions:
            if mention.confidence >= SURE and self._takes_words(mention) and not in_speech(self.document, mention):
                return mention
        return None

    def _takes_words(self, mention: Mention) -> bool:
        """Whether a parenthesis can stand after the name: in running text, at the end of its phrase."""
        block = self.document.block_at(mention.start)
        running = block.field == "body" and block.zone in {Zone.BODY, Zone.LIST}
        if not running or block.visibility is not Visibility.VISIBLE:
            return False
        before = self.document.text[max(block.start, mention.start - 1) : mention.start]
        after = self.document.text[self._after(mention) : block.end]
        if before in _HYPHENS or after[:1].isalnum() or after.startswith(("'", "’", "-", "‑", " (", " [")):
            return False
        return self.document.language != "en" or _PHRASE_ENDS.match(after) is not None

    def _after(self, mention: Mention) -> int:
        """Behind the closing quotation mark of a name that is quoted by itself."""
        text = self.document.text
        quoted = mention.start > 0 and text[mention.start - 1] in _OPENING
        closes = mention.end < len(text) and text[mention.end] in _CLOSING
        return mention.end + 1 if quoted and closes else mention.end

    def _inline_at(self, mention: Mention) -> Edit:
        return put_after(self.document, self._after(mention), f" ({self._inline()})")

    # Replacing.

    def _alone_in(self, notice: Notice) -> bool:
        return notice.subjects == (self.standing.entity.id,) and notice.visibility is Visibility.VISIBLE

    def _replacements(self, notice: Notice) -> Iterator[Fix]:
        if not self._alone_in(notice):
            return
        if notice.form is Form.PARENTHESIS and not notice.named and (inline := self._inline()):
            edit = put_in_place(self.document, notice.start, notice.end, f"({inline})")
            yield Fix("Replace the words in parentheses", (edit,), line=self._line())
        elif notice.form in {Form.FOOTNOTE, Form.LINE}:
            written = self.document.text[notice.start : notice.end]
            lead = _MARK.match(written) if notice.form is Form.FOOTNOTE else None
            words = (lead.group() if lead else "") + self._line()
            edit = put_in_place(self.document, notice.start, notice.end, words)
            yield Fix("Replace the notice", (edit,), line=self._line())

    # Moving.

    def _moves(self) -> Iterator[Fix]:
        placement = self.facts.policy.placement or self.rule.require.placement
        if placement == "top":
            yield Fix("Put the notice at the top", (add_paragraph_at_top(self.document, self._line()),))
        elif placement == "end":
            yield Fix("Put the notice at the end", (add_paragraph_at_end(self.document, self._line()),))
        elif (inline := self._inline()) is not None:
            places = self.mentions[:1] if placement == "first_mention" else self.mentions
            if not any(in_speech(self.document, mention) for mention in places):
                edits = tuple(self._inline_at(mention) for mention in places)
                yield Fix(f"Put “{inline}” after the name", edits)

    # Removing.

    def _removals(self, notice: Notice) -> Iterator[Fix]:
        if notice.form is Form.PROSE or set(notice.subjects) - {self.standing.entity.id}:
            return
        marks = [
            remove(self.document, placed.start, placed.end)
            for index in notice.covers
            if notice.marker and (placed := self.facts.marks.get(index)) and placed.mark == notice.marker
        ]
        yield Fix("Remove the notice", (remove(self.document, notice.start, notice.end), *marks))


def in_speech(document: Document, mention: Mention) -> bool:
    """Whether the name stands inside quotation marks that quote more than the name: somebody's words."""
    block = document.block_at(mention.start)
    if block.zone is Zone.QUOTE:
        return True
    inner = quotation(document.text, block.start, block.end, mention.start)
    if inner is None:
        return False
    outer = quotation(document.text, block.start, block.end, inner[0])
    around = document.text[inner[0] + 1 : mention.start] + document.text[mention.end : inner[1] - 1]
    return outer is not None or len(_WORD.findall(around)) > _OTHER_WORDS
