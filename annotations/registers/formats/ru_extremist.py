"""The Justice Ministry's list of extremist organisations: numbered paragraphs, one sentence with the rulings each."""

from __future__ import annotations

import re

from annotations.registers.formats.authority import authority_list
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.plain import entity_of
from annotations.registers.formats.ru_fsb import split_at_court
from annotations.registers.formats.rulings import ruling_in

_TITLE = re.compile(
    r"перечень\s+(?:некоммерческих\s+организаций|общественных\s+(?:и\s+религиозных\s+)?объединений)[^.]{0,400}"
    r"(?:ликвидаци|запрете\s+деятельности)", re.IGNORECASE,
)
_RULING = re.compile(r"\(\s*(?:(?:заочн\w+\s+)?решени|приговор|определени|постановлени|признан\w+\s+(?:судом|решени))")


def _row(paragraph: Paragraph, source: Source) -> Row | None:
    flat = joined(paragraph.text)
    found = _RULING.search(flat)
    names, said = (flat[: found.start()], flat[found.start() :]) if found else split_at_court(paragraph.text)
    return entity_of(paragraph.line, names.rstrip(" (;"), source, **ruling_in(joined(said)))


RU_EXTREMIST = authority_list(
    "ru.minjust.extremist", "the Justice Ministry's list of extremist organisations",
    Stated(register="ru.minjust.extremist", jurisdiction="RU", status="extremist", lang="ru"), _row,
    lambda head: _TITLE.search(head.text) is not None,
)
