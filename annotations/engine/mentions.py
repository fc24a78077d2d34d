"""Mentions: which entities of the registers a text names, where, and how sure that is.

A person's name alone never accuses: a surname, a nickname, a namesake, an embedded post give a mention that a person
must decide on (``review``), never a sure one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.lexicon.model import Hit, NameRow
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.register import Entity, Name
from annotations.engine.surroundings import Surroundings
from annotations.engine.words import INITIAL_CAPITAL, Words, read_words

MENTION_ZONES = frozenset(
    {Zone.HEADLINE, Zone.DECK, Zone.HEADING, Zone.BODY, Zone.QUOTE, Zone.TABLE, Zone.LIST, Zone.CAPTION, Zone.EMBED,
     Zone.AUTHOR_BIO}
)  # fmt: skip
"""Zones whose names owe something; names elsewhere (teasers, tags, template) only help to read notices."""

SURE, NEAR, DEMONYM, DOUBTFUL = 0.99, 0.9, 0.6, 0.5
_DOUBTFUL_FORMS = frozenset({"one_initial", "given_initial"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named. Positions are in ``Document.text``."""

    entity: str
    start: int
    end: int
    name: Name
    confidence: float = SURE
    review: str = ""
    """Why a person must decide ("weak name", "namesake", ...); empty when the name is surely the entity's."""
    demonym: bool = False
    in_notice: bool = False
    """The words belong to a notice and are no mention of the story itself."""
    unsupported: bool = False
    """A weak name with nothing around that speaks for it; it counts only if a notice is attached to it."""
    counts: bool = True
    """Stands where a reader meets it as part of the story: not in a teaser, the template or hidden text."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    entity: Entity
    row: NameRow
    hit: Hit
    strong: bool
    helped: bool
    """A context word of the name or of its entity stands in the same sentence."""

    @property
    def span(self) -> tuple[int, int]:
        return self.hit.start, self.hit.end


def find_names(
    document: Document, text: str, words: Words, lexicon: Lexicon, entities: Mapping[str, Entity], *, on: date
) -> tuple[Mention, ...]:
    """Every name of an entity in the text, in order of position, in all zones and visibilities.

    ``text``: the document's text with raised marks blanked out, of which ``words`` are the words.
    ``on``: the day by which ``valid_from`` and ``valid_to`` of names are judged.
    """
    hits = lexicon.scan(text, words)
    finder = _Finder(document, words, lexicon, entities, on)
    spaced = finder.letter_spaced()
    if not hits and not spaced:
        return ()
    return finder.resolve([*finder.candidates(hits), *spaced])


class _Finder:
    """One search through one document; holds what every step needs."""

    def __init__(
        self, document: Document, words: Words, lexicon: Lexicon, entities: Mapping[str, Entity], on: date
    ) -> None:
        self.document, self.words, self.lexicon, self.entities, self.on = document, words, lexicon, entities, on
        self.around = Surroundings(document, words)
        self.spaced_out: set[tuple[int, int]] = set()

    def candidates(self, hits: Sequence[Hit]) -> Iterator[_Candidate]:
        """Hits that can be names where they stand; the longest of those that lie in each other."""
        possible = [hit for hit in hits if self._stands_as_name(hit)]
        for hit in _longest(possible):
            row = self.lexicon.rows[hit.name]
            yield self._candidate(hit, row)

    def _candidate(self, hit: Hit, row: NameRow) -> _Candidate:
        entity = self.entities[row.entity]
        helped = self.around.has_context(hit.start, row.name.context) or self.around.has_context(
            hit.start, entity.context
        )
        strong = row.name.kind not in {"weak", "nickname", "demonym"} and row.form not in _DOUBTFUL_FORMS
        if row.name.context is not None and row.name.context.any and not helped:
            strong = False
        return _Candidate(entity, row, hit, strong, helped)

    def _stands_as_name(self, hit: Hit) -> bool:
        row = self.lexicon.rows[hit.name]
        name, entity = row.name, self.entities[row.entity]
        if (name.valid_from and self.on < name.valid_from) or (name.valid_to and name.valid_to < self.on):
            return False
        if name.quoted_only and not self.around.in_quotes(hit.start, hit.end):
            return False
        if self.around.forbids(hit.start, name.context) or self.around.forbids(hit.start, entity.context):
            return False
        if entity.is_person and not self._capitalised(hit):
            return False
        if self.around.in_address(hit.start, hit.end):
            return False
        return hit.first_word != hit.last_word or not self.around.prefixes_a_word(hit.end)

    def _capitalised(self, hit: Hit) -> bool:
        flags = self.words.flags[hit.first_word : hit.last_word + 1]
        return bool((flags & INITIAL_CAPITAL).all())

    def letter_spaced(self) -> list[_Candidate]:
        """Names written with a space after every letter: "T a l i b a n"."""
        found: list[_Candidate] = []
        for start, end, joined in self.around.letter_spaced():
            for hit in self.lexicon.scan(joined, read_words(joined)):
                if hit.end - hit.start == len(joined):
                    row = self.lexicon.rows[hit.name]
                    moved = replace(hit, start=start, end=end)
                    self.spaced_out.add((start, end))
                    found.append(_Candidate(self.entities[row.entity], row, moved, strong=False, helped=True))
        return found

    def resolve(self, candidates: Sequence[_Candidate]) -> tuple[Mention, ...]:
        """Candidates to mentions: shared names told apart, weak names tied to strong ones."""
        shared: defaultdict[tuple[int, int], list[_Candidate]] = defaultdict(list)
        for candidate in candidates:
            shared[candidate.span].append(candidate)
        surely = self._strong_somewhere(shared)
        mentions = [mention for group in shared.values() for mention in self._told_apart(_one_each(group), surely)]
        return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.entity)))

    def _strong_somewhere(self, shared: Mapping[tuple[int, int], Sequence[_Candidate]]) -> dict[str, bool]:
        """Entities with a strong name in a readable zone -> whether one is free of a namesake's context."""
        surely: dict[str, bool] = {}
        for group in shared.values():
            designated = {c.entity.id for c in group if c.entity.designations}
            rivals = [c for c in group if not c.entity.designations and c.helped]
            for candidate in group:
                if candidate.strong and self._readable(candidate) and len(designated) <= 1:
                    free = not (rivals and candidate.entity.id in designated)
                    surely[candidate.entity.id] = surely.get(candidate.entity.id, False) or free
        return surely

    def _readable(self, candidate: _Candidate) -> bool:
        block = self.document.block_at(candidate.hit.start)
        return (
            block.zone in MENTION_ZONES and block.visibility is not Visibility.HIDDEN and block.zone is not Zone.EMBED
        )

    def _told_apart(self, group: Sequence[_Candidate], surely: Mapping[str, bool]) -> Iterator[Mention]:
        """Mentions of one stretch of text that several entities may share."""
        designated = [c for c in group if c.entity.designations]
        rivals = [c for c in group if not c.entity.designations]
        if not designated:
            yield from (m for c in rivals if (m := self._mention(c, surely, doubt="")))
            return
        doubt = "namesake" if any(rival.helped for rival in rivals) else ""
        if len(designated) > 1:
            decided = [c for c in designated if surely.get(c.entity.id)] or [c for c in designated if c.helped]
            if len(decided) == 1:
                designated = decided
            else:
                doubt = "name shared by several listed entities"
        yield from (m for c in designated if (m := self._mention(c, surely, doubt=doubt)))

    def _mention(self, candidate: _Candidate, surely: Mapping[str, bool], *, doubt: str) -> Mention | None:
        """The mention that a candidate makes; ``None`` when it is somebody else's name."""
        row, known = candidate.row, candidate.entity.id in surely
        review, confidence, unsupported = doubt, SURE, False
        if not candidate.strong:
            if row.name.kind == "demonym":
                confidence = DEMONYM
            elif candidate.span in self.spaced_out:
                review = review or "letters set apart"
            elif self._somebody_else(candidate):
                return None
            elif known:
                review, confidence = ("" if surely[candidate.entity.id] else "namesake"), NEAR
            elif row.name.kind == "nickname":
                review = review or "nickname"
            elif candidate.helped or row.form in _DOUBTFUL_FORMS:
                review = review or "weak name"
            else:
                review, unsupported = "weak name", True
        block = self.document.block_at(candidate.hit.start)
        if block.zone is Zone.EMBED:
            review = review or "embedded post"
        return Mention(
            entity=candidate.entity.id,
            start=candidate.hit.start,
            end=candidate.hit.end,
            name=row.name,
            confidence=DOUBTFUL if review else confidence,
            review=review,
            demonym=row.name.kind == "demonym",
            unsupported=unsupported,
            counts=block.zone in MENTION_ZONES and block.visibility is not Visibility.HIDDEN,
        )

    def _somebody_else(self, candidate: _Candidate) -> bool:
        """A surname beside another given name or other initials is somebody else's."""
        return candidate.entity.is_person and self.around.has_other_given_name(
            candidate.hit.start, candidate.hit.end, candidate.entity
        )


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that lie in no longer one."""
    kept: list[Hit] = []
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.name))
    reach_start, reach_end = -1, -1
    for hit in ordered:
        inside = hit.end <= reach_end and (hit.start, hit.end) != (reach_start, reach_end)
        if not inside:
            kept.append(hit)
            if hit.end > reach_end:
                reach_start, reach_end = hit.start, hit.end
    return kept


def _one_each(group: Sequence[_Candidate]) -> list[_Candidate]:
    """One candidate an entity: the strongest of its names that were found at the same place."""
    best: dict[str, _Candidate] = {}
    for candidate in sorted(group, key=lambda c: (not c.strong, not c.helped, c.row.name.value)):
        best.setdefault(candidate.entity.id, candidate)
    return [best[entity] for entity in sorted(best)]


def settle(mentions: Sequence[Mention], labelled: Mapping[int, frozenset[str]]) -> tuple[Mention, ...]:
    """Mentions after the notices are read: an unsupported weak name is somebody's only if a notice stands at it.

    ``labelled``: for the index of a mention the statuses that notices attached to it tell, empty for a bare ban.
    Indices are kept: what does not count is marked so.
    """
    return tuple(
        _settled(mention, labelled.get(index)) if mention.unsupported else mention
        for index, mention in enumerate(mentions)
    )


def _settled(mention: Mention, statuses: frozenset[str] | None) -> Mention:
    if statuses is None:
        return replace(mention, counts=False)
    return replace(mention, review="", confidence=NEAR, unsupported=False)
