"""Lists of authorities: who is named, by which names, decided by whom and since when."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.intake.value_files import RefusedFileError
from tests.registers import layouts
from tests.registers.layouts import dates_of, names_of, read, said_of


def test_the_federal_list_as_text(tmp_path: Path) -> None:
    first, second, third, fourth = read(tmp_path, layouts.FSB_TEXT).values
    assert names_of(first) == [("Высший маджлис Северных Холмов", "primary")]
    assert names_of(second) == [("Опора", "primary"), ("Аль-Опора", "alias")]
    assert names_of(third)[2:] == [("батальон «Вершина»", "alias"), ("полк «Вершина»", "alias")]
    assert names_of(fourth) == [
        ("Тёмный рассвет", "primary"), ("Международная организация «Тёмный рассвет»", "legal"),
        ("Светлый закат", "previous"), ("Тёрн", "alias"), ("Даур", "alias"), ("ТР", "abbreviation"),
    ]
    assert [dates_of(row)[:2] for row in (first, second, third, fourth)] == [
        ("2013-02-14", "2013-03-04"), ("2013-02-14", "2013-03-04"), ("2022-08-02", "2022-10-01"), ("2019-03-12", "2019-04-15"),
    ]
    assert said_of(third).authority == "Южный окружной военный суд"
    assert (said_of(second).reference, said_of(third).reference) == ("ГКПИ 03-116", "1-123/2022")
    assert (said_of(first).register_id, said_of(first).status) == ("ru.fsb", "terrorist")


def test_a_common_noun_in_quotation_marks_counts_only_in_them(tmp_path: Path) -> None:
    values = read(tmp_path, layouts.FSB_TEXT).values
    quoted = {name.value for entity in values for name in entity.names if name.quoted_only}
    assert quoted == {"Опора", "Вершина", "Тёрн"}


def test_the_federal_list_as_a_page(tmp_path: Path) -> None:
    first, second = read(tmp_path, layouts.FSB_PAGE, "fsb.html").values
    assert names_of(first) == [("Опора", "primary"), ("Аль-Опора", "alias")]
    assert ("Светлый закат", "previous") in names_of(second)
    assert dates_of(first) == ("2013-02-14", "2013-03-04", None, None)
    assert said_of(second).authority == "Московский городской суд"


def test_an_entity_has_the_same_id_in_text_and_on_a_page(tmp_path: Path) -> None:
    text = {entity.id for entity in read(tmp_path, layouts.FSB_TEXT).values}
    page = {entity.id for entity in read(tmp_path, layouts.FSB_PAGE, "fsb.html").values}
    assert page <= text


def test_the_list_of_extremist_organisations(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, layouts.EXTREMIST_TEXT).values
    assert names_of(first) == [("Белая Застава", "primary"), ("Религиозная группа «Белая Застава»", "legal")]
    assert dates_of(first) == ("2009-03-12", "2009-05-14", None, None)
    assert said_of(first).authority == "Ленинского районного суда г. Загорска"
    assert ("НК ПС", "alias") in names_of(second)
    assert dates_of(second) == ("2015-02-01", None, None, None)
    assert [name for name, _ in names_of(third)][:3] == ["Brontex Platforms Inc", "Bronbook", "Bronogram"]
    assert said_of(third).status == "extremist"


def test_the_register_of_foreign_agents_keeps_who_was_taken_off(tmp_path: Path) -> None:
    person, left, stays = read(tmp_path, layouts.FOREIGN_AGENTS_TEXT).values
    assert (person.kind, person.born, person.identifiers) == ("Person", ("1985-03-12",), ("inn:772512345678",))
    assert names_of(person) == [("Примеров Иван Петрович", "legal"), ("Иван Примеров", "primary")]
    assert dates_of(person) == (None, None, "2020-12-30", None)
    assert (dates_of(left), left.hosts) == ((None, None, "2021-07-15", "2024-07-05"), ("polevoy.example.org",))
    assert left.identifiers == ("inn:7701234567", "ogrn:1027700000000")
    assert names_of(stays)[0] == ("Иное мнение", "primary")


def test_undesirable_organisations(tmp_path: Path) -> None:
    first, second = read(tmp_path, layouts.UNDESIRABLE_TEXT).values
    assert names_of(first) == [("Фонд Открытых Ворот", "primary"), ("Open Gates Foundation", "alias")]
    assert dates_of(first) == ("2015-11-30", None, "2015-12-01", None)
    assert names_of(second) == [("Northern Light Institute", "primary"), ("Институт северного света", "alias")]
    assert dates_of(second) == ("2021-04-29", None, "2021-05-12", None)
    assert said_of(second).reference == "562-р"


def test_rosfinmonitoring_has_sections_stars_and_capitals(tmp_path: Path) -> None:
    shield, unity, ivan, maria, aliev = read(tmp_path, layouts.ROSFINMONITORING_TEXT).values
    assert names_of(shield) == [("Северный щит", "primary"), ("Аль-Щит", "alias"), ("СЩ", "abbreviation")]
    assert shield.identifiers == ("inn:7701234567", "ogrn:1027700000000")
    assert [said_of(row).status for row in (shield, unity, ivan)] == ["terrorist", "extremist", "rosfinmonitoring"]
    assert ("Международное движение \"Горное единство\"", "legal") in names_of(unity)
    assert (ivan.kind, ivan.born, names_of(ivan)[0]) == ("Person", ("1985-03-12",), ("Примеров Иван Петрович", "legal"))
    assert ("Маша", "weak") in names_of(maria)
    assert names_of(aliev) == [("Алиев Вымысел Придум оглы", "primary")]


def test_rosfinmonitoring_as_a_page_of_lists(tmp_path: Path) -> None:
    shield, ivan, undated = read(tmp_path, layouts.ROSFINMONITORING_PAGE, "page.html").values
    assert (shield.kind, ivan.kind, undated.kind) == ("Organization", "Person", "Person")
    assert names_of(undated) == [("Бездатов Пётр", "legal"), ("Пётр Бездатов", "primary")]


@pytest.mark.parametrize(("content", "name"), [(layouts.PROSCRIBED_TEXT, "a.txt"), (layouts.PROSCRIBED_PAGE, "a.html")])
def test_organisations_proscribed_by_the_united_kingdom(content: str, name: str, tmp_path: Path) -> None:
    army, dawn = read(tmp_path, content, name).values
    assert names_of(army)[:2] == [("Northern Vale Army", "primary"), ("NVA", "abbreviation")]
    assert said_of(army).jurisdiction == "GB"
    assert dates_of(dawn)[1] == "2010-10-21"


def test_the_end_of_a_proscription_is_kept(tmp_path: Path) -> None:
    _, dawn = read(tmp_path, layouts.PROSCRIBED_TEXT).values
    assert dates_of(dawn) == (None, "2010-10-21", None, "2019-05-03")
    assert names_of(dawn)[1:] == [("Dawn of Vale", "alias"), ("VDM", "abbreviation")]


def test_a_number_that_is_left_out_is_warned_of(tmp_path: Path) -> None:
    text = layouts.EXTREMIST_TEXT.replace("2. Международное", "Международное")
    register = read(tmp_path, text)
    assert [(row.code, row.message) for row in register.warnings] == [
        ("row_missing", "row 3 follows row 1: what is between is missing")
    ]


def test_what_may_be_an_article_is_no_register_unless_somebody_says_so(tmp_path: Path) -> None:
    story = "<html><body><ul><li>Главная</li></ul><p>Вчера прошло собрание.</p></body></html>"
    for content, name in ((story, "a.html"), ("Вчера прошло собрание.\n", "a.txt")):
        with pytest.raises(RefusedFileError, match="--format"):
            read(tmp_path, content, name)
    (entity,) = read(tmp_path, story, "a.html", format="html").values
    assert names_of(entity) == [("Главная", "primary")]
    assert len(read(tmp_path, "Северный щит\nГорный заслон\n", "a.txt", format="text").values) == 2


def test_a_list_in_another_encoding_is_refused_with_a_guess(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match="looks like windows-1251, use --encoding windows-1251"):
        read(tmp_path, layouts.FSB_TEXT.encode("cp1251"))
    assert len(read(tmp_path, layouts.FSB_TEXT.encode("cp1251"), encoding="windows-1251").values) == 4
    assert len(read(tmp_path, layouts.FSB_TEXT.encode("utf-16"), encoding="utf-16").values) == 4
