"""Sentences of findings in the language of whoever reads them. What is stored and sent to programs stays as it is."""

from __future__ import annotations

from functools import lru_cache

from annotations.conf import desk
from annotations.engine.rulebook import Rule
from annotations.localization.catalogue import Catalogue
from annotations.localization.reading import languages, read_catalogue
from annotations.localization.words import base_language
from annotations.registers.live import stamps
from annotations.rulebook.load import load_packs, shipped_packs
from annotations.rulebook.problems import RulebookError

_MOST_SENTENCES = 4096
_LONGEST = 4000
"""Characters of a sentence that is said anew; longer ones are shown as they are."""


def told(text: str, language: str | None = None) -> str:
    """A sentence of the engine in ``language``, that of the reader when it is not stated; else as it is."""
    wanted = base_language(language)
    if not text or wanted not in languages_known() or len(text) > _LONGEST:
        return text
    packs = tuple(desk().packs or ())
    return _told(text, wanted, packs, stamps(packs))


@lru_cache(maxsize=1)
def languages_known() -> frozenset[str]:
    """Languages with a catalogue of sentences."""
    return languages()


@lru_cache(maxsize=_MOST_SENTENCES)
def _told(text: str, language: str, packs: tuple[str, ...], written: object) -> str:
    return _catalogue(language, packs, written).say(text) or text


@lru_cache(maxsize=8)
def _catalogue(language: str, packs: tuple[str, ...], written: object) -> Catalogue:
    """``written``: when files of packs were, so that an edited pack is read anew."""
    return read_catalogue(language, _rules(packs))


def _rules(packs: tuple[str, ...]) -> list[Rule]:
    """Of the packs named, or of those that are shipped. A pack that is wrong is told of by the checks; its sentences
    stay as the engine says them."""
    found: list[Rule] = []
    for name in packs or shipped_packs():
        try:
            found += [rule for pack in load_packs([name]) for rule in pack.rules]
        except RulebookError:
            continue
    return found
