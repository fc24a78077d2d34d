"""Rosfinmonitoring's lists: sections of organisations and persons, aliases in parentheses, dates of birth, numbers.

A star says that terrorism is meant, none that it is extremism. A person who stands there owes no notice under the law
on mass media (DOMAIN 1.1): persons bear the list's own status, which no shipped rule asks for.
"""

from __future__ import annotations

import re

from annotations.registers.formats.authority import authority_list
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.persons import has_birth_date
from annotations.registers.formats.plain import entity_of

_PERSON_STATUS = "rosfinmonitoring"
_TITLE = re.compile(
    r"russian(?:UL|FL)|foreign(?:UL|FL)|причастности\s+к\s+экстремистской\s+деятельности", re.IGNORECASE
)
_PERSONS = re.compile(r"(?:russian|foreign)FL|физическ\w+\s+лиц", re.IGNORECASE)
_NUMBERS = re.compile(r"\b(ИНН|ОГРН(?:ИП)?)\s*:?\s*(\d{9,15})", re.IGNORECASE)
_KINDS = {"ИНН": "inn", "ОГР": "ogrn"}
_NAME_END = re.compile(r",\s*(?:,|\d{1,2}\.\d{1,2}\.\d{4}|ИНН|ОГРН)", re.IGNORECASE)
_BODIES = re.compile(r"(?:russian|foreign)UL|организаци|юридическ\w+\s+лиц", re.IGNORECASE)


def _row(paragraph: Paragraph, source: Source) -> Row | None:
    text = joined(paragraph.text).strip(" ;")
    person = has_birth_date(text) or _is_of_persons(paragraph.heading)
    end = _NAME_END.search(text)
    names = text[: end.start()] if end else text
    born = text[end.start() :] if end and person else ""
    status = _PERSON_STATUS if person else "terrorist" if "*" in names else "extremist"
    return entity_of(
        paragraph.line, f"{names.replace('*', '')}{born}" if born else names.replace("*", ""), source, person=person,
        status=status if source.stated.status == _PERSON_STATUS else "",
        identifiers=[f"{_KINDS[kind.upper()[:3]]}:{number}" for kind, number in _NUMBERS.findall(text)],
    )


def _is_of_persons(heading: str) -> bool:
    """What the section nearest to the row says."""
    persons, bodies = _PERSONS.search(heading), _BODIES.search(heading)
    return persons is not None and (bodies is None or persons.start() < bodies.start())


RU_ROSFINMONITORING = authority_list(
    "ru.rosfinmonitoring", "Rosfinmonitoring's lists of terrorists and extremists",
    Stated(register="ru.rosfinmonitoring", jurisdiction="RU", status=_PERSON_STATUS, lang="ru"), _row,
    lambda head: _TITLE.search(head.text) is not None,
)
