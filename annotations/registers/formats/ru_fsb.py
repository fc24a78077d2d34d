"""The federal list of terrorist organisations: number, names, court with date and number of its ruling, in force."""

from __future__ import annotations

import re

from annotations.registers.formats.authority import authority_list
from annotations.registers.formats.dates import IN_TEXT, iso
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.plain import entity_of
from annotations.registers.formats.rulings import ruling_in

_TITLE = re.compile(
    r"единый\s+федеральный\s+список\s+организаций|"
    r"список\s+организаций[^.]{0,120}признанн\w+[^.]{0,120}террористическими", re.IGNORECASE,
)
COURT = re.compile(
    r"(?:^|(?<=[)»\",;\n\t])|(?<=\s{2}))\s*(?:(?:[Рр]ешени|[Пп]риговор|[Оо]пределени|[Пп]остановлени|[Зз]аочн)\w*\b"
    r"|[А-ЯЁ0-9][\w-]*(?:ый|ий|ой|ого|его|ым|им)\s+(?:[\w-]+\s+){0,6}?[Сс]уд\w*\b|[Сс]уд\w*\b)"
)
"""Where, after a sign or a new line, a court or its ruling begins."""


def split_at_court(text: str) -> tuple[str, str]:
    """The names, and what is said of the ruling; empty when no court is named."""
    found = COURT.search(text, 1)
    if found is None:
        date = IN_TEXT.search(text)
        return (text[: date.start()], text[date.start() :]) if date else (text, "")
    return text[: found.start()], text[found.start() :]


def _row(paragraph: Paragraph, source: Source) -> Row | None:
    names, said = split_at_court(paragraph.text)
    flat = joined(said)
    ruling = ruling_in(flat)
    dates = [iso(found.group()) for found in IN_TEXT.finditer(flat)]
    if len(dates) > 1:
        # The last column is the day on which the ruling came into force.
        ruling.setdefault("in_force_on", dates[-1])
    return entity_of(paragraph.line, names, source, **ruling)


RU_FSB = authority_list(
    "ru.fsb", "the federal list of terrorist organisations (FSB)",
    Stated(register="ru.fsb", jurisdiction="RU", status="terrorist", lang="ru"), _row,
    lambda head: _TITLE.search(head.text) is not None,
)
