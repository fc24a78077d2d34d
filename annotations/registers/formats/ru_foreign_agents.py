"""The register of foreign agents: persons and bodies, the day of the decision, that of exclusion where there is one."""

from __future__ import annotations

import re

from annotations.registers.formats.authority import authority_list
from annotations.registers.formats.dates import IN_TEXT, iso
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.persons import is_person
from annotations.registers.formats.plain import entity_of

_TITLE = re.compile(r"реестр\w*\s+иностранных\s+агентов", re.IGNORECASE)
_NAME_END = re.compile(r"(?<!\w)(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{9,15}|\d{3}-\d{3}-\d{3}\s\d{2}|https?://|www\.|\(?ст\.)")
_NUMBERS = (
    ("inn", re.compile(r"(?<!\d)(\d{10}|\d{12})(?!\d)")), ("ogrn", re.compile(r"(?<!\d)(\d{13}|\d{15})(?!\d)")),
)
_HOST = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+(?:ru|com|org|net|info|рф|io|me|media|tv|su|eu)\b)(?:/\S*)?", re.IGNORECASE
)
_GROWN_UP = 14


def _row(paragraph: Paragraph, source: Source) -> Row | None:
    text = joined(paragraph.text)
    end = _NAME_END.search(text)
    names, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    dates = [iso(found.group()) for found in IN_TEXT.finditer(rest)]
    person = is_person(names.split("(")[0].strip(" ,;*"))
    born = _born(dates) if person else ""
    dates = dates[1:] if born else dates
    said = f"{names.strip(' ,;')}, {_day(born)} г.р." if born else names
    numbers = [f"{kind}:{found[1]}" for kind, sign in _NUMBERS if (found := sign.search(rest))]
    return entity_of(
        paragraph.line, said, source, person=person, listed_on=dates[0] if dates else "",
        ended_on=dates[1] if len(dates) > 1 else "",
        end_reason="исключён из реестра" if len(dates) > 1 else "",
        identifiers=numbers,
        hosts=list(dict.fromkeys(found[1].lower() for found in _HOST.finditer(rest))),
    )


def _born(dates: list[str]) -> str:
    """The first date, when whoever was born on it could have been entered on the next."""
    return dates[0] if len(dates) > 1 and int(dates[1][:4]) - int(dates[0][:4]) >= _GROWN_UP else ""


def _day(date: str) -> str:
    year, month, day = date.split("-")
    return f"{day}.{month}.{year}"


RU_FOREIGN_AGENTS = authority_list(
    "ru.minjust.foreign_agents", "the Justice Ministry's register of foreign agents",
    Stated(register="ru.minjust.foreign_agents", jurisdiction="RU", status="foreign_agent", lang="ru"), _row,
    lambda head: _TITLE.search(head.text) is not None,
)
