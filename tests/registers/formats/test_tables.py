"""Tables: headings in two languages, maps of columns, dates, several names in a cell, workbooks, XML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from annotations.intake.value_files import RefusedFileError
from annotations.registers.formats.columns import read_column_map
from annotations.registers.formats.model import Stated
from tests.registers import layouts
from tests.registers.layouts import TABLE_ROWS, dates_of, names_of, read, said_of


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (layouts.table(), "list.csv"), (layouts.table(sign="\t"), "list.tsv"), (layouts.table(sign=","), "list.csv"),
        (layouts.table(sign="|").replace("|Группа", ";Группа"), "list.csv"), ("sep=;\n" + layouts.table(), "list.csv"),
        ("\ufeff" + layouts.table(), "list.csv"), (layouts.workbook(), "list.xlsx"),
        (layouts.xml().replace("|", ";"), "list.xml"),
    ],
    ids=["semicolons", "tabs", "commas", "bars", "sep", "mark", "workbook", "xml"],
)
def test_a_table_is_understood_by_its_heading(content: str | bytes, name: str, tmp_path: Path) -> None:
    register = read(tmp_path, content, name)
    assert [entity.id for entity in register.values] == [row[0] for row in TABLE_ROWS[1:]]
    assert names_of(register.values[4]) == [("Отряд Номер5", "primary"), ("ОН5", "alias"), ("Группа Н5", "alias")]
    assert dates_of(register.values[4]) == ("2019-03-12", None, None, None)
    assert (said_of(register.values[4]).register_id, said_of(register.values[4]).jurisdiction) == ("list", "RU")


def test_a_heading_may_stand_below_a_title(tmp_path: Path) -> None:
    content = "Перечень на 1 мая 2024 года;;;;;\n;;;;;\n" + layouts.table() + ";;;;;\n"
    assert len(read(tmp_path, content, "list.csv").values) == 40


def test_a_map_says_what_the_columns_are(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "columns:\n  name: Wer\n  in_force_on: [Seit, Ab]\nstated:\n  jurisdiction: DE\n  status: verboten\n"
        "  register: de.bmi\nseparator: /\nday_first: true\n"
    )
    (tmp_path / "map.json").write_text('{"columns": {"name": "Wer"}, "stated": {"status": "x", "jurisdiction": "DE"}}')
    content = "Wer;Seit;Aliases\nNordbund;03/04/2020;NB / Bund Nord\n"
    (entity,) = read(tmp_path, content, "list.csv", columns=read_column_map(str(tmp_path / "map.yaml"))).values
    assert names_of(entity) == [("Nordbund", "primary"), ("NB", "alias"), ("Bund Nord", "alias")]
    assert (dates_of(entity)[1], said_of(entity).register_id, said_of(entity).status) == ("2020-04-03", "de.bmi", "verboten")
    (entity,) = read(tmp_path, "Wer\nNordbund\n", "list.csv", columns=read_column_map(str(tmp_path / "map.json"))).values
    assert said_of(entity).status == "x"


def test_a_wrong_map_is_refused_with_its_places(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("columns:\n  nme: Wer\nstate: {}\nday_first: maybe\n")
    with pytest.raises(RefusedFileError) as refused:
        read_column_map(str(tmp_path / "map.yaml"))
    assert [(row.line, row.message) for row in refused.value.problems] == [
        (3, 'unknown key "state"; did you mean "stated"?'), (2, 'unknown key "nme"; did you mean "name"?'),
        (4, "day_first is true or false"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020-12-31", "2020-12-31"), ("31.12.2020 г.", "2020-12-31"), ("31 декабря 2020 года", "2020-12-31"),
     ("December 31, 2020", "2020-12-31"), ("31 Dec 2020", "2020-12-31"), ("31/12/2020", "2020-12-31"),
     ("12/31/2020", "2020-12-31")],
)
def test_dates_as_people_write_them(text: str, day: str, tmp_path: Path) -> None:
    content = f"name;status;country;in force on\nNordbund;verboten;DE;{text}\n"
    (entity,) = read(tmp_path, content, "list.csv").values
    assert dates_of(entity)[1] == day


@pytest.mark.parametrize("text", ["31.02.2020", "03/04/2020", "soon", "2020-13-01"])
def test_a_date_that_is_none_or_two_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match=f"date {text}"):
        read(tmp_path, f"name;status;country;in force on\nNordbund;verboten;DE;{text}\n", "list.csv")


def test_a_workbook_has_dates_and_numbers_of_its_own(tmp_path: Path) -> None:
    rows = [("№", "Фамилия", "Имя", "Отчество", "Дата рождения", "ИНН", "Дата включения"),
            (1, "Примеров", "Иван", "Петрович", date(1985, 3, 12), 772512345678.0, date(2020, 12, 30))]
    stated = Stated(status="foreign_agent", jurisdiction="RU")
    (entity,) = read(tmp_path, layouts.workbook(rows), "list.xlsx", stated=stated).values
    assert (entity.kind, entity.born, entity.identifiers) == ("Person", ("1985-03-12",), ("inn:772512345678",))
    assert (names_of(entity)[0], dates_of(entity)[2]) == (("Примеров Иван Петрович", "legal"), "2020-12-30")


def test_rows_of_one_name_are_one_entity_with_all_its_designations(tmp_path: Path) -> None:
    content = "name;status;country;from;until\nNordbund;x;DE;2010-01-01;2012-01-01\nNordbund;x;DE;2020-01-01;\n"
    (entity,) = read(tmp_path, content, "list.csv").values
    assert [str(row.in_force_on) for row in entity.designations] == ["2010-01-01", "2020-01-01"]


def test_without_a_status_nothing_can_be_owed_and_that_is_said(tmp_path: Path) -> None:
    register = read(tmp_path, "name\nNordbund\n", "list.csv")
    assert register.values[0].designations == ()
    assert [row.code for row in register.warnings] == ["no_status"]


def test_languages_of_columns(tmp_path: Path) -> None:
    content = "id,name_ru,name_en,aliases_ru\na,Северный союз,Northern Union,СС|Союз\n"
    (entity,) = read(tmp_path, content, "list.csv").values
    assert [(name.value, name.lang) for name in entity.names] == [
        ("Северный союз", "ru"), ("Northern Union", "en"), ("СС", "ru"), ("Союз", "ru"),
    ]


def test_xml_that_is_only_names(tmp_path: Path) -> None:
    values = read(tmp_path, "<names><name>Nordbund</name><name>Südbund</name></names>", "list.xml").values
    assert [entity.names[0].value for entity in values] == ["Nordbund", "Südbund"]
