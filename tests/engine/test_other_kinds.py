"""A word beside a name can make something else of it; then a person decides, and nobody is accused."""

import pytest

from annotations.engine.check import check
from annotations.engine.reference import Reference
from annotations.engine.register import Entity
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.newsroom import NOW, outcome, story


@pytest.mark.parametrize(
    "text",
    [
        "ФК «Варкеш» обыграл гостей.",
        "Вратарь «Варкеша» отбил мяч.",
        "Хоккейный клуб «Варкеш» подписал вратаря.",
        "В ресторане «Варкеш» отметили юбилей.",
        "На экраны вышел фильм «Варкеш».",
        "ЖК «Варкеш» сдан.",
        "Varkesh FC signed a goalkeeper.",
        "FC Varkesh signed a goalkeeper.",
        "Guests of Hotel Varkesh were moved.",
    ],
)
def test_a_club_a_hotel_or_a_film_of_that_name_is_for_a_person(text: str) -> None:
    assert outcome(text, "varkesh") == "review"


@pytest.mark.parametrize(
    "text",
    [
        "Боевики «Варкеша» взорвали ресторан.",
        "Организация «Варкеш» провела съезд в отеле.",
        "Съезд клуба «Варкеш» прошёл в столице.",
        "В ресторане Варкеш взорвал бомбу.",
        "Фильм о «Варкеше» показали в столице.",
        "Рассказ «Варкеша» о победах опровергли.",
        "Varkesh fighters stormed the hotel.",
        "The hotel Varkesh fighters stormed is closed.",
        "Движение Варкеш купило футбольный клуб.",
    ],
)
def test_what_stands_elsewhere_in_the_sentence_says_nothing(text: str) -> None:
    assert outcome(text, "varkesh") == "missing"


def test_a_surer_place_in_the_same_text_still_owes() -> None:
    assert outcome("Варкеш взял город. ФК «Варкеш» выиграл.", "varkesh") == "missing"


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("sport", "Varkesh beat Rovers 2-1 on Saturday.", "review"),
        ("Спорт", "«Варкеш» обыграл «Темп» 3:0.", "review"),
        ("sport", "Varkesh has forbidden women to play cricket.", "missing"),
        ("world", "Varkesh beat Rovers 2-1 on Saturday.", "missing"),
    ],
)
def test_on_the_sports_pages_a_score_tells(section: str, text: str, expected: str) -> None:
    assert outcome(text, "varkesh", section=section) == expected


def test_a_kind_that_a_listed_name_holds_speaks_for_the_entity() -> None:
    names = [{"value": value, "lang": "ru"} for value in ("Ресторан Сорокин", "Сорокин")]
    designation = {"register": "ru.list", "jurisdiction": "RU", "status": "terrorist", "in_force_on": "2021-04-23"}
    row = {"id": "restaurant", "schema": "Organization", "names": names, "designations": [designation]}
    listed = Entity.model_validate(row, strict=False)
    reference = Reference.build(entities=[listed], sources=(), packs=load_packs(["ru"]), wordings=shipped_wordings())
    report = check(story("В ресторане «Сорокин» прошёл съезд."), reference, now=NOW, fixes=False)
    assert [finding.outcome.value for finding in report.findings] == ["missing"]
