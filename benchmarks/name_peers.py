"""The ready-made engines beside which our scan is measured, each given the same written forms.

Each finds every form that stands as whole words, overlapping ones too, in the text in small letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Span = tuple[int, int]
Search = Callable[[str], list[Span]]

MOST_FORMS = {"daachorse": 30_000_000, "ahocorasick-rs": 30_000_000, "pyahocorasick": 3_000_000, "spacy": 700_000}
"""Written forms up to which each is measured: beyond them it needs more memory or minutes than a benchmark has."""


def whole(text: str, start: int, end: int) -> bool:
    """Whether nothing that belongs to a word touches the stretch."""
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())


def daachorse(forms: Sequence[str]) -> Search:
    """daachorse, char-wise double array."""
    import daachorse as engine

    automaton: Any = engine.CharwiseDoubleArrayAhoCorasick(list(forms))

    def search(text: str) -> list[Span]:
        text = text.lower()
        return [(s, e) for s, e, _ in automaton.find_overlapping(text) if whole(text, s, e)]

    return search


def ahocorasick_rs(forms: Sequence[str]) -> Search:
    """ahocorasick-rs with its default choice of automaton."""
    import ahocorasick_rs as engine

    automaton: Any = engine.AhoCorasick(list(forms))

    def search(text: str) -> list[Span]:
        text = text.lower()
        return [(s, e) for _, s, e in automaton.find_matches_as_indexes(text, overlapping=True) if whole(text, s, e)]

    return search


def pyahocorasick(forms: Sequence[str]) -> Search:
    """pyahocorasick."""
    import ahocorasick as engine

    automaton: Any = engine.Automaton()
    for form in forms:
        automaton.add_word(form, len(form))
    automaton.make_automaton()

    def search(text: str) -> list[Span]:
        text = text.lower()
        return [(e + 1 - n, e + 1) for e, n in automaton.iter(text) if whole(text, e + 1 - n, e + 1)]

    return search


def spacy(forms: Sequence[str]) -> Search:
    """spaCy's PhraseMatcher over the words of a blank pipeline.

    The text is cut into words in small letters, as the forms are: spaCy parts the full stop from a small letter and
    leaves it at a capital one, so that «Р. Д.» in a text and «р. д.» in a form would be other words.
    """
    import spacy as engine
    from spacy.matcher import PhraseMatcher

    nlp: Any = engine.blank("xx")
    matcher: Any = PhraseMatcher(nlp.vocab, attr="ORTH")
    matcher.add("names", list(nlp.tokenizer.pipe(forms)))

    def search(text: str) -> list[Span]:
        document = nlp.make_doc(text.lower())
        return [(document[s:e].start_char, document[s:e].end_char) for _, s, e in matcher(document)]

    return search


PEERS: dict[str, Callable[[Sequence[str]], Search]] = {
    "daachorse": daachorse, "pyahocorasick": pyahocorasick, "ahocorasick-rs": ahocorasick_rs, "spacy": spacy,
}  # fmt: skip
