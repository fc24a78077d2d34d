"""Mentions: which entities of the registers a text names, where, and how sure that is.

A person's name alone never accuses: a surname, a nickname, a namesake, an embedded post give a mention that a person
must decide on (``review``), never a sure one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from annotations.engine.common_words import says_nothing
from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.lexicon.model import Hit, NameRow
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.other_kinds import is_something_else
from annotations.engine.overlap import longest, outside
from annotations.engine.register import Entity, Name
from annotations.engine.surroundings import Surroundings
from annotations.engine.words import INITIAL_CAPITAL, Words, fold, read_words

MENTION_ZONES = frozenset(
    {Zone.HEADLINE, Zone.DECK, Zone.HEADING, Zone.BODY, Zone.QUOTE, Zone.TABLE, Zone.LIST, Zone.CAPTION, Zone.EMBED,
     Zone.AUTHOR_BIO}
)  # fmt: skip
"""Zones whose names owe something; names elsewhere (teasers, tags, template) only help to read notices."""

SURE, NEAR, DEMONYM, DOUBTFUL = 0.99, 0.9, 0.6, 0.5
_DOUBTFUL_FORMS = frozenset({"one_initial", "given_initial"})
_MOST_SHARING = 3
"""Listed persons of one surname among whom its label may tell whose it is."""


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
    surname: bool = False
    """The surname alone of somebody whose name has more words."""
    counts: bool = True
    """Stands where a reader meets it as part of the story: not in a teaser, the template or hidden text."""


@dataclass(frozen=True, slots=True)
class Candidate:
    entity: Entity
    row: NameRow
    hit: Hit
    strong: bool
    helped: bool
    """A context word of the name or of its entity stands in the same sentence."""
    elsewhere: bool = False
    """What stands beside the name makes something else of it: a club, a hotel, a film."""

    @property
    def span(self) -> tuple[int, int]:
        return self.hit.start, self.hit.end


def find_names(
    document: Document,
    text: str,
    words: Words,
    lexicon: Lexicon,
    entities: Mapping[str, Entity],
    *,
    on: date,
    hits: Sequence[Hit] | None = None,
    cued: bool = False,
    section: str = "",
    unwanted: Mapping[str, Collection[tuple[str, ...]]] = MappingProxyType({}),
) -> tuple[Mention, ...]:
    """Every name of an entity in the text, in order of position, in all zones and visibilities.

    ``text``: the document's text with raised marks blanked out, of which ``words`` are the words.
    ``on``: the day by which ``valid_from`` and ``valid_to`` of names are judged. ``hits``: what the lexicon finds in
    the text, where that is known. ``cued``: the text tells of a status or a ban, so that a surname may carry its label.
    ``section``: where the article is printed. ``unwanted``: for an entity, the forms in folded words that are none.
    """
    found = lexicon.scan(text, words) if hits is None else list(hits)
    finder = Finder(document, words, lexicon, entities, on, section=section, unwanted=unwanted)
    candidates = list(finder.candidates(found))
    named = {candidate.entity.id for candidate in candidates if candidate.strong and candidate.entity.is_person}
    if named or cued:
        alone = outside(lexicon.scan(text, words, surnames=True), found)
        surnames = finder.surnames(alone, named, cued=cued)
        if surnames:
            candidates = list(finder.candidates([*found, *surnames]))
    candidates.extend(finder.letter_spaced())
    return finder.resolve(candidates) if candidates else ()


class Finder:
    """One search through one document; holds what every step needs."""

    near = NEAR
    """The confidence of a weak name that something speaks for; that of strong names is higher."""

    def __init__(
        self, document: Document, words: Words, lexicon: Lexicon, entities: Mapping[str, Entity], on: date, *,
        section: str = "", unwanted: Mapping[str, Collection[tuple[str, ...]]] = MappingProxyType({}),
    ) -> None:
        self.document, self.words, self.lexicon, self.entities, self.on = document, words, lexicon, entities, on
        self.section, self.unwanted = section, unwanted
        self.around = Surroundings(document, words)
        self.spaced_out: set[tuple[int, int]] = set()

    def candidates(self, hits: Sequence[Hit]) -> Iterator[Candidate]:
        """Hits that can be names where they stand; the longest of those that lie in each other."""
        possible = [hit for hit in hits if not self.why_no_name(hit)]
        for hit in longest(possible):
            row = self.lexicon.rows[hit.name]
            yield self._candidate(hit, row)

    def surnames(self, hits: Sequence[Hit], named: Collection[str], *, cued: bool) -> list[Hit]:
        """Surnames alone that may be somebody's: of persons ``named`` in full, or in a text that labels, of few. One
        that stands beside another given name anywhere in the text is another person's everywhere in it."""
        persons: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for hit in hits:
            persons[hit.start, hit.end].add(self.lexicon.rows[hit.name].entity)
        found = []
        for hit in hits:
            sharing = persons[hit.start, hit.end]
            known = sharing & set(named) or (sharing if cued and len(sharing) <= _MOST_SHARING else set())
            entity = self.entities[self.lexicon.rows[hit.name].entity]
            if entity.id in known and (entity.id in named or entity.designations):
                found.append(hit)
        others = {self._surface(hit) for hit in found if self.is_somebody_elses(hit)}
        return [hit for hit in found if self._surface(hit) not in others]

    def _surface(self, hit: Hit) -> tuple[str, str]:
        return self.lexicon.rows[hit.name].entity, fold(self.document.text[hit.start : hit.end])

    def is_somebody_elses(self, hit: Hit) -> bool:
        """Whether a surname stands beside another given name or other initials."""
        entity = self.entities[self.lexicon.rows[hit.name].entity]
        return self.around.has_other_given_name(hit.start, hit.end, entity)

    def _candidate(self, hit: Hit, row: NameRow) -> Candidate:
        entity = self.entities[row.entity]
        helped = self.around.has_context(hit.start, row.name.context) or self.around.has_context(
            hit.start, entity.context
        )
        weak = hit.form == "surname" or hit.form in _DOUBTFUL_FORMS
        strong = row.name.kind not in {"weak", "nickname", "demonym"} and not weak
        if row.name.context is not None and row.name.context.any and not helped:
            strong = False
        if strong and not helped and not entity.is_person and says_nothing(self.document, self.words, hit, row.name):
            strong = self.around.in_quotes(hit.start, hit.end)
        elsewhere = strong and not helped and is_something_else(self.around, hit, entity, section=self.section)
        return Candidate(entity, row, hit, strong and not elsewhere, helped, elsewhere)

    def why_no_name(self, hit: Hit) -> str:
        """Why the words cannot be the name where they stand; empty when they can."""
        row = self.lexicon.rows[hit.name]
        name, entity = row.name, self.entities[row.entity]
        if (name.valid_from and self.on < name.valid_from) or (name.valid_to and name.valid_to < self.on):
            return "the name is not in use on this day"
        if entity.id in self.unwanted and self._said(hit) in self.unwanted[entity.id]:
            return "somebody has called this form of the name wrong"
        if name.quoted_only and not self.around.in_quotes(hit.start, hit.end):
            return "it counts in quotation marks alone"
        if self.around.forbids(hit.start, name.context) or self.around.forbids(hit.start, entity.context):
            return "a word of the sentence speaks against it"
        if entity.is_person and not self._capitalised(hit):
            return "a word of a person's name has no capital"
        if self.around.in_address(hit.start, hit.end):
            return "it is part of an address or an account's name"
        if hit.form == "surname" and self.around.names_a_place(hit.start):
            return "it names a street or another place"
        prefix = hit.first_word == hit.last_word and self.around.prefixes_a_word(hit.end)
        return "it is the first part of a common word" if prefix else ""

    def _said(self, hit: Hit) -> tuple[str, ...]:
        starts, ends = self.words.starts, self.words.ends
        return tuple(fold(self.document.text[starts[at] : ends[at]]) for at in range(hit.first_word, hit.last_word + 1))

    def _capitalised(self, hit: Hit) -> bool:
        flags = self.words.flags[hit.first_word : hit.last_word + 1]
        return bool((flags & INITIAL_CAPITAL).all())

    def letter_spaced(self) -> list[Candidate]:
        """Names written with a space after every letter: "T a l i b a n"."""
        found: list[Candidate] = []
        for start, end, joined in self.around.letter_spaced():
            for hit in self.lexicon.scan(joined, read_words(joined)):
                if hit.end - hit.start == len(joined):
                    row = self.lexicon.rows[hit.name]
                    moved = hit._replace(start=start, end=end)
                    self.spaced_out.add((start, end))
                    found.append(Candidate(self.entities[row.entity], row, moved, strong=False, helped=True))
        return found

    def resolve(self, candidates: Sequence[Candidate]) -> tuple[Mention, ...]:
        """Candidates to mentions: shared names told apart, weak names tied to strong ones."""
        shared: defaultdict[tuple[int, int], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            shared[candidate.span].append(candidate)
        surely = self._strong_somewhere(shared)
        mentions = [mention for group in shared.values() for mention in self._told_apart(_one_each(group), surely)]
        return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.entity)))

    def _strong_somewhere(self, shared: Mapping[tuple[int, int], Sequence[Candidate]]) -> dict[str, bool]:
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

    def _readable(self, candidate: Candidate) -> bool:
        block = self.document.block_at(candidate.hit.start)
        return (
            block.zone in MENTION_ZONES and block.visibility is not Visibility.HIDDEN and block.zone is not Zone.EMBED
        )

    def _told_apart(self, group: Sequence[Candidate], surely: Mapping[str, bool]) -> Iterator[Mention]:
        """Mentions of one stretch of text that several entities may share."""
        known = [c for c in group if c.hit.form == "surname" and c.entity.id in surely]
        group = known or group
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

    def _mention(self, candidate: Candidate, surely: Mapping[str, bool], *, doubt: str) -> Mention | None:
        """The mention that a candidate makes; ``None`` when it is somebody else's name."""
        row, known = candidate.row, candidate.entity.id in surely
        review, confidence, unsupported = doubt, SURE, False
        if not candidate.strong:
            if row.name.kind == "demonym":
                confidence = DEMONYM
            elif candidate.elsewhere:
                review = review or "something else of that name"
            elif candidate.span in self.spaced_out:
                review = review or "letters set apart"
            elif self._somebody_else(candidate):
                return None
            elif known:
                review, confidence = ("" if surely[candidate.entity.id] else "namesake"), NEAR
            elif row.name.kind == "nickname":
                review = review or "nickname"
            elif candidate.helped or candidate.hit.form in _DOUBTFUL_FORMS:
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
            surname=candidate.hit.form == "surname",
            counts=block.zone in MENTION_ZONES and block.visibility is not Visibility.HIDDEN,
        )

    def _somebody_else(self, candidate: Candidate) -> bool:
        """A surname beside another given name or other initials is somebody else's."""
        return candidate.entity.is_person and self.around.has_other_given_name(
            candidate.hit.start, candidate.hit.end, candidate.entity
        )


def _one_each(group: Sequence[Candidate]) -> list[Candidate]:
    """One candidate an entity: the strongest of its names that were found at the same place."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(group, key=lambda c: (not c.strong, not c.helped, c.row.name.value)):
        best.setdefault(candidate.entity.id, candidate)
    return [best[entity] for entity in sorted(best)]
