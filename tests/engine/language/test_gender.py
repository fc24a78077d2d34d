"""Gender of names, for «признан», «признана», «признано», «признаны»."""

import pytest

from annotations.engine.language.gender import gender_of, person_gender
from annotations.engine.register import Name


def names(*values: str, lang: str = "ru") -> list[Name]:
    return [Name(value=value, lang=lang) for value in values]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Талибан", "masculine"),
        ("Исламское государство", "neuter"),
        ("Аль-Каида", "feminine"),
        ("Священная война", "feminine"),
        ("Правый сектор", "masculine"),
        ("полк «Азов»", "masculine"),
        ("движение «Колумбайн»", "neuter"),
        ("Фонд борьбы с коррупцией", "masculine"),
        ("Штабы Навального", "plural"),
        ("Братья-мусульмане", "plural"),
        ("Хайят Тахрир аш-Шам", "masculine"),
        ("Аль-Гамаа аль-Исламия", "feminine"),
        ("Продолжение следует", "neuter"),
        ("Радио Свобода", "neuter"),
        ("ООО «Иноагент Лапшин»", "masculine"),
        ("Вёрстка", "feminine"),
        ("ИГИЛ", "masculine"),
        ("Инстаграм", "masculine"),
    ],
)
def test_an_organisation_has_the_gender_of_its_head(name: str, gender: str) -> None:
    assert gender_of(names(name), person=False) == gender


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Савва Андреевич Синицын", "masculine"),
        ("Злата Мезенцева", "feminine"),
        ("Саша Иванова", "feminine"),
        ("Синицына Женя Петровна", "feminine"),
        ("Тумсо Абдурахманов", "masculine"),
        ("Али Гасан оглы Мамедов", "masculine"),
        ("Морроккан", "masculine"),
    ],
)
def test_a_person_has_the_gender_of_the_name(name: str, gender: str) -> None:
    assert gender_of(names(name), person=True) == gender


def test_the_fullest_name_tells_the_gender_of_a_stage_name() -> None:
    assert person_gender(names("Монетка", "Анна Петровна Лись")) == "feminine"
    assert person_gender(names("Morrokkan", lang="en")) is None


@pytest.mark.parametrize(
    ("name", "gender"), [("Meta", "feminine"), ("Facebook", "masculine"), ("TV Rain", "masculine")]
)
def test_latin_names_go_by_their_ending(name: str, gender: str) -> None:
    assert gender_of(names(name, lang="en"), person=False) == gender


def test_the_primary_russian_name_decides() -> None:
    listed = [Name(value="Meta", lang="en"), Name(value="Мета", lang="ru", kind="alias")]
    listed.append(Name(value="Холдинг «Мета»", lang="ru"))
    assert gender_of(listed, person=False) == "masculine"
    assert gender_of([], person=False) == "masculine"
