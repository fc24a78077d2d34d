"""What the words of a segment claim: a ban, a liquidation, statuses, and whose; denials and mere talk left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.engine.notices.stream import Stream
from annotations.engine.notices.vocabulary import TRIGGERS, Cue, Kind

_BANNING = frozenset({"terrorist", "extremist"})
"""Statuses whose recognition by a Russian court is the ban: "признана в России террористической организацией"."""
_NEGATION_REACH = {"ru": 3, "en": 8}
_PAST_REACH = 4
_CONDITION_REACH = 7
_COUNTRY_REACH = 8
_PLACE_WORDS = frozenset({"в", "во", "на", "in", "by", "within", "under", "inside", "across", "for", "of"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a segment; ``first`` and ``last`` are positions in its stream."""

    first: int
    last: int
    language: str
    statuses: frozenset[str] = frozenset()
    past_statuses: frozenset[str] = frozenset()
    banned: bool = False
    liquidated: bool = False
    abbreviated: bool = False
    jurisdictions: frozenset[str] = frozenset()
    recognised: bool = False
    look_alike: bool = False
    conferred: bool = False
    """An authority confers the status in this very sentence: "Минюст признал иноагентом…"."""
    listing: bool = False
    """It continues the news of the sentence before: "в реестр попали также…"."""


def asserted(stream: Stream) -> tuple[Cue, ...]:
    """The trigger cues that state something: not denied, not conditional, not a topic, not taken back."""
    kept: list[Cue] = []
    denied: set[int] = set()
    for cue in stream.cues:
        if not cue.kind & TRIGGERS:
            continue
        clause = stream.clause[cue.first]
        if clause in denied:
            continue
        if _takes_nothing(stream, cue):
            denied.add(clause)
        elif not (cue.kind & Kind.STATUS and _topic(stream, cue)):
            kept.append(cue)
    return tuple(kept)


def _takes_nothing(stream: Stream, cue: Cue) -> bool:
    """Whether the cue is denied, asked, told as history, taken back or conditional."""
    history = bool(cue.kind & (Kind.BAN | Kind.BAN_ACTIVE)) and _past(stream, cue)
    taken = _before(stream, cue, Kind.REVERSAL) or _before(stream, cue, Kind.MODAL)
    return history or taken or _asks(stream) or _negated(stream, cue)


def make_claim(stream: Stream, cues: Sequence[Cue]) -> Claim | None:
    """The claim that these asserted cues make together; ``None`` when they make none."""
    if not cues:
        return None
    first, last = min(cue.first for cue in cues), max(cue.last for cue in cues)
    statuses = {cue.value for cue in cues if cue.kind & Kind.STATUS}
    past = {cue.value for cue in cues if cue.kind & Kind.STATUS and _past(stream, cue)}
    places = countries(stream, first, last)
    recognised = stream.any_kind(Kind.RECOGNISED, first - 8, last + 4)
    claim = Claim(
        first,
        last,
        language=cues[0].language,
        statuses=frozenset(statuses - past),
        past_statuses=frozenset(past),
        banned=any(cue.kind & (Kind.BAN | Kind.BAN_ACTIVE) for cue in cues)
        or (recognised and not _BANNING.isdisjoint(statuses - past) and _by_russia(stream, places)),
        liquidated=any(cue.kind & Kind.LIQUIDATED for cue in cues),
        abbreviated=any(cue.kind & Kind.ABBREVIATED for cue in cues),
        jurisdictions=places,
        recognised=recognised,
        look_alike=any(cue.look_alike for cue in cues),
        conferred=_conferred(stream, first),
        listing=any(cue.kind & Kind.LISTING for cue in cues),
    )
    return None if _of_a_body(stream, claim) else claim


def _by_russia(stream: Stream, places: frozenset[str]) -> bool:
    """Whether Russia recognised somebody as something: it is named, or a court is and no country, in Russian."""
    court = any(cue.kind & (Kind.AUTHORITY | Kind.DECISION) and cue.language == "ru" for cue in stream.cues)
    return "RU" in places or (court and not places)


def countries(stream: Stream, first: int, last: int) -> frozenset[str]:
    """Whose ban it is: countries near the words ``first`` to ``last`` of the same clause.

    Where one stands in a phrase of place ("в РФ", "in Russia"), those that do not are attributes of something else.
    """
    clauses = {stream.clause[at] for at in range(first, last + 1)}
    near = [
        cue
        for cue in stream.cues
        if cue.kind & Kind.JURISDICTION
        and first - _COUNTRY_REACH <= cue.first <= last + _COUNTRY_REACH
        and stream.clause[cue.first] in clauses
    ]
    placed = [cue for cue in near if _in_phrase_of_place(stream, cue)]
    return frozenset(cue.value for cue in placed or near)


def _in_phrase_of_place(stream: Stream, cue: Cue) -> bool:
    before = [stream.folded(at) for at in range(max(cue.first - 2, 0), cue.first)]
    return any(word in _PLACE_WORDS or word.startswith(("территор", "territor")) for word in before)


def _negated(stream: Stream, cue: Cue) -> bool:
    reach = _NEGATION_REACH.get(cue.language, 4)
    for at in range(cue.first - 1, max(cue.first - 1 - reach, -1), -1):
        if _parts(stream.punctuation(at)) or stream.clause[at] != stream.clause[cue.first]:
            return False
        if stream.kinds[at] & Kind.NEGATION:
            return True
    return False


def _asks(stream: Stream) -> bool:
    """Whether the segment is a question."""
    return stream.view.text[stream.segment.start : stream.segment.end].rstrip("»”\"' ").endswith("?")


def _parts(punctuation: str) -> bool:
    """Whether a denial does not reach across: a comma, or the beginning of a quotation."""
    return any(mark in punctuation for mark in ',«“„"')


def _before(stream: Stream, cue: Cue, kind: Kind) -> bool:
    """Whether a word of ``kind`` stands shortly before the cue in its clause."""
    reach = range(max(cue.first - _CONDITION_REACH, 0), cue.first)
    return any(
        stream.kinds[at] & kind and at not in stream.inside_name and stream.clause[at] == stream.clause[cue.first]
        for at in reach
    )


def _topic(stream: Stream, cue: Cue) -> bool:
    after = cue.last + 1
    if after < len(stream.kinds) and stream.kinds[after] & Kind.TOPIC and not stream.punctuation(cue.last).strip():
        return True
    before = cue.first - 1
    return before >= 0 and bool(stream.kinds[before] & Kind.TOPIC_PREPOSITION)


def _past(stream: Stream, cue: Cue) -> bool:
    """Whether the cue is told as history; in "formerly ISIS, outlawed" it is the name that is."""
    for at in range(cue.first - 1, max(cue.first - 1 - _PAST_REACH, -1), -1):
        if stream.kinds[at] & Kind.PAST:
            return True
        if at in stream.inside_name and "," in stream.punctuation(at):
            return False
    return False


def _of_a_body(stream: Stream, claim: Claim) -> bool:
    """A list of the United Nations, or sanctions, are nobody's ban."""
    if claim.banned or claim.liquidated or claim.abbreviated or claim.jurisdictions:
        return False
    return stream.any_kind(Kind.BODY | Kind.SANCTION, 0, len(stream.kinds))


def _conferred(stream: Stream, first: int) -> bool:
    """Whether an authority stands before the claim as the one that acts."""
    return stream.any_kind(Kind.AUTHORITY, 0, first) and stream.any_kind(Kind.RECOGNISED, first - 8, first)


def has_kind(cues: Iterable[Cue], kind: Kind) -> bool:
    return any(cue.kind & kind for cue in cues)
