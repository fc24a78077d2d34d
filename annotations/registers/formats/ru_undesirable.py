"""The Justice Ministry's list of undesirable organisations: names in Russian and another language, order, decision."""

from __future__ import annotations

import re

from annotations.registers.formats.authority import authority_list
from annotations.registers.formats.dates import IN_TEXT, iso
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.plain import entity_of

_TITLE = re.compile(
    r"(?:признан\w+\s+нежелательн\w+|нежелательн\w+)\s+на\s+территории\s+Российской\s+Федерации", re.IGNORECASE
)
_NAME_END = re.compile(r"(?<!\w)(?:от\s+)?\d{1,2}\.\d{1,2}\.\d{4}|\b(?:[Рр]аспоряжени|[Рр]ешени|[Пп]риказ)\w*|№\s*\d")
_ORDER = re.compile(r"(?:распоряжени|приказ)\w*", re.IGNORECASE)
_DECISION = re.compile(r"решени\w*", re.IGNORECASE)
_NUMBER = re.compile(r"№?\s*(\d{1,5}-р)\b|№\s*([\w/.-]*\d[\w/.-]*)")


def _row(paragraph: Paragraph, source: Source) -> Row | None:
    text = joined(paragraph.text)
    end = _NAME_END.search(text)
    names, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    number = _NUMBER.search(rest)
    listed, decided = _after(_ORDER, rest), _after(_DECISION, rest)
    if not listed and not decided:
        # Two columns without a word: the order by which it was listed, then the decision, which was never later.
        dates = [iso(found.group()) for found in IN_TEXT.finditer(rest)][:2]
        listed, decided = max(dates, default=""), min(dates, default="") if len(dates) > 1 else ""
    return entity_of(
        paragraph.line, names, source, decided_on=decided, listed_on=listed,
        reference=(number[1] or number[2]) if number else "",
    )


def _after(sign: re.Pattern[str], text: str) -> str:
    """The date that follows a word within the next words."""
    word = sign.search(text)
    found = IN_TEXT.search(text, word.end(), word.end() + 80) if word else None
    return iso(found.group()) if found else ""


RU_UNDESIRABLE = authority_list(
    "ru.minjust.undesirable", "the Justice Ministry's list of undesirable organisations",
    Stated(register="ru.minjust.undesirable", jurisdiction="RU", status="undesirable", lang="ru"), _row,
    lambda head: _TITLE.search(head.text) is not None,
)
