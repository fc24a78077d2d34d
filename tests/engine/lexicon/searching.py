"""Lexicons of a few names, and what they find in a text."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.register import Entity
from annotations.engine.words import read_words


def entity(*names: str | Mapping[str, Any], id: str = "listed", person: bool = False) -> Entity:
    """An entity with these names: values, or objects as in a register."""
    listed = [{"value": name} if isinstance(name, str) else dict(name) for name in names]
    return Entity.model_validate({"id": id, "schema": "Person" if person else "Organization", "names": listed})


def lexicon_of(*names: str | Mapping[str, Any], person: bool = False, **options: Any) -> Lexicon:
    """A lexicon of one entity."""
    return build_lexicon([entity(*names, person=person)], **options)


def found(lexicon: Lexicon, text: str) -> list[str]:
    """The different stretches of ``text`` that were found, in order."""
    return list(dict.fromkeys(text[hit.start : hit.end] for hit in lexicon.scan(text, read_words(text))))


def forms_found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    """The same with the form of each row: ``full``, ``initials``, ..."""
    hits = lexicon.scan(text, read_words(text))
    return [(text[hit.start : hit.end], hit.form) for hit in hits]


def is_found(lexicon: Lexicon, surface: str) -> bool:
    """Whether ``surface`` as a whole is found in the middle of a sentence, in Russian quotation marks as well."""
    return all(surface in found(lexicon, text) for text in (f"Вчера {surface} снова назвали.", f"О «{surface}» пишут."))


def near_misses(lexicon: Lexicon, surfaces: Sequence[str]) -> list[str]:
    """Those of ``surfaces`` that are found although they should not."""
    return [surface for surface in surfaces if surface in found(lexicon, f"Вчера {surface} снова назвали.")]
