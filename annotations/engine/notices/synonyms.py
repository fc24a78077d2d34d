"""A body called by a common noun in the sentence after its name: "… Запрещённая в РФ организация ответила"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.engine.language.forms import Gender
from annotations.engine.language.gender import gender_of
from annotations.engine.language.ru.dictionary import is_predicate, lemmas, nouns
from annotations.engine.notices.claims import Claim
from annotations.engine.notices.stream import Stream
from annotations.engine.notices.vocabulary import Kind
from annotations.engine.register import Entity
from annotations.engine.words import folded_words

_REACH = 5
"""Words after the claim among which its noun stands: "запрещённая на территории РФ организация"."""
_SUBJECT_PARTICIPLE = re.compile(r".*(?:нн|т)(?:ая|ое|ый)\Z")
_PLURAL_PARTICIPLE = re.compile(r".*(?:нн|т)(?:ые|ых|ыми)\Z")
_OTHERS = re.compile(
    r"(?:друг|ин)(?:ой|ая|ое|ого|ую|ому|им|ым|ом)|(?:некотор|кажд|люб)\w+|нек(?:ой|ая|ое|оего|ую)"
    r"|одн(?:а|ой|о|ого|у|ому)|так(?:ая|ой|ое|ого|ую)\Z"
)
"""Words that make it another body than the one just named."""

_PRONOUNS: dict[str, Gender] = {
    "он": "masculine", "она": "feminine", "оно": "neuter", "его": "masculine", "ее": "feminine", "ему": "masculine",
    "ей": "feminine", "им": "plural", "их": "plural", "они": "plural", "he": "masculine", "him": "masculine",
    "she": "feminine",
}  # fmt: skip
_POSSESSIVE = frozenset({"его", "ее", "их"})
_WORDS_BETWEEN = 3
"""Words of the story between a pronoun and what is said of it."""
_RELATIVES = frozenset(
    {"муж", "жена", "брат", "сестра", "отец", "мать", "сын", "дочь", "друг", "подруга", "коллега", "адвокат", "соавтор"}
)
"""Nouns that make it somebody else: "Жена признана иноагентом"."""


def calls_by_a_noun(stream: Stream, claim: Claim, entity: Entity) -> bool:
    """Whether a sentence without names speaks of ``entity``, which was named last, as a body that is banned.

    It does as the sentence's first words and subject, with the country or the status; elsewhere only by a noun of the
    entity's own name, with the status: "движение" of a body that is registered as one. A ban of anything else, of
    several, or of another one says nothing of it.
    """
    if entity.is_person or not claim.banned or stream.lists or claim.language != "ru":
        return False
    if claim.statuses - {designation.status for designation in entity.designations}:
        return False
    if stream.any_kind(Kind.REPORTED, 0, len(stream.kinds)) or _of_others(stream, claim):
        return False
    return _opens(stream, claim) or (bool(claim.statuses) and _by_its_own_noun(stream, claim, entity))


def speaks_of_it(stream: Stream, claim: Claim, entity: Entity) -> bool:
    """Whether a sentence without names tells the status of ``entity``, which was named last, by a pronoun or a noun as
    its subject: "Минюст внёс его в реестр иноагентов", "Журналист признан иноагентом".

    It has to be a status that the entity has or had, and nobody else with a capital letter may stand in the sentence.
    """
    statuses = claim.statuses | claim.past_statuses
    if stream.lists or not claim.recognised or not statuses:
        return False
    if statuses - {designation.status for designation in entity.designations}:
        return False
    if stream.any_kind(Kind.REPORTED | Kind.REVERSAL, 0, len(stream.kinds)) or names_somebody(stream):
        return False
    gender = gender_of(entity.names, person=entity.is_person)
    by_pronoun = any(_stands_for(stream, claim, at, gender) for at in range(len(stream.kinds)))
    return by_pronoun or _noun(stream, claim, gender, person=entity.is_person)


def names_somebody(stream: Stream) -> bool:
    """Whether a word of the story has a capital letter that no sentence begins with."""
    return any(
        stream.unknown(at) and stream.written(at)[:1].isupper() and "." not in stream.punctuation(at - 1)
        for at in range(1, len(stream.kinds))
    )


def _stands_for(stream: Stream, claim: Claim, at: int, gender: Gender) -> bool:
    """Whether word ``at`` is a pronoun of the gender beside the claim; a possessive one ("его жену") is not."""
    word = stream.folded(at)
    if _PRONOUNS.get(word) != gender or stream.clause[at] != stream.clause[claim.first]:
        return False
    if word in _POSSESSIVE and (at + 1 == len(stream.kinds) or stream.unknown(at + 1)):
        return False
    between = range(min(at, claim.last) + 1, max(at, claim.first))
    unknown = [stream.folded(each) for each in between if stream.unknown(each)]
    return len(unknown) <= _WORDS_BETWEEN and not any(map(is_predicate, unknown))


def _noun(stream: Stream, claim: Claim, gender: Gender, *, person: bool) -> bool:
    """Whether the claim is the predicate of the first word, or its verb has an object next to it, and that word is a
    noun for a person, or for a body, in the singular and of the gender."""
    said = [at for at in range(claim.last + 1) if stream.kinds[at] & Kind.RECOGNISED]
    if not said or claim.language != "ru":
        return False
    subject = said[0] > 0 and not any(stream.unknown(at) for at in range(1, said[0])) and stream.folded(0)
    told = stream.folded(said[0] + 1) if said[0] + 1 < claim.first else ""
    if not person:
        return bool(subject) and bool(stream.kinds[0] & Kind.NOUN) and any(not noun.plural for noun in nouns(subject))
    named = [*nouns(subject or ""), *(noun for lemma in lemmas(told) - _RELATIVES for noun in nouns(lemma))]
    return subject not in _RELATIVES and any(
        noun.animate and not noun.plural and noun.gender in {gender, None} for noun in named
    )


def _of_others(stream: Stream, claim: Claim) -> bool:
    """Whether the claim is about several bodies, or about another one than the one just named."""
    said = (stream.folded(at) for at in range(claim.first, claim.last + 1))
    before = (stream.folded(at) for at in range(max(claim.first - 3, 0), claim.first))
    return any(map(_PLURAL_PARTICIPLE.match, said)) or any(map(_OTHERS.fullmatch, before))


def _opens(stream: Stream, claim: Claim) -> bool:
    """Whether the sentence begins with the noun and its attribute, in the nominative."""
    if not (claim.jurisdictions or claim.statuses) or any(stream.unknown(at) for at in range(claim.first)):
        return False
    said = [at for at in range(claim.last + 1) if stream.kinds[at] & (Kind.BAN | Kind.RECOGNISED)]
    attribute = bool(said) and all(_SUBJECT_PARTICIPLE.match(stream.folded(at)) for at in said)
    return attribute and any(stream.kinds[at] & Kind.ANAPHOR for at in _phrase(stream, claim))


def _by_its_own_noun(stream: Stream, claim: Claim, entity: Entity) -> bool:
    own = {lemma for name in entity.names for word in folded_words(name.value) for lemma in lemmas(word)}
    return any(
        stream.kinds[at] & Kind.NOUN and not own.isdisjoint(lemmas(stream.folded(at))) for at in _phrase(stream, claim)
    )


def _phrase(stream: Stream, claim: Claim) -> Iterator[int]:
    """The words of the claim and those after it up to the first of the story."""
    yield from range(claim.first)
    for at in range(claim.first, min(claim.last + 1 + _REACH, len(stream.kinds))):
        if stream.unknown(at):
            return
        yield at
