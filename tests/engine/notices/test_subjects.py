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
        ("«Варкеш» и «Северный пакт»* воюют.\n\n* Организации запрещены в РФ.", "satisfied", "satisfied"),
        ("«Варкеш» и «Северный пакт»* воюют.\n\n* Организация запрещена в РФ.", "missing", "satisfied"),
        ("«Варкеш» воюет, «Северный пакт»* ушёл.\n\n* Организации запрещены в РФ.", "missing", "satisfied"),
        ("«Варкеш» (*) и «Северный пакт» воюют.\n\n(*) Организация запрещена в РФ.", "satisfied", "missing"),
        ("«Варкеш»¹ и «Северный пакт»² воюют.\n\n¹ Запрещён в РФ.\n\n² По данным радио.", "satisfied", "missing"),
    ],
)
def test_two_bodies(text: str, varkesh: str, pact: str) -> None:
    assert (outcome(text, "varkesh"), outcome(text, "northern-pact")) == (varkesh, pact)


@pytest.mark.parametrize(
    "text",
    [
        "Варкеш* открыл школу.\n\n— *запрещён в РФ",
        "Варкеш* открыл школу.\n\n• * Организация запрещена в РФ",
        "Варкеш* открыл школу.\n\n🚫 *запрещён в РФ",
        "Варкеш* открыл школу.\n\n||*запрещён в РФ||",
        "Варкеш* открыл школу, *запрещён в РФ",
        "Варкеш* открыл школу | *запрещён в РФ",
    ],
)
def test_a_line_that_defines_a_mark_may_begin_with_other_signs(text: str) -> None:
    assert outcome(text, "varkesh") == "satisfied"


def test_a_mark_inside_a_sentence_does_not_take_what_follows() -> None:
    text = "Варкеш* открыл школу, *запрещён в РФ. «Белая застава» ушла."
    assert outcome(text, "white-outpost") == "missing"


def test_marks_before_names_define_nothing() -> None:
    text = "Воюют Варкеш, *«Северный пакт» и *«Белая застава».\n\n* Организации запрещены в РФ."
    found = [outcome(text, subject) for subject in ("varkesh", "northern-pact", "white-outpost")]
    assert found == ["missing", "satisfied", "satisfied"]


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
    found = [(row.subject, row.outcome.value) for row in report.requirements]
    assert found == [("brontex", "satisfied"), ("ticklet", "satisfied")]
    assert report.findings == ()


@pytest.mark.parametrize(
    ("text", "brontex", "ticklet"),
    [
        ("Страница в Ticklet* удалена.\n\n* Brontex — экстремистская организация, запрещена в РФ.", "satisfied", "satisfied"),
        ("Страница в Ticklet удалена.\n\nTicklet принадлежит Brontex, запрещённой в РФ.", "satisfied", "satisfied"),
        ("Страница в Ticklet удалена.\n\n* Brontex — экстремистская организация, запрещена в РФ.", "orphan", "missing"),
        ("Страница в Ticklet (Brontex запрещена в РФ) удалена.", "satisfied", "satisfied"),
        ("Фото: Ticklet Петровой (принадлежит Brontex, запрещённой в РФ). Дом открыли.", "satisfied", "satisfied"),
        ("Страница в Ticklet, пишет «Газета», удалена. Соцсеть принадлежит Brontex, признанной в РФ экстремистской.",
         "satisfied", "satisfied"),
        ("Страница в Ticklet удалена. Деятельность Brontex (соцсеть Ticklet) запрещена в России.", "satisfied", "satisfied"),
        ("Страница в Ticklet* удалена.\n\n* 21 марта суд признал Brontex экстремистской организацией", "satisfied", "satisfied"),
        ("Страница в Ticklet* удалена.\n\n* Brontex и её сеть Ticklet запрещены в РФ.", "satisfied", "satisfied"),
        ("Страница в Ticklet* удалена.\n\n* «Варкеш» запрещён в РФ.", None, "wrong-target"),
    ],
)  # fmt: skip
def test_an_owner_is_named_only_in_the_notice(text: str, brontex: str | None, ticklet: str) -> None:
    assert (outcome(text, "brontex"), outcome(text, "ticklet")) == (brontex, ticklet)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Закрыли «зелёные встречи»*.\n\n* Движение «Варкеш» запрещено в РФ.", "voluntary"),
        ("<p>Ждали «встречи»<sup>1</sup>.</p><p><sup>1</sup> Движение «Варкеш» запрещено в РФ.</p>", "voluntary"),
        ("Закрыли «зелёные встречи».\n\n* Движение «Варкеш» запрещено в РФ.", "orphan"),
        ("Закрыли «зелёные встречи»**.\n\n* Движение «Варкеш» запрещено в РФ.", "orphan"),
    ],
)
def test_a_note_under_a_mark_at_another_word_is_no_orphan(text: str, expected: str) -> None:
    assert outcome(text, "varkesh", format="html" if "<" in text else "text") == expected


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
