"""Forms of names that people have called wrong: they stay in the compiled names and count for nothing."""

from __future__ import annotations

from collections import defaultdict

from annotations.engine.reference import Unwanted
from annotations.engine.words import folded_words
from annotations.models.name_form import NameForm


def unwanted_forms() -> Unwanted:
    """Entity -> the forms, in folded words, that are not to count; one query. A name as it is listed always counts:
    who wants it gone takes it out of the register."""
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entity, name, form in NameForm.objects.filter(is_right=False).values_list("entity", "name", "form"):
        words = folded_words(form)
        if words != folded_words(name):
            found[entity].add(words)
    return {entity: frozenset(forms) for entity, forms in found.items()}
