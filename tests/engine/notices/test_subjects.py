"""Whom a notice is about: marks, lists, parentheses, owners."""

import pytest

from tests.engine.newsroom import checked, outcome

TWO = "«Варкеш» и «Северный пакт»"


@pytest.mark.parametrize(
    ("text", "varkesh", "pact"),
    [
        (f"{TWO} запрещены в РФ, но воюют друг с другом.", "satisfied", "satisfied"),
        ("«Варкеш» (запрещён в РФ) и «Северный пакт» воюют.", "satisfied", "missing"),
        (f"{TWO} (обе организации запрещены в РФ) воюют.", "satisfied", "satisfied"),
        ("«Варкеш»* и «Северный пакт»* воюют.\n\n* Организации, запрещённые в РФ.", "satisfied", "satisfied"),
        ("«Варкеш»* и «Северный пакт»** воюют.\n\n* Организация запрещена в РФ.", "satisfied", "unresolved-marker"),
        ("«Варкеш»* и «Северный пакт» воюют.\n\n* Организация запрещена в РФ.", "satisfied", "missing"),
        ("«Варкеш» воюет, «Северный пакт»* отошёл.\n\n* «Варкеш» запрещён в РФ.", "satisfied", "wrong-target"),
        ("«Варкеш*» и «Северный пакт» * воюют.\n\n＊ Организации запрещены в РФ.", "satisfied", "satisfied"),
        ("«Варкеш»* и «Северный пакт»** воюют.\n\n*, ** Организации запрещены в РФ.", "satisfied", "satisfied"),
        ("«Варкеш» (*) и «Северный пакт» воюют.\n\n(*) Организация запрещена в РФ.", "satisfied", "missing"),
        ("«Варкеш»¹ и «Северный пакт»² воюют.\n\n¹ Запрещён в РФ.\n\n² По данным радио.", "satisfied", "missing"),
    ],
)
def test_two_bodies(text: str, varkesh: str, pact: str) -> None:
    assert (outcome(text, "varkesh"), outcome(text, "northern-pact")) == (varkesh, pact)


def test_a_note_that_names_two_of_three_is_incomplete_for_the_third() -> None:
    text = (
        "«Варкеш»*, «Северный пакт»* и «Белая застава»* воюют.\n\n"
        "* «Варкеш» и «Северный пакт» — террористические организации, запрещены в РФ."
    )
    assert outcome(text, "white-outpost") == "incomplete"


def test_two_definitions_of_one_mark_ask_a_person() -> None:
    text = "«Варкеш»* воюет.\n\n* Запрещён в РФ.\n\n* Признан иностранным агентом."
    assert outcome(text, "varkesh") == "review"


def test_an_owners_notice_covers_the_product() -> None:
    text = (
        "Музей завёл страницу в Ticklet*.\n\n* Принадлежит Brontex, которая признана экстремистской и запрещена в РФ."
    )
    report = checked(text)
    assert [(row.subject, row.outcome.value) for row in report.requirements] == [("ticklet", "satisfied")]
    assert report.findings == ()


def test_an_alias_list_and_the_notice_share_a_parenthesis() -> None:
    text = "«Северный пакт» (Northern Pact; запрещённая в России террористическая организация) отошёл."
    report = checked(text)
    assert [mention.in_notice for mention in report.mentions] == [False, True]
    assert report.requirements[0].outcome.value == "satisfied"


def test_a_leftover_notice_is_an_orphan() -> None:
    text = "Мост открыли после ремонта.\n\nДвижение «Варкеш» — террористическая организация, запрещена в РФ."
    assert outcome(text, "varkesh") == "orphan"


def test_a_sentence_of_the_story_is_a_mention_and_a_notice() -> None:
    text = "Суд огласил решение. «Северный пакт» признан террористическим и запрещён в РФ. Зал аплодировал."
    assert outcome(text, "northern-pact") == "satisfied"


@pytest.mark.parametrize("stars", ["5*4 — двадцать", "гостиница 3*", "оценка *****", "«f***»"])
def test_stars_that_mark_nothing(stars: str) -> None:
    text = f"Считаем: {stars}.\n\n***\n\nМост открыли."
    report = checked(text)
    assert (report.requirements, report.findings, report.notices) == ((), (), ())


@pytest.mark.parametrize(
    "piece", ["Варкеш (запрещён в РФ) рад. ", "Варкеш запрещён ", "* Запрещён.\n\nВаркеш*.\n\n", "((", "«"]
)
def test_hostile_repetition_is_read_to_the_end(piece: str) -> None:
    """Work grows with the text and no faster: with a square these would take hours."""
    report = checked(piece * 3000 + "Мост открыли.")
    assert report.unchecked == ()
