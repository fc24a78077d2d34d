"""Reads the notices of a document: finds claims, decides whom they are about, pairs marks with definitions."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.mentions import Mention
from annotations.engine.notices.attachment import attach
from annotations.engine.notices.claims import Claim, asserted, make_claim
from annotations.engine.notices.doubts import doubts_of, quoted_apart, with_doubtful_marks
from annotations.engine.notices.hosts import host_names
from annotations.engine.notices.marks import Definition, PlacedMark, definitions, marks_at_names
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.names_in_order import NamesInOrder
from annotations.engine.notices.segments import Segment, SegmentKind, segments
from annotations.engine.notices.sides import has_another_subject
from annotations.engine.notices.stream import Stream, read_stream
from annotations.engine.notices.vocabulary import Cue, Kind, Vocabulary, WordView

_UNREAD_ZONES = frozenset({Zone.TEASER, Zone.CODE, Zone.EMBED, Zone.TAGS, Zone.ALT})
_MOST_DEFINITIONS = 500
"""Definitions of marks that are read; no article has as many."""
_RESIDUE = 1
"""Words of the story in small letters that a line may hold and still be nothing but a notice."""
_OTHER_NAMES = 5
"""Words in all, names of bodies that no register knows among them."""
_PARENTHESIS_RESIDUE = 4


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


def read_notices(
    document: Document,
    view: WordView,
    names: Sequence[Mention],
    related: Mapping[str, frozenset[str]],
    vocabulary: Vocabulary,
) -> NoticeReading:
    """All notices of ``document``, hidden and template ones included.

    ``names``: every name found, in order of position, in any zone and visibility. ``related``: for an entity the ids of
    those it owns or is owned by (a notice about the owner that says so covers the product).
    """
    reader = _Reader(document, view, names, related, vocabulary)
    return reader.read()


class _Reader:
    """One reading of one document; holds what every step needs."""

    def __init__(
        self,
        document: Document,
        view: WordView,
        names: Sequence[Mention],
        related: Mapping[str, frozenset[str]],
        vocabulary: Vocabulary,
    ) -> None:
        self.document, self.view, self.names = document, view, NamesInOrder(names)
        self.related, self.vocabulary = related, vocabulary
        self.in_notice: set[int] = set()
        self.marks = marks_at_names(document, names) if names else {}
        self.triggers: list[Cue] = []
        self.trigger_starts: list[int] = []
        self.told: tuple[Claim, int] | None = None
        self.definitions: list[Definition] = []

    def read(self) -> NoticeReading:
        self.triggers = self.vocabulary.find_triggers(self.view)
        self.trigger_starts = [self.view.starts[cue.first] for cue in self.triggers]
        if not self.triggers and not self.marks:
            return NoticeReading((), self.marks, frozenset(), frozenset())
        self.definitions = self._definitions()
        by_block: defaultdict[int, list[Definition]] = defaultdict(list)
        for definition in self.definitions:
            by_block[definition.block].append(definition)
        notices: list[Notice] = []
        for index in self._blocks_with_triggers():
            for segment in segments(self.document, index, by_block[index]):
                notices.extend(self._read_segment(segment))
        return NoticeReading(
            with_doubtful_marks(notices),
            self.marks,
            frozenset(definition.mark for definition in self.definitions),
            frozenset(self.in_notice),
        )

    def _definitions(self) -> list[Definition]:
        """Definitions of marks; one that begins right after the name whose mark it would be is that name's mark."""
        found = definitions(self.document, (placed.mark for placed in self.marks.values()))[:_MOST_DEFINITIONS]
        return [definition for definition in found if not self._at_a_name(definition.start)]

    def _at_a_name(self, position: int) -> bool:
        text = self.document.text
        ends = [self.names[index].end for index in self.names.ending(position - 4, position)]
        return any(not text[end:position].strip(" \u00a0«»\"”’'") for end in ends)

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
        subjects = self._entities(named) or self._entities(marked)
        owners = set(subjects)
        products = [
            e for e in self._entities(marked) if self._tells_owner(stream) or owners & self.related.get(e, frozenset())
        ]
        subjects = tuple(dict.fromkeys((*subjects, *products)))
        return [self._notice(stream, claim, Form.FOOTNOTE, subjects, named, marked)]

    # A parenthesis.

    def _parenthesis(self, stream: Stream, cues: Sequence[Cue]) -> list[Notice]:
        claim = make_claim(stream, cues)
        if claim is None or not self._speaks_as_notice(stream, claim):
            return []
        named = self._named(stream)
        plural = stream.any_kind(Kind.PLURAL, 0, len(stream.kinds))
        about_body = bool(stream.kinds and stream.kinds[0] & Kind.ANAPHOR)
        hosts = host_names(self.document, self.names, stream.segment, several=plural, about_body=about_body)
        if not named and not hosts and self._stands_alone(stream.segment):
            hosts = self._last_before(stream.segment)
        entities = self._entities(named)
        host_entities = self._entities(hosts)
        other_names = not entities or bool(set(host_entities) & set(entities))
        if other_names or self._tells_owner(stream):
            entities = (*host_entities, *(entity for entity in entities if entity not in host_entities))
        if other_names or not self._tells_owner(stream):
            self.in_notice.update(named)
        return [self._notice(stream, claim, Form.PARENTHESIS, entities, named, hosts)]

    def _speaks_as_notice(self, stream: Stream, claim: Claim) -> bool:
        unknown = sum(1 for at in range(len(stream.kinds)) if stream.unknown(at))
        known = len(stream.kinds) - unknown
        first = next((at for at in range(len(stream.kinds)) if self._weighs(stream, at)), 0)
        if stream.unknown(first) or has_another_subject(stream, claim) or self._somebody_bans(stream):
            return False
        told = claim.banned or claim.liquidated or claim.abbreviated or claim.recognised
        return unknown <= (max(_PARENTHESIS_RESIDUE, known) if told else _PARENTHESIS_RESIDUE)

    def _weighs(self, stream: Stream, at: int) -> bool:
        return at not in stream.inside_name and stream.kinds[at] != Kind.FUNCTION

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
        if not notices and (claim := make_claim(stream, cues)) and not claim.listing:
            self.told = claim, stream.segment.block
            notices.append(self._without_names(stream, claim))
        return notices

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
        line = self._is_line(stream, claim) and not told
        named = list(names)
        if self._tells_owner(stream):
            named.extend(
                index for index in self._named(stream) if index not in names and self._owned(index, names, line)
            )
        if line and self._whole_block(stream):
            self.in_notice.update(self._named(stream))
        return self._notice(stream, claim, Form.LINE if line else Form.PROSE, self._entities(named), named, named)

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
        before: list[int] = []
        if block.visibility is Visibility.HIDDEN or (not stream.lists and self._points_back(stream, claim)):
            before = self._last_before(stream.segment)
        return self._notice(stream, claim, Form.LINE, self._entities(before), [], before)

    def _points_back(self, stream: Stream, claim: Claim) -> bool:
        """Whether the sentence begins with a word like "организация" or "it" and is nothing but a notice."""
        leading = next((kind for kind in stream.kinds if not kind & Kind.FUNCTION or kind & Kind.ANAPHOR), Kind(0))
        return bool(leading & Kind.ANAPHOR) and self._is_line(stream, claim)

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

    def _named(self, stream: Stream) -> list[int]:
        return [name for names in stream.lists for name in names.names]

    def _entities(self, names: Sequence[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names[index].entity for index in names))

    def _is_line(self, stream: Stream, claim: Claim) -> bool:
        """Whether the sentence is nothing but a notice.

        No court acts in it, nothing of the story follows the claim, and before it stands at most a word about who the
        subject is.
        """
        if self.document.blocks[stream.segment.block].zone is Zone.HEADLINE:
            return False
        unknown = [at for at in range(len(stream.kinds)) if stream.unknown(at)]
        small = [at for at in unknown if stream.folded(at)[:1] == self.view.written(stream.indices[at])[:1]]
        if any(at > claim.last for at in unknown) or len(small) > _RESIDUE or len(unknown) > _OTHER_NAMES:
            return False
        return not any(kind & Kind.AUTHORITY and not self._by(stream, at) for at, kind in enumerate(stream.kinds))

    def _by(self, stream: Stream, at: int) -> bool:
        """ "…by a court": named as the one that conferred the status, not as the one of whom a story is told."""
        return any(stream.folded(before) == "by" for before in range(max(at - 3, 0), at))

    def _whole_block(self, stream: Stream) -> bool:
        block = self.document.blocks[stream.segment.block]
        rest = (
            self.document.text[block.start : stream.segment.start] + self.document.text[stream.segment.end : block.end]
        )
        return not any(character.isalpha() for character in rest)

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
            covers=tuple(covers),
        )
