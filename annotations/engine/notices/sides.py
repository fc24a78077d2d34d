"""Whether a claim is said of the names before it, of those after it, or of some it points back to."""

from __future__ import annotations

import re

from annotations.engine.notices.claims import Claim
from annotations.engine.notices.government import governed, is_adjective
from annotations.engine.notices.stream import NameList, Stream
from annotations.engine.notices.vocabulary import Kind

_FREE_WORDS = 2
"""Words of the story that may stand between a name and its predicate when no comma does."""
_DESCRIPTION = 5
"""Words of a description between "иноагенты" and the names that a dash announces."""
_POINTING_REACH = 6
"""Words of the story between a name and the pronoun that stands for it."""
_DASHES = "—–-"
_COPULAS = frozenset({"is", "are", "was", "were", "been", "be", "remains", "remain", "это", "является", "являются"})
_PLACES = frozenset({"in", "by", "under", "across", "within"})
_SEVERAL = re.compile(r".*(?:ты|тами|ки|ками|ts)\Z")
"""Endings of a status that several have: "иноагенты", "иноагентами", "foreign agents"."""
_RELATIVE = frozenset({"которого", "которой", "которых", "чья", "чье", "чьи", "whose"})
_WHICH = frozenset({"который", "которая", "которое", "которые", "чья", "чье", "чьи"})
_WHERE = frozenset({"в", "во", "на", "из", "у", "с", "со"})
_PERSONAL = frozenset({"его", "ее", "их", "its", "their"})
_LONG_PARTICIPLE = re.compile(r".*(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми|ою)\Z")
_SUBJECT_PARTICIPLE = re.compile(r".*(?:(?:нн|т)(?:ый|ая|ое|ые)|[её]н[аоы]?|зна[нт][аоы]?|чен[аоы]?|сен[аоы]?)\Z")
_LISTS = ("список", "списк", "переч", "реестр")
_INSTRUMENTAL = re.compile(r".{2,}(?:ом|ем|ой|ей|ою|ею|ами|ями)\Z")
_INSTRUMENTAL_PARTICIPLE = re.compile(r".*(?:ым|ой|ою|ыми)\Z")


def follows(stream: Stream, names: NameList, claim: Claim) -> bool:
    """Whether the claim is said of the names before it, as a predicate or after a comma or a dash."""
    gap = range(names.last + 1, claim.first)
    punctuation = "".join(stream.punctuation(at) for at in range(names.last, claim.first))
    unknown = sum(1 for at in gap if stream.unknown(at))
    heading = names.first == 0 and not unknown
    if (":" in punctuation and not heading) or any(stream.kinds[at] & Kind.BREAK for at in gap):
        return False
    comma, dash = "," in punctuation, any(mark in punctuation for mark in _DASHES)
    if _says_it_of_the_owner(stream, names, claim, comma=comma):
        return False
    if unknown > (0 if comma else _FREE_WORDS) or _acts_itself(stream, names, claim, punctuation):
        return False
    if _qualifies_what_follows(stream, names, claim, parted=comma or dash) or has_another_subject(stream, claim):
        return False
    if _hangs_on_a_preposition(stream, names, claim):
        return False
    if claim.banned or claim.liquidated or claim.recognised or claim.abbreviated:
        return True
    copula = any(stream.folded(at) in _COPULAS for at in gap)
    return copula or dash or punctuation.count(",") == 1


def _says_it_of_the_owner(stream: Stream, names: NameList, claim: Claim, *, comma: bool) -> bool:
    """The names hang on another noun, and the participle agrees with that one.

    "Книга о Талибане запрещена", "жена Козлова, признанная иностранным агентом", "вступивший в Талибан, признан…".
    """
    if not governed(stream, names, declined=names.oblique) or (comma and _of_the_place(stream, names)):
        return False
    if claim.language != "ru":
        return not (comma or _parted_from_the_ban(stream, names, claim))
    if not comma:
        return claim.banned or names.oblique
    said = [
        stream.folded(at)
        for at in range(names.last + 1, claim.last + 1)
        if stream.kinds[at] & (Kind.BAN | Kind.RECOGNISED)
    ]
    return bool(said) and _SUBJECT_PARTICIPLE.match(said[0]) is not None


def _parted_from_the_ban(stream: Stream, names: NameList, claim: Claim) -> bool:
    """ "Fighters of the X terrorist group, banned in Russia": a comma stands before the ban, inside the claim."""
    bans = [at for at in range(claim.first, claim.last + 1) if stream.kinds[at] & Kind.BAN]
    return bool(bans) and any("," in stream.punctuation(at) for at in range(names.last, bans[0]))


def _of_the_place(stream: Stream, names: NameList) -> bool:
    """ "Ролик вышел в X, который запрещён": the pronoun right after the comma stands for where something is."""
    after, before = names.last + 1, names.first - 1
    if before < 0 or after >= len(stream.kinds) or stream.folded(before) not in _WHERE:
        return False
    return "," in stream.punctuation(names.last) and stream.folded(after) in _WHICH


def _acts_itself(stream: Stream, names: NameList, claim: Claim, punctuation: str) -> bool:
    """In English a participle is a verb right after the name ("the Taliban banned music"), unless a place follows it,
    after "has", and after words of the story without a copula."""
    if claim.language != "en" or not (claim.banned or claim.recognised) or punctuation.strip():
        return False
    if _parted_from_the_ban(stream, names, claim):
        return False
    if stream.folded(claim.first - 1) in {"has", "have", "had", "ve"}:
        return True
    gap = range(names.last + 1, claim.first)
    if gap:
        told = any(stream.folded(at) in {"that", "who"} for at in gap)
        return told or stream.unknown(gap[0]) or _unknown_without_copula(stream, gap)
    after = claim.first + 1
    return after >= len(stream.kinds) or stream.folded(after) not in _PLACES


def _unknown_without_copula(stream: Stream, gap: range) -> bool:
    return any(stream.unknown(at) for at in gap) and not any(stream.folded(at) in _COPULAS for at in gap)


def _qualifies_what_follows(stream: Stream, names: NameList, claim: Claim, *, parted: bool) -> bool:
    """Without a comma a Russian long participle belongs to the noun after it: "торгует запрещёнными веществами".

    Where a list is named ("из списка запрещённых организаций") the name is a member of it all the same.
    """
    if parted or claim.language != "ru" or not claim.banned or claim.liquidated:
        return False
    between = [stream.folded(at) for at in range(names.last + 1, claim.first)]
    if any(word.startswith(_LISTS) for word in between):
        return False
    said = [at for at in range(names.last + 1, claim.last + 1) if stream.kinds[at] & (Kind.BAN | Kind.RECOGNISED)]
    return bool(said) and all(_LONG_PARTICIPLE.match(stream.folded(at)) for at in said)


def _hangs_on_a_preposition(stream: Stream, names: NameList, claim: Claim) -> bool:
    """ "Дружит с признанным иноагентом соседом": the participle after a preposition is the attribute of another."""
    said = [at for at in range(names.last + 1, claim.last + 1) if stream.kinds[at] & (Kind.BAN | Kind.RECOGNISED)]
    if claim.language != "ru" or not said or not _LONG_PARTICIPLE.match(stream.folded(said[0])):
        return False
    before = said[0] - 1
    return before > names.last and stream.folded(before) in _WHERE | {"к", "о", "об", "от", "для", "за", "против"}


def has_another_subject(stream: Stream, claim: Claim) -> bool:
    """ "Ему запрещён въезд": a noun of the story right after the short participle is what is banned."""
    after = claim.last + 1
    if claim.language != "ru" or not claim.banned or after >= len(stream.kinds):
        return False
    short = stream.kinds[claim.last] & Kind.BAN and not _LONG_PARTICIPLE.match(stream.folded(claim.last))
    return bool(short) and stream.unknown(after) and not stream.punctuation(claim.last).strip()


def precedes(stream: Stream, names: NameList, claim: Claim, *, active: bool) -> bool:
    """Whether the claim stands before the names as their attribute: "запрещённый в России «Талибан»"."""
    last = _end_of_phrase(stream, claim, names)
    gap = range(last + 1, names.first)
    punctuation = "".join(stream.punctuation(at) for at in range(last, names.first))
    opening = claim.first <= 1 and punctuation.count(",") == 1 and not any(stream.unknown(at) for at in gap)
    if any(mark in punctuation for mark in ":;") or any(stream.kinds[at] & Kind.BREAK for at in gap):
        return False
    if "," in punctuation and not opening:
        return False
    if any(stream.folded(at) in {"и", "and", "что", "that"} for at in gap):
        return False
    unknown = sum(1 for at in gap if stream.unknown(at) and not is_adjective(stream.folded(at)))
    if stream.kinds[claim.last] & Kind.PLURAL and any(dash in punctuation for dash in "—–"):
        return unknown <= _DESCRIPTION
    if active and not stream.any_kind(Kind.AUTHORITY | Kind.JURISDICTION, 0, claim.first):
        return False
    if _names_the_one_who_bans(stream, names, claim, last):
        return False
    return unknown <= (0 if claim.banned and claim.language == "ru" else 1)


def _names_the_one_who_bans(stream: Stream, names: NameList, claim: Claim, last: int) -> bool:
    """ "Запрещённая Талибаном организация": a name in the instrumental after a passive participle in another case."""
    if claim.language != "ru" or not claim.banned or _INSTRUMENTAL_PARTICIPLE.match(stream.folded(claim.last)):
        return False
    said = [
        stream.folded(at)
        for at in range(last + 1, names.last + 1)
        if at in stream.inside_name or stream.kinds[at] & Kind.NOUN
    ]
    return bool(said) and _INSTRUMENTAL.match(said[0]) is not None


def _end_of_phrase(stream: Stream, claim: Claim, names: NameList) -> int:
    """The claim may end with its country: "banned in Russia Taliban"."""
    last = claim.last
    for cue in stream.cues:
        if cue.kind & Kind.JURISDICTION and last < cue.first < names.first:
            last = cue.last
    return last


def heads_a_list(stream: Stream, claim: Claim) -> bool:
    """ "Организации, запрещённые в РФ: …": what follows the colon is a list of names and nothing else."""
    last = claim.last
    while last + 1 < len(stream.kinds) and ":" not in stream.punctuation(last):
        last += 1
        if stream.unknown(last) or last in stream.inside_name:
            return False
    if last + 1 >= len(stream.kinds):
        return False
    if any(stream.unknown(at) for at in range(claim.last + 1)) and not _calls_them(stream, claim, last):
        return False
    return not any(stream.unknown(at) for at in range(last + 1, len(stream.kinds)))


def _calls_them(stream: Stream, claim: Claim, last: int) -> bool:
    """ "Спорят иноагенты: …", "Иноагентами стали: …": the words before the colon are what the names are."""
    several = stream.kinds[claim.last] & Kind.STATUS and _SEVERAL.match(stream.folded(claim.last))
    return bool(several) and all(stream.kinds[at] & Kind.RECOGNISED for at in range(claim.last + 1, last + 1))


def points_back(stream: Stream, names: NameList, claim: Claim) -> bool:
    """ "…и запретил его деятельность": a pronoun near the claim stands for the names.

    A relative pronoun stands for the word right before its comma.
    """
    unknown = 0
    for at in range(names.last + 1, min(claim.last + 4, len(stream.kinds))):
        word = stream.folded(at)
        if word in _RELATIVE:
            return not unknown
        if word in _PERSONAL and unknown <= _POINTING_REACH:
            return True
        unknown += stream.unknown(at)
    return False
