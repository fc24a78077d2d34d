"""Whom a claim is about: the names it encloses, follows, precedes or points back to.

The grammar is shallow on purpose: a claim belongs to a name only when nothing but the language of notices stands
between them, so that "by the Taliban's account, music is banned in Russia" says nothing about the Taliban.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.engine.notices.claims import Claim, has_kind, make_claim
from annotations.engine.notices.sides import follows, heads_a_list, points_back, precedes
from annotations.engine.notices.stream import NameList, Stream
from annotations.engine.notices.vocabulary import Cue, Kind


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
    if not claim.banned and not claim.statuses:
        # "Ликвидирован" is also said of fires and of people; the word of the law comes with its decision.
        return stream.any_kind(Kind.DECISION, claim.first - 4, claim.last + 6)
    return bool(claim.jurisdictions) or bool(claim.statuses and claim.recognised) or claim.liquidated


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
    active = has_kind(group.cues, Kind.BAN_ACTIVE)
    if group.left and not active and not claim.listing and follows(stream, group.left, claim):
        return _counted(stream, claim, group.left, nearest_last=True)
    if claim.conferred or claim.listing:
        return tuple(name for names in stream.lists if names.first > claim.last for name in names.names)
    if heads_a_list(stream, claim):
        return tuple(name for names in stream.lists if names.first > claim.last for name in names.names)
    if group.right and precedes(stream, group.right, claim, active=active):
        return _counted(stream, claim, group.right, nearest_last=False)
    if group.left and points_back(stream, group.left, claim):
        return group.left.names
    return ()


def _counted(stream: Stream, claim: Claim, names: NameList, *, nearest_last: bool) -> tuple[int, ...]:
    """A claim in the singular is about the nearest name of a list, any other about all of them."""
    singular = stream.any_kind(Kind.SINGULAR, claim.first - 1, claim.last + 1)
    plural = stream.any_kind(Kind.PLURAL, claim.first - 2, claim.last + 1)
    if len(names.names) == 1 or plural or not singular:
        return names.names
    return (names.names[-1] if nearest_last else names.names[0],)
