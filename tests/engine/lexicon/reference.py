"""What a lexicon must find, word by word and name by name: slow, and plain enough to be believed."""

from collections.abc import Iterator, Sequence

from annotations.engine.language.forms import ANY, NameForms
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.lexicon.model import NameRow
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.register import Entity
from annotations.engine.words import Words, fold, read_words

Found = tuple[int, int, str, str, str]
"""Start, end, entity, value of the name, form."""


def reference(entities: Sequence[Entity], text: str, *, surnames: bool) -> list[Found]:
    """Every name in a text without look-alikes, in order."""
    words = read_words(text)
    folded = [fold(text[start:end]) for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    ways = [way for entity in entities for way in ways_to_write(entity)]
    found = {
        each
        for row, forms, spelling in ways
        if (row.form == "surname") is surnames
        for each in _named(text, words, folded, (row, forms, spelling))
    }
    return sorted(found)


def _named(
    text: str, words: Words, folded: Sequence[str], way: tuple[NameRow, NameForms, Spelling]
) -> Iterator[Found]:
    row, forms, spelling = way
    for first in range(len(folded) - len(forms.slots) + 1):
        last = first + len(forms.slots) - 1
        joined = all(words.gap_before(text, at) for at in range(first + 1, last + 1))
        if joined and _agree(forms, folded[first : last + 1]) and spelling.fits(text, words, first, last):
            end = int(words.ends[last]) + spelling.ends_with_initial
            yield int(words.starts[first]), end, row.entity, row.name.value, row.form


def _agree(forms: NameForms, folded: Sequence[str]) -> bool:
    shared = ANY
    for slot, word in zip(forms.slots, folded, strict=True):
        shared &= dict(slot.forms).get(word, 0)
    return bool(shared)
