"""Words that a source prescribes, found literally: quotation marks and white space aside, and a first letter's case."""

from __future__ import annotations

_FOLD = str.maketrans(
    dict.fromkeys("«»„“”‟″〝〞＂", '"') | dict.fromkeys("‘’‚‛′ʼ＇`´", "'")
)


def folded(text: str) -> str:
    """The text with every quotation mark straight and every run of white space one space."""
    return " ".join(text.translate(_FOLD).split())


def find_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text. At the beginning of a sentence its first letter is a capital."""
    wanted = folded(phrase)
    here = folded(text)
    return bool(wanted) and (wanted in here or wanted[0].upper() + wanted[1:] in here)
