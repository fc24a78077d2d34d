"""What a change of entities makes worth looking for: the names by which an article can be touched by it.

Too much may be looked for, never too little: an article without any of it has the same report before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from annotations.engine.language.forms import Slot
from annotations.engine.language.gender import gender_of
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.register import Entity
from annotations.engine.word_set import form_hashes, producer_hash
from annotations.engine.words import Hashes

Search = tuple[bytes, ...]
"""One way to write a name: for each word the sorted hashes of its forms, as bytes. Any hash of each must be there."""


def searches(before: Mapping[str, Entity], after: Mapping[str, Entity]) -> set[Search]:
    """What to look for after the entities of ``before`` have become those of ``after``, both by id."""
    known: dict[Slot, bytes] = {}
    found: set[Search] = set()
    for entity in before.keys() | after.keys():
        old, new = before.get(entity), after.get(entity)
        found.update(_searches(entity, old, new, known))
    return found


def only_names_differ(before: Entity | None, after: Entity | None) -> bool:
    """Whether a text with none of the names that came or went reads as before.

    A person's names decide on each other: by the patronymic, the gender and the given names that are known. An
    organisation's tell what it is called in a message and the gender of its label.
    """
    if before is None or after is None or before.is_person:
        return False
    languages = {"", *(name.lang or "" for name in (*before.names, *after.names))}
    return (
        before.model_copy(update={"names": after.names}) == after
        and all(before.display_name(language) == after.display_name(language) for language in languages)
        and gender_of(before.names, person=False) == gender_of(after.names, person=False)
    )


def _searches(
    entity: str, before: Entity | None, after: Entity | None, known: dict[Slot, bytes]
) -> Iterator[Search]:
    old = set(ways_to_write(before)) if before else set()
    new = set(ways_to_write(after)) if after else set()
    named = only_names_differ(before, after)
    for _, forms, _ in old ^ new if named else old | new:
        yield tuple(_hashes(slot, known) for slot in forms.slots)
    if not named:
        yield (_bytes(producer_hash(entity)),)


def _hashes(slot: Slot, known: dict[Slot, bytes]) -> bytes:
    if slot not in known:
        known[slot] = _bytes(form_hashes([form for form, _ in slot.forms]))
    return known[slot]


def _bytes(hashes: Hashes) -> bytes:
    return np.unique(hashes).astype("<u8").tobytes()


def rarest_first(search: Search, often: Mapping[bytes, int]) -> list[bytes]:
    """The words of a search, that which the fewest searches share first, a long word before a short one."""
    return sorted(dict.fromkeys(search), key=lambda word: (often[word], len(word), word))


def shared(found: Iterable[Search]) -> dict[bytes, int]:
    """In how many searches each word stands."""
    often: dict[bytes, int] = {}
    for search in found:
        for word in dict.fromkeys(search):
            often[word] = often.get(word, 0) + 1
    return often
