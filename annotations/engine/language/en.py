"""English word forms. A possessive needs none: its ``s`` stands behind an apostrophe and is a word of its own."""

from __future__ import annotations

import re

from annotations.engine.language.forms import PLURAL, SINGULAR, Forms, union

_VOWEL_Y = re.compile(r"[aeiou]y$")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")


def plural(word: str) -> str:
    """The regular plural of a folded noun; also the third person of a verb."""
    if _HISSING.search(word):
        return word + "es"
    if word.endswith("y") and not _VOWEL_Y.search(word):
        return word[:-1] + "ies"
    return word + "s"


def singular(word: str) -> str:
    """The regular singular of a folded plural; a word that is none comes back as it is."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and _HISSING.search(word[:-2]):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def noun_forms(word: str) -> Forms:
    """Singular and plural of a noun that is given as either."""
    one = singular(word)
    return union(({one: SINGULAR}, {plural(one): PLURAL}, {word: SINGULAR | PLURAL}))


def all_forms(word: str) -> frozenset[str]:
    """Every regular form of a noun or verb: plural, third person, -ed, -ing. Irregular ones are listed by the user."""
    stem = word[:-1] if word.endswith("e") else word
    past = word[:-1] + "ied" if word.endswith("y") and not _VOWEL_Y.search(word) else stem + "ed"
    forms = {word, plural(word), past, stem + "ing"}
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", word):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)
