"""The names in one cell or paragraph of a list: ``«A» («B» или «C»)``, ``«A» (бывшее «B»)``, other names in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotations.engine.language.ru.dictionary import nouns
from annotations.registers.formats.letter_case import sentence_case

_OPENING, _CLOSING = "«„“", "»”"
_NUMBER = re.compile(r"^\s*\d{1,5}\s*[.)]\s*")
_TAIL = " \t\n;*.,:-–—"
_PREVIOUS = re.compile(
    r"^\s*(?:бывш\w+|прежн\w+(?:\s+(?:наименовани\w+|названи\w+))?|ранее(?:\s+[-–—:]|\s+именовал\w+)?|"
    r"до переименования|"
    r"formerly(?:\s+known\s+as)?|former(?:\s+name)?|previously(?:\s+known\s+as)?|f\.?k\.?a\.?)\b[\s:–—-]*",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^\s*(?:(?:друг\w+|ин\w+)\s+(?:используем\w+\s+)?(?:наименовани\w+|названи\w+)|"
    r"(?:также|так же)(?:\s+известн\w+)?(?:\s+как)?|известн\w+\s+как|он\s+же|она\s+же|они\s+же|оно\s+же|"
    r"сокращ[её]нно\w*(?:\s+наименовани\w+)?|сокр\.?|also(?:\s+known)?(?:\s+as)?|a\.?k\.?a\.?|and\s+aliases|"
    r"other\s+names?(?:\s+used)?|including)(?=[\s:–—-]|$)[\s:–—-]*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:решени|приговор|определени|постановлени|распоряжени|суд[аеу]?\b|огрн|инн\b|г\.\s*р\.|статус|запрещ|признан)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^(?:сша|великобритания|германия|украина|польша|франция|литва|латвия|эстония|канада|чехия|нидерланды|бельгия|"
    r"швеция|норвегия|финляндия|испания|италия|турция|грузия|россия|рф|российская федерация|usa|uk|united kingdom|"
    r"united states|germany|ukraine|poland|france|canada|г\.\s*[\w -]+)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:или|либо|or)\s+|\s*[;|]\s*|\s*/\s+", re.IGNORECASE)
_AND_ACRONYM = re.compile(r"\s+(?:and|и)\s+(?=[A-ZА-ЯЁ]{2,8}\s*$)")
_ACRONYM = re.compile(r"[A-ZА-ЯЁ0-9]{2,8}(?:[-–][A-ZА-ЯЁ0-9]{1,4})?")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_FOREIGN = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:(?:of|for|the|and|de|&)\s+)*[A-Z][\w'’.-]*)*")
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})
_MARKS = str.maketrans("", "", "«»„“”\"")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a text outside of parentheses, or what one pair of them holds."""

    text: str
    inside: bool


def names_in(text: str) -> list[dict[str, Any]]:
    """The names that ``text`` gives, the first of them primary, as rows of ``annotations/register/1``."""
    found: dict[str, dict[str, Any]] = {}
    for value, kind in _named(_NUMBER.sub("", text).strip()):
        said = value.strip(_TAIL)
        key = said.translate(_MARKS).lower()
        if key and key not in found:
            found[key] = name_row(said, kind)
    rows = list(found.values())
    if rows and all(row["kind"] != "primary" for row in rows):
        rows[0]["kind"] = "primary"
    return rows


def name_row(value: str, kind: str, lang: str = "") -> dict[str, Any]:
    """One name; a single common noun («База») counts only in quotation marks."""
    row: dict[str, Any] = {"value": value, "kind": kind}
    if lang:
        row["lang"] = lang
    if " " not in value and "-" not in value and _is_common(value):
        row["quoted_only"] = True
    return row


def is_in(name: str, lang: str) -> bool:
    """Whether a name is written in the letters of a language."""
    return (_CYRILLIC.search(name) is not None) == (lang == "ru")


def _is_common(word: str) -> bool:
    readings = nouns(word.lower())
    return bool(readings) and not any(reading.grammemes & _PROPER for reading in readings)


def _named(text: str) -> Iterator[tuple[str, str]]:
    outside = [piece.text for piece in pieces(text) if not piece.inside]
    yield from _main(" ".join(" ".join(outside).split()))
    for piece in pieces(text):
        if piece.inside:
            yield from _others(piece.text)


def pieces(text: str) -> list[_Piece]:
    """A text cut at its outermost parentheses; one that is never closed is no parenthesis."""
    found: list[_Piece] = []
    start, depth, opened = 0, 0, 0
    for place, sign in enumerate(text):
        if sign == "(":
            if depth == 0:
                opened = place
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append(_Piece(text[start:opened], False))
                found.append(_Piece(text[opened + 1 : place], True))
                start = place + 1
    found.append(_Piece(text[start:], False))
    return [piece for piece in found if piece.text.strip()]


def quoted_parts(text: str) -> list[str]:
    """What stands in the outermost quotation marks of ``text``."""
    found: list[str] = []
    depth, opened, straight = 0, 0, False
    for place, sign in enumerate(text):
        opens = sign in _OPENING or (sign == '"' and not straight)
        closes = sign in _CLOSING or (sign == '"' and straight)
        if sign == '"':
            straight = not straight
        if opens:
            opened = place if depth == 0 else opened
            depth += 1
        elif closes and depth:
            depth -= 1
            if depth == 0:
                found.append(text[opened + 1 : place].strip())
    return [part for part in found if part]


def _main(text: str) -> Iterator[tuple[str, str]]:
    parts = quoted_parts(text)
    foreign = [] if parts or not _CYRILLIC.search(text) else [found.group() for found in _FOREIGN.finditer(text)]
    if foreign:
        # «компания Brontex Inc. по реализации …»: a description, and the names in it.
        yield from ((part, "alias") for part in foreign)
        yield text, "legal"
        return
    if not parts:
        yield from ((part, "primary" if not number else "alias") for number, part in enumerate(_BETWEEN.split(text)))
        return
    for number, part in enumerate(parts):
        yield sentence_case(part), "primary" if not number else "alias"
    if len(parts) == 1 and text.strip(_TAIL).translate(_MARKS).strip() != parts[0].translate(_MARKS).strip():
        yield sentence_case(text), "legal"


def _others(text: str) -> Iterator[tuple[str, str]]:
    previous, also = _PREVIOUS.match(text), _ALSO.match(text)
    kind = "previous" if previous else "alias"
    intro = previous or also
    if intro is None and (_NO_NAME.search(text) or _PLACE.match(text.strip())):
        return
    rest = text[intro.end() :] if intro else text
    for part in _split(rest):
        for nested in pieces(part):
            if nested.inside:
                yield from _others(nested.text)
                continue
            inner = quoted_parts(nested.text)
            bare = nested.text.strip(_TAIL).strip("".join((*_OPENING, *_CLOSING, '"')))
            if _PLACE.match(bare):
                continue
            if inner and bare.translate(_MARKS).strip() != inner[0].translate(_MARKS).strip():
                yield sentence_case(nested.text.strip(_TAIL)), kind
            for value in map(sentence_case, inner or [bare]):
                yield value, "abbreviation" if kind == "alias" and _ACRONYM.fullmatch(value) else kind


def _split(text: str) -> Iterator[str]:
    """The names of a list of them: cut at ``;``, at «или», and at commas outside of quotation marks."""
    for part in _BETWEEN.split(_AND_ACRONYM.sub("; ", text)):
        start, depth, straight = 0, 0, False
        for place, sign in enumerate(part):
            depth += (sign in _OPENING or sign == "(") - (sign in _CLOSING or sign == ")")
            straight ^= sign == '"'
            if sign == "," and depth <= 0 and not straight:
                yield part[start:place]
                start = place + 1
        yield part[start:]
