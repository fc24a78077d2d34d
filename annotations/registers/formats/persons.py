"""Persons as lists print them: surname, name, patronymic; other names in parentheses; a date of birth after them."""

from __future__ import annotations

import re
from typing import Any

from annotations.registers.formats.dates import iso
from annotations.registers.formats.letter_case import personal_case
from annotations.registers.formats.list_names import name_row, pieces

_BORN = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4})\s*(?:г\.?\s*р\.?|года рождения)", re.IGNORECASE)
_WORD = r"[А-ЯЁA-Z][А-ЯЁA-Zа-яёa-z'’-]*"
_PERSON = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,4}}(?:\s+(?:оглы|кызы|оглу|угли|ОГЛЫ|КЫЗЫ))?")
_PATRONYMIC = re.compile(r"\w+(?:вич|вна|ична|инична|ВИЧ|ВНА|ИЧНА)|оглы|кызы|ОГЛЫ|КЫЗЫ")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_SPLIT = re.compile(r"\s*[;,]\s*|\s+(?:или|он же|она же)\s+")


def is_person(name: str) -> bool:
    """Whether a name reads as surname, name and patronymic."""
    words = name.split()
    return bool(_PERSON.fullmatch(name) and len(words) >= 3 and _PATRONYMIC.fullmatch(words[-1]))


def born_in(text: str) -> str:
    """The date of birth that a text states («12.03.1985 г.р.»), as ISO has it; empty when there is none.

    Raises:
        DateTextError: when there is no such day.
    """
    found = _BORN.search(text)
    return iso(found[1]) if found else ""


def has_birth_date(text: str) -> bool:
    return _BORN.search(text) is not None


def person_names(text: str) -> list[dict[str, Any]]:
    """The names of a person: as listed (``legal``), name and surname, and what stands in parentheses."""
    rows: dict[str, dict[str, Any]] = {}
    main = " ".join(" ".join(piece.text for piece in pieces(text) if not piece.inside).split())
    _add(rows, personal_case(main.strip(" *,;.")), "legal")
    for piece in pieces(text):
        if piece.inside:
            for other in _SPLIT.split(piece.text):
                value = personal_case(other.strip(" *,;.«»\""))
                if value and not any(sign.isdigit() for sign in value):
                    _add(rows, value, "alias" if " " in value else "weak")
    return list(rows.values())


def _add(rows: dict[str, dict[str, Any]], value: str, kind: str) -> None:
    words = value.split()
    if not value:
        return
    if kind == "weak" or len(words) == 1:
        rows.setdefault(value.lower(), name_row(value, kind if kind != "legal" else "primary"))
        return
    if len(words) in (2, 3) and _CYRILLIC.search(value):
        given = f"{words[1]} {words[0]}"
        rows.setdefault(value.lower(), name_row(value, "legal" if len(words) == 3 else kind))
        rows.setdefault(given.lower(), name_row(given, "primary" if kind == "legal" else kind))
        return
    rows.setdefault(value.lower(), name_row(value, "primary" if kind == "legal" else kind))

