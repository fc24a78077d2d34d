"""Reads the notices of a document: finds claims, decides whom they are about, pairs marks with definitions."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.mentions import Mention
from annotations.engine.notices.apposition import apposed
from annotations.engine.notices.attachment import attach
from annotations.engine.notices.claims import Claim, asserted, make_claim
from annotations.engine.notices.doubts import doubts_of, quoted_apart, with_doubtful_marks
from annotations.engine.notices.hosts import before_in_list, host_names
from annotations.engine.notices.lines import is_line, is_whole_block, of_the_story
from annotations.engine.notices.marks import (
    Definition,
    PlacedMark,
    definitions,
    marks_at_names,
    marks_at_words,
    raised_marks,
)
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment, SegmentKind, segments
from annotations.engine.notices.several import having, listed_below, they
from annotations.engine.notices.sides import has_another_subject
from annotations.engine.notices.stream import Stream, read_stream
from annotations.engine.notices.synonyms import calls_by_a_noun, speaks_of_it
from annotations.engine.notices.vocabulary import Cue, Kind, Vocabulary, WordView
from annotations.engine.notices.written_marks import reconciled
from annotations.engine.register import Entity

_UNREAD_ZONES = frozenset({Zone.TEASER, Zone.CODE, Zone.EMBED, Zone.TAGS, Zone.ALT})
_MOST_DEFINITIONS = 500
"""Definitions of marks that are read; no article has as many."""
_PARENTHESIS_RESIDUE = 4
_A_SENTENCE = 300
"""Characters of the sentence before, in which what a noun stands for is named."""
_BESIDE = 60
"""Characters before a parenthesis in which a product of its owner may be named, beside somebody else's name."""


@dataclass(frozen=True)
class NoticeReading:
    """The notices of a text and its marks."""

    notices: tuple[Notice, ...]
    marks: Mapping[int, PlacedMark]
    """The mark that a name carries, by the name's index."""
    defined: frozenset[str]
    """Marks that some line defines, whatever it says."""
    in_notice: frozenset[int]
    """Names that are words of a notice and no mention of the story."""


@dataclass(frozen=True, slots=True)
class Known:
    """What notices are read with: the words they are made of, and the entities they may be about. ``related`` has, for
    an entity, the ids of those it owns or is owned by: a notice about the owner that says so covers the product."""

    vocabulary: Vocabulary
    related: Mapping[str, frozenset[str]]
    entities: Mapping[str, Entity]


def read_notices(
    document: Document, view: WordView, names: Sequence[Mention], known: Known, triggers: Sequence[Cue] | None = None
) -> NoticeReading:
    """All notices of ``document``, hidden and template ones included.

    ``names``: every name found, in order of position, in any zone and visibility. ``triggers``: those of the text,
    where they are known.
    """
    reader = _Reader(document, view, names, known)
    return reader.read(known.vocabulary.find_triggers(view) if triggers is None else triggers)


class _Reader:
    """One reading of one document; holds what every step needs."""

    def __init__(self, document: Document, view: WordView, names: Sequence[Mention], known: Known) -> None:
        self.document, self.view, self.names = document, view, NamesInOrder(names)
        self.related, self.vocabulary, self.entities = known.related, known.vocabulary, known.entities
        self.in_notice: set[int] = set()
        self.marks: Mapping[int, PlacedMark] = marks_at_names(document, names) if names else {}
        self.triggers: Sequence[Cue] = []
        self.trigger_starts: list[int] = []
        self.told: tuple[Claim, int] | None = None
        self.definitions: list[Definition] = []

    def read(self, triggers: Sequence[Cue]) -> NoticeReading:
        self.triggers = triggers
        self.trigger_starts = [self.view.starts[cue.first] for cue in self.triggers]
        if not self.triggers and not self.marks:
            return NoticeReading((), self.marks, frozenset(), frozenset())
        self.marks, self.definitions = reconciled(self.document, self.marks, self._definitions())
        by_block: defaultdict[int, list[Definition]] = defaultdict(list)
        for definition in self.definitions:
            by_block[definition.block].append(definition)
        notices: list[Notice] = []
        for index in self._blocks_with_triggers():
            for segment in segments(self.document, index, by_block[index]):
                notices.extend(self._read_segment(segment))
        return NoticeReading(
            with_doubtful_marks(self._with_carried(notices)),
            self.marks,
            frozenset(definition.mark for definition in self.definitions),
            frozenset(self.in_notice) - of_the_story(self.document, self.names, self.in_notice),
        )

    def _definitions(self) -> list[Definition]:
        """Definitions of marks; one that begins right after the name whose mark it would be is that name's mark."""
        used = {*(placed.mark for placed in self.marks.values()), *raised_marks(self.document)}
        found = definitions(self.document, used)[:_MOST_DEFINITIONS]
        return [definition for definition in found if not self._at_a_name(definition.start)]

    def _at_a_name(self, position: int) -> bool:
        text = self.document.text
        ends = [self.names[index].end for index in self.names.ending(position - 4, position)]
        return any(not text[end:position].strip(" \u00a0«»\"”’'") for end in ends)

    def _with_carried(self, notices: Sequence[Notice]) -> Sequence[Notice]:
        """Notices under a mark at something that is no name: "«гомотуры»* … * Движение … запрещено"."""
        if all(notice.covers or notice.form is not Form.FOOTNOTE for notice in notices):
            return notices
        marks = marks_at_words(self.document, self.definitions)
        return [
            replace(notice, carried=not notice.covers and notice.form is Form.FOOTNOTE and notice.marker in marks)
            for notice in notices
        ]

    def _blocks_with_triggers(self) -> list[int]:
        found = {self.document.block_index(self.view.starts[cue.first]) for cue in self.triggers}
        return sorted(i for i in found if self.document.blocks[i].zone not in _UNREAD_ZONES)

    def _read_segment(self, segment: Segment) -> list[Notice]:
        first = bisect_left(self.trigger_starts, segment.start)
        here = self.triggers[first : bisect_left(self.trigger_starts, segment.end)]
        if not any(segment.holds(self.view.starts[cue.first]) for cue in here):
            return []
        stream = read_stream(segment, self.view, here, self.names, self.vocabulary)
        cues = asserted(stream)
        if segment.kind is SegmentKind.DEFINITION:
            return self._definition(stream, cues)
        if segment.kind is SegmentKind.PARENTHESIS:
            return self._parenthesis(stream, cues)
        return self._sentence(stream, cues)

    # A definition of a mark.

    def _definition(self, stream: Stream, cues: Sequence[Cue]) -> list[Notice]:
        claim = make_claim(stream, cues)
        if claim is None:
            return []
        segment = stream.segment
        named = self._named(stream)
        self.in_notice.update(named)
        marked = [
            index
            for index, placed in self.marks.items()
            if placed.mark == segment.mark
            and not segment.start <= self.names[index].start < segment.end
            and self.document.block_at(self.names[index].start).visibility is not Visibility.HIDDEN
        ]
        if stream.any_kind(Kind.PLURAL, 0, len(stream.kinds)) and len(self._entities(marked)) == 1:
            marked = [*before_in_list(self.document, self.names, marked[0], self.marks), *marked]
        subjects = self._entities(named) or self._entities(marked)
        products = [e for e in self._entities(marked) if self._tells_owner(stream) or self._tied([e], subjects)]
        subjects = tuple(dict.fromkeys((*subjects, *products)))
        return [self._notice(stream, claim, Form.FOOTNOTE, subjects, named, marked)]

    # A parenthesis.

    def _parenthesis(self, stream: Stream, cues: Sequence[Cue]) -> list[Notice]:
        claim = make_claim(stream, cues)
        if claim is None:
            return []
        if not self._speaks_as_notice(stream, claim):
            return [self._about(stream, each.claim, each.names) for each in attach(stream, cues)]
        named = self._named(stream)
        plural = stream.any_kind(Kind.PLURAL, 0, len(stream.kinds))
        about_body = bool(stream.kinds and stream.kinds[0] & Kind.ANAPHOR)
        hosts = host_names(self.document, self.names, stream.segment, several=plural, about_body=about_body)
        if not named and not hosts:
            of_body = claim.banned or claim.liquidated
            hosts = apposed(self.document, self.names, stream.segment, of_body=of_body)
        if not named and not hosts and self._stands_alone(stream.segment):
            hosts = self._last_before(stream.segment)
        entities = self._entities(named)
        if hosts and entities and not self._tied(self._entities(hosts), entities):
            # "Instagram Имярека (принадлежит Meta, …)": the product, not whose page it is.
            hosts = self._tied_before(stream.segment, entities) or hosts
        host_entities = self._entities(hosts)
        other_names = not entities or bool(set(host_entities) & set(entities))
        if other_names or self._tells_owner(stream) or self._tied(host_entities, entities):
            entities = (*host_entities, *(entity for entity in entities if entity not in host_entities))
        if other_names or not self._tells_owner(stream):
            self.in_notice.update(named)
        return [self._notice(stream, claim, Form.PARENTHESIS, entities, named, hosts)]

    def _tied_before(self, segment: Segment, entities: Sequence[str]) -> list[int]:
        """The last of the names shortly before that owns, or is owned by, one of the entities."""
        block = self.document.blocks[segment.block]
        before = self.names.ending(max(block.start, segment.outer_start - _BESIDE), segment.outer_start)
        return [index for index in before if self._tied([self.names[index].entity], entities)][-1:]

    def _speaks_as_notice(self, stream: Stream, claim: Claim) -> bool:
        """Whether the words are those of a notice; where semicolons part them, those of the claim's own part."""
        own = [at for at in range(len(stream.kinds)) if stream.clause[at] == stream.clause[claim.first]]
        unknown = sum(1 for at in own if stream.unknown(at))
        known = len(own) - unknown
        first = next((at for at in own if self._weighs(stream, at)), own[0])
        if stream.unknown(first) or has_another_subject(stream, claim) or self._somebody_bans(stream):
            return False
        told = claim.banned or claim.liquidated or claim.abbreviated or claim.recognised
        return unknown <= (max(_PARENTHESIS_RESIDUE, known) if told else _PARENTHESIS_RESIDUE)

    def _weighs(self, stream: Stream, at: int) -> bool:
        number = stream.folded(at).isdigit()
        return at not in stream.inside_name and stream.kinds[at] != Kind.FUNCTION and not number

    def _somebody_bans(self, stream: Stream) -> bool:
        """ "(он запретил музыку)": a ban told with the one who bans, who is no authority."""
        active = stream.any_kind(Kind.BAN_ACTIVE, 0, len(stream.kinds))
        return active and not stream.any_kind(Kind.AUTHORITY | Kind.DECISION, 0, len(stream.kinds))

    # A sentence.

    def _sentence(self, stream: Stream, cues: Sequence[Cue]) -> list[Notice]:
        notices: list[Notice] = []
        for attached in attach(stream, cues):
            claim = self._continued(attached.claim, stream.segment)
            if claim is not None:
                notices.append(self._sentence_notice(stream, claim, attached.names, told=attached.told))
        if not notices and (claim := make_claim(stream, cues)):
            notices.extend(self._unnamed(stream, claim))
        return notices

    def _unnamed(self, stream: Stream, claim: Claim) -> list[Notice]:
        """What a sentence claims that gives no name to the claim: about those listed below it, or before it."""
        below = listed_below(self.document, self.names, stream)
        if claim.listing:
            continued = self._continued(claim, stream.segment) if below else None
            below = having(self.names, below, continued, self.entities) if continued else []
            return [self._about(stream, continued, below)] if continued and below else []
        self.told = claim, stream.segment.block
        several = below or they(self.document, self.names, stream, claim)
        several = having(self.names, several, claim, self.entities)
        return [self._about(stream, claim, several) if several else self._without_names(stream, claim)]

    def _about(self, stream: Stream, claim: Claim, names: Sequence[int]) -> Notice:
        return self._notice(stream, claim, Form.PROSE, self._entities(names), [], names)

    def _continued(self, claim: Claim, segment: Segment) -> Claim | None:
        """A claim of its own, or, for "в реестр попали также…", the one of the sentence before."""
        if not claim.listing or claim.statuses:
            self.told = claim, segment.block
            return claim
        if self.told is None or segment.block - self.told[1] > 1:
            return None
        before = self.told[0]
        return replace(claim, statuses=before.statuses, jurisdictions=before.jurisdictions)

    def _sentence_notice(self, stream: Stream, claim: Claim, names: tuple[int, ...], *, told: bool) -> Notice:
        line = is_line(self.document, stream, claim) and not told
        named = [*names, *self._in_brackets(stream.segment, names)]
        if self._tells_owner(stream):
            named.extend(
                index for index in self._named(stream) if index not in names and self._owned(index, names, line)
            )
            named.extend(self._product_before(stream, self._entities(named)))
        if line and is_whole_block(self.document, stream.segment):
            self.in_notice.update(self._named(stream))
            self.in_notice.update(self._in_brackets(stream.segment, names))
        return self._notice(stream, claim, Form.LINE if line else Form.PROSE, self._entities(named), named, named)

    def _in_brackets(self, segment: Segment, names: Sequence[int]) -> list[int]:
        """Names in parentheses of the sentence that are tied to what it is about: "Meta (Facebook и Instagram)"."""
        inside = [index for hole in segment.holes for index in self.names.starting(*hole)]
        return [index for index in inside if self._tied([self.names[index].entity], self._entities(names))]

    def _product_before(self, stream: Stream, owners: Sequence[str]) -> list[int]:
        """The name for which "соцсеть" stands at the beginning of "Соцсеть принадлежит Meta, признанной…"."""
        if not stream.kinds[0] & Kind.ANAPHOR:
            return []
        before = self.names.starting(max(stream.segment.start - _A_SENTENCE, 0), stream.segment.start)
        return [index for index in before if self._tied([self.names[index].entity], owners)][-1:]

    def _owned(self, index: int, names: Sequence[int], line: bool) -> bool:
        entity = self.names[index].entity
        return line or any(entity in self.related.get(self.names[name].entity, ()) for name in names)

    def _without_names(self, stream: Stream, claim: Claim) -> Notice:
        """A claim about nobody by name.

        "Организация запрещена в РФ." is about the name before it; in hidden text, about the name beside which it is
        hidden; anything else is about nobody.
        """
        block = self.document.blocks[stream.segment.block]
        named = self._named(stream)
        reported = stream.any_kind(Kind.REPORTED, 0, len(stream.kinds))
        if named and (reported or quoted_apart(stream, claim, [self.names[index] for index in named])):
            return self._notice(stream, claim, Form.PROSE, self._entities(named), [], named)
        before = self._last_before(stream.segment)
        if block.visibility is Visibility.HIDDEN or (not stream.lists and self._points_back(stream, claim)):
            return self._notice(stream, claim, Form.LINE, self._entities(before), [], before)
        called = [at for at in before if self._called(stream, claim, self.names[at].entity)]
        return self._notice(stream, claim, Form.PROSE if called else Form.LINE, self._entities(called), [], called)

    def _called(self, stream: Stream, claim: Claim, entity: str) -> bool:
        """Whether a sentence without names is about an entity named before it."""
        known = self.entities.get(entity)
        return known is not None and (calls_by_a_noun(stream, claim, known) or speaks_of_it(stream, claim, known))

    def _points_back(self, stream: Stream, claim: Claim) -> bool:
        """Whether the sentence begins with a word like "организация" or "it" and is nothing but a notice."""
        leading = next((kind for kind in stream.kinds if not kind & Kind.FUNCTION or kind & Kind.ANAPHOR), Kind(0))
        return bool(leading & Kind.ANAPHOR) and is_line(self.document, stream, claim)

    def _stands_alone(self, segment: Segment) -> bool:
        """Whether a parenthesis is a sentence, or a block, of its own."""
        block = self.document.blocks[segment.block]
        before = self.document.text[block.start : segment.outer_start].rstrip()
        return before.rstrip("»”\"'")[-1:] in {"", ".", "!", "?", "…"}

    def _last_before(self, segment: Segment) -> list[int]:
        """The last name before the segment, in its block or the one before; for hidden text, before its place."""
        block = self.document.blocks[segment.block]
        at = block.anchor if block.visibility is Visibility.HIDDEN and block.anchor is not None else segment.outer_start
        last = self.names.last_before(at)
        if last is None:
            return []
        if any(quote in self.document.text[self.names[last].end : at] for quote in "«“„"):
            return []
        here = self.document.block_index(max(at - 1, 0))
        return [last] if here - self.document.block_index(self.names[last].start) <= 1 else []

    # Shared steps.

    def _tells_owner(self, stream: Stream) -> bool:
        return stream.any_kind(Kind.OWNER, 0, len(stream.kinds))

    def _tied(self, some: Sequence[str], others: Sequence[str]) -> bool:
        """Whether one of the entities owns, or is owned by, one of the others."""
        return any(not self.related.get(entity, frozenset()).isdisjoint(others) for entity in some)

    def _named(self, stream: Stream) -> list[int]:
        return [name for names in stream.lists for name in names.names]

    def _entities(self, names: Sequence[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names[index].entity for index in names))

    def _notice(
        self,
        stream: Stream,
        claim: Claim,
        form: Form,
        subjects: Sequence[str],
        named: Sequence[int],
        covers: Sequence[int],
    ) -> Notice:
        segment = stream.segment
        block = self.document.blocks[segment.block]
        if form in (Form.PARENTHESIS, Form.FOOTNOTE) or (form is Form.LINE):
            start, end = segment.outer_start, segment.outer_end
        else:
            start, end = stream.start(claim.first), stream.end(claim.last)
        return Notice(
            start=start,
            end=end,
            form=form,
            subjects=tuple(subjects),
            named=self._entities(named),
            statuses=claim.statuses,
            past_statuses=claim.past_statuses,
            banned=claim.banned,
            liquidated=claim.liquidated,
            jurisdictions=claim.jurisdictions,
            marker=segment.mark,
            visibility=block.visibility,
            language=claim.language,
            site=block.zone is Zone.FOOTER,
            doubts=doubts_of(stream, claim, form, [self.names[index] for index in named]),
            owner=self._tells_owner(stream),
            tied=self._tied(subjects, subjects),
            covers=tuple(covers),
        )
