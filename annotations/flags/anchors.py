"""Anchors: the evidence on which a person decided, found again in later texts of the article, or lost.

A check finds its own evidence anew in each text; anchors carry what people said of a place. One is placed only where it
is certain: at the same words in the same surroundings, or in the one sentence that is clearly the old one, edited. A
place that might as well be another is no place (W3C Web Annotation, text quote selector).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any

from annotations.flags.reading import Alike, Place, Reading, Spot, sides, window
from annotations.flags.similarity import SIMILAR, similarity

MARGIN = 0.05
"""By how much a place must be more alike than any other."""
_RIVAL = 0.6
"""Other sentences that are so much alike are remembered: what is nearer to them is not what was meant."""
_MOST_RIVALS = 20
_MOST_SENTENCES = 200
"""Sentences with the same words that are compared with each other."""
_MOST_TOLD_APART = 100
MOST = 1000
"""Pieces of evidence that are kept of one decision."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A piece of evidence and what tells it from others. ``start`` and ``end`` are places in the field as sent."""

    field: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    sentence: str = ""
    unique: bool = False
    """Nowhere else in its text do the same words stand in the same surroundings."""
    rivals: tuple[str, ...] = ()
    """Sentences of that text that hold the same words and are much like its own."""

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Anchor:
        """As kept with a decision."""
        return cls(**{**row, "rivals": tuple(row.get("rivals", ()))})

    def as_json(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self) | {"rivals": list(self.rivals)}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an anchor is in a text; ``match``: how alike its sentence is to what it was, from 0 to 1."""

    field: str
    start: int
    end: int
    exact: str
    match: float


def anchors_of(evidence: Sequence[Mapping[str, Any]], reading: Reading | None) -> list[Anchor]:
    """An anchor for each piece of ``evidence``, as a report has it, in the text that the report is of: the first
    ``MOST``, and what tells it from others for the first hundred of them."""
    return [_anchor(piece, reading, told_apart=nth < _MOST_TOLD_APART) for nth, piece in enumerate(evidence[:MOST])]


def anchor_at(reading: Reading, place: Place) -> Anchor:
    """The anchor of a stretch of the text."""
    piece, sentence = place.piece, reading.words(place.sentence)
    alike = reading.alike(piece.field, piece.exact, place.sides)
    return Anchor(
        piece.field, piece.start, piece.end, piece.exact, piece.prefix, piece.suffix, sentence,
        unique=len(alike.by_window[place.window]) == 1,
        rivals=_rivals(sentence, alike.by_sentence.keys() - {place.sentence}, reading),
    )  # fmt: skip


def find(anchor: Anchor, reading: Reading) -> Placed | None:
    """Where ``anchor`` is in another text of its article; ``None`` when that is not certain."""
    alike = reading.alike(anchor.field, anchor.exact, sides(anchor.prefix, anchor.suffix))
    found = _in_same_surroundings(anchor, alike) or _in_same_sentence(anchor, alike, reading)
    if found is None:
        return None
    match = round(similarity(anchor.sentence, reading.words(found.sentence)), 2)
    return Placed(found.piece.field, found.piece.start, found.piece.end, found.piece.exact, match)


def _anchor(piece: Mapping[str, Any], reading: Reading | None, *, told_apart: bool) -> Anchor:
    place = None
    if reading is not None:
        place = reading.place_at(str(piece["field"]), int(piece["start"]), str(piece["exact"]))
    if reading is not None and place is not None and told_apart:
        return anchor_at(reading, place)
    prefix, suffix = str(piece.get("prefix", "")), str(piece.get("suffix", ""))
    said = f"{prefix}{piece['exact']}{suffix}"
    if reading is not None and place is not None:
        said = reading.words(place.sentence)
    # Not told apart from others, so it is its own rival: in another text it is nowhere for certain.
    return Anchor(
        str(piece["field"]), int(piece["start"]), int(piece["end"]), str(piece["exact"]), prefix, suffix, said,
        rivals=(said,),
    )  # fmt: skip


def _rivals(sentence: str, elsewhere: Set[Spot], reading: Reading) -> tuple[str, ...]:
    """Those of the sentences that are much like this one, the most alike first."""
    if len(elsewhere) > _MOST_SENTENCES:
        # Too many to tell apart: it is its own rival, and is found in the same surroundings only.
        return (sentence,)
    alike = sorted((-similarity(sentence, rival), rival) for rival in map(reading.words, elsewhere))
    return tuple(rival for score, rival in alike if -score >= _RIVAL)[:_MOST_RIVALS]


def _in_same_surroundings(anchor: Anchor, alike: Alike) -> Place | None:
    same = alike.by_window.get(window(anchor.prefix, anchor.exact, anchor.suffix), ())
    return same[0] if anchor.unique and len(same) == 1 else None


def _in_same_sentence(anchor: Anchor, alike: Alike, reading: Reading) -> Place | None:
    if not 0 < len(alike.by_sentence) <= _MOST_SENTENCES:
        return None
    scores = {sentence: similarity(anchor.sentence, reading.words(sentence)) for sentence in alike.by_sentence}
    best = max(scores, key=lambda sentence: scores[sentence])
    if scores[best] < SIMILAR:
        return None
    others = [score for sentence, score in scores.items() if sentence != best]
    others += [similarity(reading.words(best), rival) for rival in anchor.rivals]
    if any(score > scores[best] - MARGIN for score in others):
        return None
    return _nearest(anchor, alike.by_sentence[best])


def _nearest(anchor: Anchor, places: Sequence[Place]) -> Place | None:
    """Of several places in one sentence the one whose surroundings are clearly those of the anchor."""
    if len(places) == 1:
        return places[0]
    around = window(anchor.prefix, anchor.exact, anchor.suffix)
    ranked = sorted(places, key=lambda place: -similarity(around, place.window))
    first, second = (similarity(around, place.window) for place in ranked[:2])
    return ranked[0] if first - MARGIN >= second else None

