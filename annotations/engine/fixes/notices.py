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
from annotations.engine.mentions import Mention
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.segments import quotation
from annotations.engine.report import Edit, Fix, Outcome
from annotations.engine.requirements import Standing
from annotations.engine.rulebook import FixTemplate, Rule
from annotations.engine.template import render

_LONGEST_NAME = 4
"""Words in quotation marks that may still be a name and not somebody's speech."""
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
        if self.outcome in _REPLACED and notice is not None and self._alone_in(notice):
            yield from self._replacements(notice)
        if self.outcome in _ADDED:
            line = self._line()
            yield Fix("Add the notice as a line at the end", (add_paragraph_at_end(self.document, line),), line=line)
            place = self._first_place()
            if place is not None:
                yield Fix("Add the notice after the first mention", (self._inline_at(place),))

    # Words.

    def _line(self) -> str:
        assert self.template is not None
        line = render(self.template.line.of(self._gender()), self._variables())
        return f"{self.mark} {line}" if self.mark else line

    def _inline(self) -> str | None:
        if self.template is None or self.template.inline is None:
            return None
        return render(self.template.inline.of(self._gender()), self._variables())

    def _variables(self) -> dict[str, str]:
        assert self.template is not None
        status = sorted(self.standing.statuses)[0] if self.standing.statuses else ""
        forms = self.template.words.get(status)
        word = forms.of(self._gender()) if forms else status
        return {"name": self._name(), "names": self._name(), "status": word}

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
            if not mention.review and self._takes_words(mention) and not in_speech(self.document, mention.start):
                return mention
        return None

    def _takes_words(self, mention: Mention) -> bool:
        block = self.document.block_at(mention.start)
        running = block.field == "body" and block.zone in {Zone.BODY, Zone.LIST}
        return running and block.visibility is Visibility.VISIBLE

    def _inline_at(self, mention: Mention) -> Edit:
        at = mention.end
        while at < len(self.document.text) and self.document.text[at] in _CLOSING:
            at += 1
        return put_after(self.document, at, f" ({self._inline()})")

    # Replacing.

    def _alone_in(self, notice: Notice) -> bool:
        return notice.subjects == (self.standing.entity.id,) and notice.visibility is Visibility.VISIBLE

    def _replacements(self, notice: Notice) -> Iterator[Fix]:
        if notice.form is Form.PARENTHESIS and not notice.named and (inline := self._inline()):
            edit = put_in_place(self.document, notice.start, notice.end, f"({inline})")
            yield Fix("Replace the words in parentheses", (edit,))
        elif notice.form in {Form.FOOTNOTE, Form.LINE}:
            written = self.document.text[notice.start : notice.end]
            lead = _MARK.match(written) if notice.form is Form.FOOTNOTE else None
            words = (lead.group() if lead else "") + self._line()
            edit = put_in_place(self.document, notice.start, notice.end, words)
            yield Fix("Replace the notice", (edit,))

    # Moving.

    def _moves(self) -> Iterator[Fix]:
        placement = self.facts.policy.placement or self.rule.require.placement
        if placement == "top":
            yield Fix("Put the notice at the top", (add_paragraph_at_top(self.document, self._line()),))
        elif placement == "end":
            yield Fix("Put the notice at the end", (add_paragraph_at_end(self.document, self._line()),))
        elif (inline := self._inline()) is not None:
            places = self.mentions[:1] if placement == "first_mention" else self.mentions
            if not any(in_speech(self.document, mention.start) for mention in places):
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


def in_speech(document: Document, position: int) -> bool:
    """Whether the position stands inside quotation marks that quote more than a name: somebody's words."""
    block = document.block_at(position)
    if block.zone is Zone.QUOTE:
        return True
    inner = quotation(document.text, block.start, block.end, position)
    if inner is None:
        return False
    outer = quotation(document.text, block.start, block.end, inner[0])
    return outer is not None or len(document.text[inner[0] : inner[1]].split()) > _LONGEST_NAME
