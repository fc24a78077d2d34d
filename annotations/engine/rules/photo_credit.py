"""Rules about pictures: each must say who took it; an agency alone is half a credit.

The credit stands in the picture's credit, in its caption, or in the line beside it. What is left of it when names of
agencies and the words of credits are taken out is the photographer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.document.model import Block, DocumentImage, Visibility, Zone
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.language.sentences import split_sentences
from annotations.engine.report import Evidence, Finding, Outcome, Requirement, level_of
from annotations.engine.rulebook import Rule
from annotations.engine.statements.reading import places_of
from annotations.engine.statements.said import Place
from annotations.engine.words import read_words

_CHAIN = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,80}?\s?/\s?[^()\[\]/]{2,60})[)\]]\W*\Z")
"""``(Jo Reed/The Weekly)`` at the end of a caption."""
_SIDE_LINE = 160
"""Characters up to which a line beside a picture can be its credit."""
_LONGEST_CREDIT = 12
"""Words of a sentence of a caption that is nothing but a credit."""


@dataclass(frozen=True, slots=True)
class _Credit:
    outcome: Outcome
    places: tuple[Place, ...] = ()


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether each picture that a reader sees says who took it."""
    reader = _Reader(rule, facts)
    requirements: list[Requirement] = []
    findings: list[Finding] = []
    judged: set[str] = set()
    for image in facts.document.images:
        if image.visibility is Visibility.HIDDEN or not image.src.strip() or image.src in judged:
            continue
        judged.add(image.src)
        credit = reader.credit(image)
        level = rule.levels.get(credit.outcome) or level_of(credit.outcome, rule.level)
        requirements.append(Requirement(rule.id, rule.family, image.src, credit.outcome, level))
        if credit.outcome is not Outcome.SATISFIED:
            findings.append(reader.finding(image, credit))
    return Verdict(tuple(requirements), tuple(findings))


class _Reader:
    """The words of credits in one document."""

    def __init__(self, rule: Rule, facts: Facts) -> None:
        self.rule, self.facts = rule, facts
        self.document = facts.document
        self.cues = [p for form in rule.require.forms for p in places_of(form, rule, facts)]
        agencies = [p for row in rule.require.instead for f in row.forms for p in places_of(f, rule, facts)]
        self.agencies = [*agencies, *self._sources()]

    def _sources(self) -> Iterator[Place]:
        """Names of sources in captions: they provide, they do not take pictures."""
        names = SourceDirectory.of(self.facts.sources).names
        for block in self.document.blocks:
            if block.zone is Zone.CAPTION or block.field.startswith("images/"):
                for naming in names.find(self.document.text, block.start, block.end):
                    yield Place(naming.start, naming.end)

    def credit(self, image: DocumentImage) -> _Credit:
        """The best credit of a picture."""
        found = [self._judged(start, end) for start, end in self._stretches(image)]
        known = [credit for credit in found if credit is not None]
        order = [Outcome.SATISFIED, Outcome.INCOMPLETE, Outcome.HIDDEN]
        return min(known, key=lambda credit: order.index(credit.outcome), default=_Credit(Outcome.MISSING))

    def _stretches(self, image: DocumentImage) -> Iterator[tuple[int, int]]:
        """Where the credit of a picture can stand."""
        for block in self._blocks(image):
            if block.field.endswith("/credit"):
                yield block.start, block.end
            else:
                yield from self._in_caption(block)

    def _blocks(self, image: DocumentImage) -> Iterator[Block]:
        if image.field.startswith("images/"):
            own = {image.field.removesuffix("src") + name for name in ("caption", "credit")}
            yield from (block for block in self.document.blocks if block.field in own)
            return
        others = [other.at for other in self.document.images if other.field == "body" and other.at > image.at]
        until = min(others, default=len(self.document.text) + 1)
        body = [block for block in self.document.blocks if block.field == "body"]
        near = [block for block in body if image.at < block.end and block.start < until]
        before = [block for block in body if block.end <= image.at][-1:]
        if not any(block.zone is Zone.CAPTION for block in near[:1]):
            yield from (block for block in before if block.zone is Zone.CAPTION)
        for block in near:
            if block.zone is Zone.CAPTION or self._is_credit_line(block):
                yield block
            else:
                return

    def _is_credit_line(self, block: Block) -> bool:
        """A short line beside a picture that begins with the words of a credit, or is little else than an agency."""
        if block.end - block.start > _SIDE_LINE:
            return False
        begins = any(block.start <= cue.start <= block.start + 2 for cue in self.cues)
        return begins or any(block.start <= place.start < block.end for place in self.agencies)

    def _in_caption(self, block: Block) -> Iterator[tuple[int, int]]:
        """From the words of a credit to the end; sentences and brackets that are little else than an agency."""
        text = self.document.text
        for cue in self.cues:
            if block.start <= cue.start < block.end:
                ends = [end for _, end in split_sentences(text, cue.start, block.end)]
                yield cue.start, ends[0] if ends else block.end
        chain = _CHAIN.search(text, block.start, block.end)
        if chain is not None:
            yield chain.start("credit"), chain.end("credit")
        for start, end in split_sentences(text, block.start, block.end):
            named = [place for place in self.agencies if start <= place.start < end]
            if named:
                opened = max(text.rfind("(", start, named[0].start), text.rfind("[", start, named[0].start))
                begin = opened + 1 if opened >= 0 else start
                if len(text[begin:end].split()) <= _LONGEST_CREDIT:
                    yield begin, end

    def _judged(self, start: int, end: int) -> _Credit | None:
        """What a stretch amounts to as a credit; nothing when it names nobody."""
        taken = [p for p in (*self.cues, *self.agencies) if start <= p.start < end]
        words = read_words(self.document.text[start:end])
        left = [
            at for at, last in zip(words.starts.tolist(), words.ends.tolist(), strict=True)
            if not any(p.start <= start + at and start + last <= p.end for p in taken)
            and self.document.text[start + at : start + last].isalpha()
        ]
        if not left and not any(start <= p.start < end for p in self.agencies):
            return None
        place = (Place(start, end),)
        if self.document.block_at(start).visibility is Visibility.HIDDEN:
            return _Credit(Outcome.HIDDEN, place)
        named = any(self.document.text[start + at].isupper() for at in left) or sum(1 for _ in left) > 1
        return _Credit(Outcome.SATISFIED if named else Outcome.INCOMPLETE, place)

    def finding(self, image: DocumentImage, credit: _Credit) -> Finding:
        """What is wrong with the credit of a picture."""
        messages = {
            Outcome.MISSING: "Neither the caption nor the credit of this picture says who took it.",
            Outcome.INCOMPLETE: "The credit of this picture names an agency and no photographer.",
            Outcome.HIDDEN: "The credit of this picture is in the markup, but a reader does not see it.",
        }
        return Finding(
            rule=self.rule.id, family=self.rule.family, subject=image.src, outcome=credit.outcome, slot=image.src,
            level=self.rule.levels.get(credit.outcome) or level_of(credit.outcome, self.rule.level),
            message=messages[credit.outcome], help="Add the photographer, and the agency if there is one.",
            basis=self.rule.basis.cite, evidence=self._evidence(image, credit), details=(("picture", image.src),),
        )

    def _evidence(self, image: DocumentImage, credit: _Credit) -> tuple[Evidence, ...]:
        if credit.places:
            return tuple(evidence(self.document, place.start, place.end) for place in credit.places)
        value = self.document.values.get(image.field, "")
        exact = value[image.source_start : image.source_end] if image.field.startswith("images/") else ""
        return (Evidence(image.field, image.source_start, image.source_end, exact),)
