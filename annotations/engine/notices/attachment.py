"""Whom a claim is about: the names it encloses, follows, precedes or points back to.

The grammar is shallow on purpose: a claim belongs to a name only when nothing but the language of notices stands
between them, so that "by the Taliban's account, music is banned in Russia" says nothing about the Taliban.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.engine.notices.claims import Claim, has_kind, make_claim
from annotations.engine.notices.government import governed, is_adjective
from annotations.engine.notices.stream import NameList, Stream
from annotations.engine.notices.vocabulary import Cue, Kind

_FREE_WORDS = 2
"""Words of the story that may stand between a name and its claim when no comma does."""
_DESCRIPTION = 5
"""Words of a description between "иноагенты" and the names that a dash announces."""
_DASHES = "—–-"
_POINTING_BACK = frozenset({"его", "ее", "их", "её", "its", "their", "whose", "которого", "которой", "которых", "чья"})


@dataclass(frozen=True, slots=True)
class Attached:
    """A claim and the positions, in the text's names, of those it is about."""

    claim: Claim
    names: tuple[int, ...]
    told: bool = False
    """The sentence tells how the status was conferred on the name."""


@dataclass(frozen=True, slots=True)
class _Group:
    cues: tuple[Cue, ...]
    inside: tuple[NameList, ...]
    left: NameList | None
    right: NameList | None


def attach(stream: Stream, cues: Sequence[Cue]) -> list[Attached]:
    """The claims of a sentence with their subjects; a claim that is about no name of the text is left out."""
    found: list[Attached] = []
    for group in _groups(stream, cues):
        claim = make_claim(stream, group.cues)
        if claim is None or not _says_where(stream, claim):
            continue
        names = _subjects(stream, group, claim)
        if names:
            found.append(Attached(claim, names, told=bool(group.inside) or claim.conferred or claim.listing))
    return found


def _says_where(stream: Stream, claim: Claim) -> bool:
    """In running prose a ban is a notice only with its country, or beside a status that was conferred."""
    if not (claim.banned or claim.liquidated):
        return True
    if claim.jurisdictions or (claim.statuses and claim.recognised):
        return True
    return claim.liquidated and stream.any_kind(Kind.AUTHORITY | Kind.DECISION, claim.first - 6, claim.last + 6)


def _groups(stream: Stream, cues: Sequence[Cue]) -> list[_Group]:
    """Asserted cues of one clause that belong together, with the names around and between them."""
    conferred = [
        cue for cue in stream.cues if cue.kind & Kind.RECOGNISED and not any(cue.first == c.first for c in cues)
    ]
    items: list[Cue | NameList] = sorted(
        [*cues, *conferred, *stream.lists], key=lambda item: (item.first, isinstance(item, NameList))
    )
    builder = _Builder(stream, cues)
    for item in items:
        if isinstance(item, NameList):
            builder.meet_names(item)
        else:
            builder.meet_cue(item)
    return builder.finish()


class _Builder:
    """Walks through cues and names in order and cuts them into groups."""

    def __init__(self, stream: Stream, asserted: Sequence[Cue]) -> None:
        self.stream = stream
        self.asserted = frozenset(asserted)
        self.groups: list[_Group] = []
        self.cues: list[Cue] = []
        self.inside: list[NameList] = []
        self.left: NameList | None = None
        self.last_names: NameList | None = None
        self.conferring = False

    def meet_cue(self, cue: Cue) -> None:
        if self.cues and self.stream.clause[self.cues[-1].first] != self.stream.clause[cue.first]:
            self.close(right=None)
        if not self.cues and not self.conferring:
            self.left = self.last_names
        if cue in self.asserted:
            self.cues.append(cue)
        else:
            self.conferring = True

    def meet_names(self, names: NameList) -> None:
        if self.cues:
            self.close(right=names)
        elif self.conferring:
            self.inside.append(names)
        self.last_names = names

    def close(self, *, right: NameList | None) -> None:
        if self.cues:
            self.groups.append(_Group(tuple(self.cues), tuple(self.inside), self.left, right))
        self.cues, self.inside, self.left, self.conferring = [], [], None, False

    def finish(self) -> list[_Group]:
        self.close(right=None)
        return self.groups


def _subjects(stream: Stream, group: _Group, claim: Claim) -> tuple[int, ...]:
    """By preference: conferred on a name in between, a name before, a name after, a name pointed back to."""
    if group.inside:
        return _counted(stream, claim, group.inside[-1], nearest_last=True)
    active = all(cue.kind & Kind.BAN_ACTIVE for cue in group.cues)
    if group.left and not active and not claim.listing and _follows(stream, group.left, claim):
        return _counted(stream, claim, group.left, nearest_last=True)
    if claim.conferred or claim.listing:
        return tuple(name for names in stream.lists if names.first > claim.last for name in names.names)
    if group.right and _precedes(stream, group.right, claim, group.cues):
        return _counted(stream, claim, group.right, nearest_last=False)
    if group.left and _points_back(stream, group.left, claim):
        return group.left.names
    return ()


def _counted(stream: Stream, claim: Claim, names: NameList, *, nearest_last: bool) -> tuple[int, ...]:
    """A claim in the singular is about the nearest name of a list, any other about all of them."""
    singular = stream.any_kind(Kind.SINGULAR, claim.first - 1, claim.last + 1)
    plural = stream.any_kind(Kind.PLURAL, claim.first - 2, claim.last + 1)
    if len(names.names) == 1 or plural or not singular:
        return names.names
    return (names.names[-1] if nearest_last else names.names[0],)


def _follows(stream: Stream, names: NameList, claim: Claim) -> bool:
    """Whether the claim is said of the names before it."""
    gap = range(names.last + 1, claim.first)
    punctuation = "".join(stream.punctuation(at) for at in range(names.last, claim.first))
    unknown = sum(1 for at in gap if stream.unknown(at))
    heading = names.first == 0 and not unknown
    if (":" in punctuation and not heading) or any(stream.kinds[at] & Kind.BREAK for at in gap):
        return False
    commas = punctuation.count(",")
    parted = commas or any(dash in punctuation for dash in _DASHES)
    if not parted and claim.banned and governed(stream, names):
        return False
    if unknown > (0 if commas else _FREE_WORDS) or _acts_itself(stream, names, claim, punctuation):
        return False
    if claim.banned or claim.liquidated or claim.recognised or claim.abbreviated:
        return True
    copula = any(stream.folded(at) in {"is", "are", "это", "является", "являются", "was", "were"} for at in gap)
    return copula or commas == 1 or any(dash in punctuation for dash in _DASHES)


def _acts_itself(stream: Stream, names: NameList, claim: Claim, punctuation: str) -> bool:
    """ "The Taliban banned music": right after the name an English participle is a verb, unless a place follows it."""
    if claim.language != "en" or not claim.banned or claim.first != names.last + 1 or punctuation.strip():
        return False
    after = claim.first + 1
    return after >= len(stream.kinds) or stream.folded(after) not in {"in", "by", "under", "across", "within"}


def _precedes(stream: Stream, names: NameList, claim: Claim, cues: Sequence[Cue]) -> bool:
    """Whether the claim stands before the names as their attribute: "запрещённый в России «Талибан»"."""
    last = _end_of_phrase(stream, claim, names)
    gap = range(last + 1, names.first)
    punctuation = "".join(stream.punctuation(at) for at in range(last, names.first))
    if any(mark in punctuation for mark in ",:;") or any(stream.kinds[at] & Kind.BREAK for at in gap):
        return False
    if any(stream.folded(at) in {"и", "and", "что", "that"} for at in gap):
        return False
    unknown = sum(1 for at in gap if stream.unknown(at) and not is_adjective(stream.folded(at)))
    if stream.kinds[claim.last] & Kind.PLURAL and any(dash in punctuation for dash in "—–"):
        return unknown <= _DESCRIPTION
    active = has_kind(cues, Kind.BAN_ACTIVE)
    if active and not stream.any_kind(Kind.AUTHORITY | Kind.JURISDICTION, 0, claim.first):
        return False
    return unknown <= (0 if claim.banned and claim.language == "ru" else 1)


def _end_of_phrase(stream: Stream, claim: Claim, names: NameList) -> int:
    """The claim may end with its country: "banned in Russia Taliban"."""
    last = claim.last
    for cue in stream.cues:
        if cue.kind & Kind.JURISDICTION and last < cue.first < names.first:
            last = cue.last
    return last


def _points_back(stream: Stream, names: NameList, claim: Claim) -> bool:
    """ "…и запретил его деятельность": a pronoun near the claim stands for the names."""
    return any(
        stream.folded(at) in _POINTING_BACK for at in range(names.last + 1, min(claim.last + 4, len(stream.kinds)))
    )
