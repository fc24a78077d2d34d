"""Words that imitate forms of names: with letters of another script, digits for letters, a Russian ending on Latin."""

from __future__ import annotations

from annotations.engine.imitation import shape
from annotations.engine.language.ru.endings import latin_stem
from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.words import Words, fold


def words_imitated(text: str, words: Words, forms: FormTable) -> dict[int, list[str]]:
    """For odd words the forms of names that they look like; Latin words with a Russian ending lose it."""
    odd = words.odd
    if not odd:
        return {}
    surfaces = [text[words.starts[at] : words.ends[at]] for at in odd]
    imitated = forms.imitated([shape(surface) for surface in surfaces])
    stems = ([latin_stem(fold(surface))] for surface in surfaces)
    found = {at: forms or stem for at, forms, stem in zip(odd, imitated, stems, strict=True)}
    return {at: forms for at, forms in found.items() if forms != [""]}
