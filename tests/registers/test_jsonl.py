"""Register and source files: values, warnings, and every reason to refuse a file."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from annotations.intake.value_files import RefusedFileError
from annotations.registers.jsonl import read_register, read_sources

ENTITY: dict[str, Any] = {"id": "varkesh", "schema": "Organization", "names": [{"value": "Варкеш", "lang": "ru"}]}
SOURCE: dict[str, Any] = {"id": "meridian", "name": "Meridian", "link": "none"}
SAMPLES = Path(__file__).resolve().parents[2] / "annotations" / "samples"


def written(folder: Path, *rows: Any, name: str = "register.jsonl") -> str:
    path = folder / name
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return str(path)



def said(path: str) -> list[tuple[int | None, str, str, str]]:
    with pytest.raises(RefusedFileError) as refused:
        read_register(path)
    return [(row.line, row.code, row.pointer, row.message) for row in refused.value.problems]


def test_a_register_has_an_id_a_digest_and_lines(tmp_path: Path) -> None:
    path = written(tmp_path, ENTITY, "", ENTITY | {"id": "other"}, name="ru.jsonl")
    register = read_register(path)
    assert [entity.id for entity in register.values] == ["varkesh", "other"]
    assert (register.id, dict(register.lines), register.warnings) == ("ru", {"varkesh": 1, "other": 3}, ())
    assert register.digest == "sha256:" + hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_the_samples_that_are_shipped_are_right() -> None:
    register, sources = read_register(str(SAMPLES / "register.jsonl")), read_sources(str(SAMPLES / "sources.jsonl"))
    assert register.warnings == sources.warnings == ()
    known = {entity.id for entity in register.values}
    assert all(relation.to in known for entity in register.values for relation in entity.relations)
    assert {source.link for source in sources.values} == {"none", "article"}


def test_every_wrong_line_is_named_with_its_pointer(tmp_path: Path) -> None:
    wrong_name = ENTITY | {"names": [{"value": 3, "knd": "alias"}]}
    wrong_day = ENTITY | {"designations": [{"register": "ru", "jurisdiction": "RU", "status": "terrorist",
                                            "in_force_on": "2020-02-31"}]}
    path = written(tmp_path, ENTITY, '{"id": }', wrong_name, wrong_day, {"id": "x"}, '{"id": "y", "id": "z"}')
    assert said(path) == [
        (2, "json_invalid", "", "not valid JSON: expecting value"),
        (3, "schema_invalid", "/names/0/value", "expected a string, got a number"),
        (3, "schema_invalid", "/names/0/knd", 'unknown key; did you mean "kind"?'),
        (4, "field_invalid", "/designations/0/in_force_on", "day is out of range for month"),
        (5, "schema_invalid", "/schema", "is required"),
        (5, "schema_invalid", "/names", "is required"),
        (6, "json_duplicate_key", "", 'key "id" given twice'),
    ]


def test_an_id_is_given_once(tmp_path: Path) -> None:
    path = written(tmp_path, ENTITY, ENTITY | {"id": "other"}, ENTITY | {"names": [{"value": "Name"}]})
    assert said(path) == [(3, "duplicate_id", "/id", 'id "varkesh" at lines 1 and 3')]


def test_at_most_fifty_errors_are_listed(tmp_path: Path) -> None:
    assert len(said(written(tmp_path, *["{"] * 80))) == 50


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\n \n", "empty"), (b"PK\x03\x04\x00", "truncated"), (b"\xff\xfe{", "encoding")],
)
def test_what_is_no_register_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "register.jsonl"
    path.write_bytes(data)
    assert said(str(path))[0][1] == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert said(str(tmp_path / "none.jsonl")) == [(None, "file_not_found", "", "no such file")]
    assert said(str(tmp_path)) == [(None, "is_directory", "", "is a directory")]


def test_invisible_characters_are_taken_out_of_names(tmp_path: Path) -> None:
    names = [{"value": "Вар\u200bкеш"}, {"value": "\u202eВаркеш "}, {"value": "Вар\n кеш"}, {"value": "می\u200cخواهم"}]
    register = read_register(written(tmp_path, ENTITY, ENTITY | {"id": "x", "names": names}))
    assert [name.value for name in register.values[1].names] == ["Варкеш", "Варкеш", "Вар кеш", "می\u200cخواهم"]
    assert [(row.line, row.code, row.severity) for row in register.warnings] == [(2, "name_cleaned", "warning")] * 2


def test_follow_the_money_entities_bring_their_names(tmp_path: Path) -> None:
    foreign = {"id": "Q1", "schema": "Company", "caption": "Brontex", "datasets": ["x"], "properties": {
        "name": ["Brontex"], "alias": ["Bron"], "weakAlias": ["BX"], "previousName": ["Bront"],
        "abbreviation": ["BRX"], "country": ["ru"],
    }}
    (entity,) = read_register(written(tmp_path, foreign)).values
    assert (entity.id, entity.kind) == ("Q1", "Company")
    assert [(name.value, name.kind) for name in entity.names] == [
        ("Brontex", "primary"), ("Bron", "alias"), ("BX", "weak"), ("Bront", "previous"), ("BRX", "abbreviation"),
    ]


def test_other_follow_the_money_rows_are_left_out_with_a_warning(tmp_path: Path) -> None:
    ship = {"id": "s1", "schema": "Vessel", "properties": {"name": ["Ostrov"]}}
    nameless = {"id": "Q2", "schema": "Person", "properties": {"country": ["ru"]}}
    register = read_register(written(tmp_path, ENTITY, ship, nameless))
    assert [entity.id for entity in register.values] == ["varkesh"]
    assert [(row.line, row.code) for row in register.warnings] == [(2, "row_left_out"), (3, "no_name")]


def test_sources_are_read_and_refused_alike(tmp_path: Path) -> None:
    file = read_sources(written(tmp_path, SOURCE, name="partners.jsonl"))
    assert (file.id, [source.name for source in file.values]) == ("partners", ["Meridian"])
    with pytest.raises(RefusedFileError) as refused:
        read_sources(written(tmp_path, SOURCE | {"link": "page", "credits": []}))
    assert [row.pointer for row in refused.value.problems] == ["/link", "/credits"]
    assert 'did you mean "credit"?' in refused.value.problems[1].message
