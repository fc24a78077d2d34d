"""From register entities to a lexicon: every way to write every name, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from annotations.engine.language.forms import NameForms, Slot, slot, union
from annotations.engine.language.frequent import FREQUENT
from annotations.engine.language.gender import person_gender
from annotations.engine.language.name_words import name_words
from annotations.engine.language.names import Overrides, has_patronymic, name_forms
from annotations.engine.lexicon.model import NameRow, Skipped
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.lexicon.spelling import Spelling, spelling_of
from annotations.engine.lexicon.tables import build_forms, build_names
from annotations.engine.lookalikes import LATIN_TWINS
from annotations.engine.register import Entity, Name

_COMMON = FREQUENT["ru"] | FREQUENT["en"]
_LONGEST_TWIN = 3

_Rank = tuple[str, str, str, int]
_Written = tuple[_Rank, NameRow, NameForms, Spelling]


def build_lexicon(entities: Sequence[Entity], *, overrides: Overrides | None = None, surnames: bool = False) -> Lexicon:
    """The lexicon of all names of ``entities``; their order does not matter.

    ``overrides``: for the value of a name, all the ways to write it, in place of those worked out. ``surnames``: the
    surnames of full names alone, too, as rows of the form ``surname``. Names that cannot be looked for are in
    ``Lexicon.skipped``.
    """
    written: list[_Written] = []
    skipped: list[Skipped] = []
    for entity in entities:
        for name in entity.names:
            reason = _refusal(name)
            if reason:
                skipped.append(Skipped(entity.id, name.value, reason))
        written.extend(way for way in _written(entity, overrides) if surnames or way[1].form != "surname")
    written.sort(key=lambda way: way[0])
    slots: dict[Slot, int] = {}
    rows_of: dict[tuple[int, ...], list[int]] = {}
    for number, (_, _, forms, _) in enumerate(written):
        sequence = tuple(slots.setdefault(slot, len(slots)) for slot in forms.slots)
        rows_of.setdefault(sequence, []).append(number)
    sequences = list(rows_of)
    return Lexicon(
        rows=tuple(row for _, row, _, _ in written),
        skipped=tuple(sorted(skipped, key=lambda skip: (skip.entity, skip.value, skip.reason))),
        spellings=tuple(spelling for _, _, _, spelling in written),
        rows_of=tuple(tuple(rows_of[sequence]) for sequence in sequences),
        forms=build_forms(list(slots), sequences),
        names=build_names(sequences),
    )


def ways_to_write(entity: Entity) -> tuple[tuple[NameRow, NameForms, Spelling], ...]:
    """Every way to write every name of ``entity`` that can be looked for: what a lexicon is built of."""
    return tuple((row, forms, spelling) for _, row, forms, spelling in _written(entity, None))


def _written(entity: Entity, overrides: Overrides | None) -> Iterable[_Written]:
    gender = person_gender(entity.names) if entity.is_person else None
    patronymic_known = entity.is_person and any(has_patronymic(name) for name in entity.names)
    for name in entity.names:
        if _refusal(name):
            continue
        ways = name_forms(name, person=entity.is_person, gender=gender, overrides=overrides)
        listed = name.model_dump_json()
        for number, forms in enumerate(dict.fromkeys(_with_twins(way) for way in ways if way.slots)):
            spelling = spelling_of(name, forms, patronymic_known=patronymic_known)
            yield (entity.id, name.value, listed, number), NameRow(entity.id, name, forms.order), forms, spelling


def _with_twins(way: NameForms) -> NameForms:
    """Short words of a longer name may be typed in Latin as a whole: «с» as "c"."""
    if len(way.slots) == 1:
        return way
    return replace(way, slots=tuple(_twin(slot) for slot in way.slots))


@lru_cache(maxsize=1 << 16)
def _twin(listed: Slot) -> Slot:
    twins = {form.translate(LATIN_TWINS): bits for form, bits in listed.forms if len(form) <= _LONGEST_TWIN}
    twins = {form: bits for form, bits in twins.items() if form.isascii() and form.isalpha()}
    return replace(listed, forms=slot(union((dict(listed.forms), twins))).forms) if twins else listed


def _refusal(name: Name) -> str:
    """Why a name cannot be looked for; empty when it can."""
    words = name_words(name.value)
    if not words:
        return "it holds no word"
    if len(words) == 1 and len(words[0].folded) == 1:
        return "it is a single letter"
    if not name.case_sensitive and not name.quoted_only and all(word.folded in _COMMON for word in words):
        return "it is made of the most common words; make it case_sensitive or quoted_only"
    return ""
