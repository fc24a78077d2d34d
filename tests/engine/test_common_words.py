"""Names that are common words or towns as well."""

from functools import lru_cache

import pytest

from annotations.engine.check import check
from annotations.engine.reference import Reference
from annotations.engine.register import Entity
from annotations.engine.report import Finding, Requirement
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.newsroom import NOW, story


def listed(name: str, status: str) -> Entity:
    designation = {"register": "ru.list", "jurisdiction": "RU", "status": status, "in_force_on": "2021-04-23"}
    names = [{"value": name, "lang": "ru", "case_sensitive": True}]
    row = {"id": name, "schema": "Organization", "names": names, "designations": [designation]}
    return Entity.model_validate(row, strict=False)


@lru_cache(maxsize=1)
def reference() -> Reference:
    papers = [listed(name, "foreign_agent") for name in ("Медуза", "Дождь", "Инсайдер", "Астра")]
    entities = [*papers, listed("Азов", "terrorist"), listed("Талибан", "terrorist")]
    return Reference.build(entities=entities, sources=(), packs=load_packs(["ru"]), wordings=shipped_wordings())


def outcomes(text: str) -> dict[str, str]:
    report = check(story(text), reference(), now=NOW, fixes=False)
    rows: list[Requirement | Finding] = [*report.findings, *report.requirements]
    return {row.subject: row.outcome.value for row in rows}


@pytest.mark.parametrize(
    "text",
    [
        "Дождь залил город. Ночью дождь усилится.",
        "Прогноз: Дождь, ветер и град.",
        "Медуза обожгла туристов. Медузы приплыли к берегу.",
        "Астра цветёт осенью.",
        "Инсайдер рассказал о сделке.",
        "В Азове пожар. Город Азов готовится к празднику.",
        "Азов атаковали беспилотники. Администрация Азова молчит.",
    ],
)
def test_the_common_word_and_the_town_are_nobody(text: str) -> None:
    assert outcomes(text) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Как пишет Медуза, дождя не будет.", {"Медуза": "missing"}),
        ("Медуза сообщает о дожде.", {"Медуза": "missing"}),
        ("«Медуза» вышла. Медуза и право.", {"Медуза": "missing"}),
        ("Медуза (иноагент) выпустила текст.", {"Медуза": "satisfied"}),
        ("Медуза* и Дождь* вышли.\n\n* Признаны иноагентами.", {"Медуза": "satisfied", "Дождь": "satisfied"}),
        ("Боец Азова сдался.", {"Азов": "missing"}),
        ("Полк «Азов» отошёл.", {"Азов": "missing"}),
        ("Талибан захватил город.", {"Талибан": "missing"}),
    ],
)
def test_the_name_is_meant(text: str, found: dict[str, str]) -> None:
    assert outcomes(text) == found
