"""FollowTheMoney: sanctions become designations, wherever they stand; names keep what they are good for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotations.registers.formats.model import Stated
from tests.registers.layouts import dates_of, names_of, read, said_of


def ftm(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {"id": key, "schema": schema, "caption": key, "datasets": ["made_up"], "properties": properties}


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


SANCTION = ftm(
    "s1", "Sanction", entity=["Q1"], country=["us"], authority=["Office of Samples"], program=["SDGT"], listingDate=["2019-05-01"],
    startDate=["2019-05-02"], sourceUrl=["https://example.org/s1"], recordId=["17"],
)
BODY = ftm("Q1", "Organization", name=["Brontex"], weakAlias=["BX"], abbreviation=["BRX"], website=["https://www.brontex.example/a"])


def test_a_sanction_before_its_entity_or_after_it(tmp_path: Path) -> None:
    for rows in ((SANCTION, BODY), (BODY, SANCTION)):
        (entity,) = read(tmp_path, lines(*rows), "us.ftm.json").values
        row = said_of(entity)
        assert (row.register_id, row.jurisdiction, row.status) == ("us", "US", "sanctioned")
        assert (row.authority, row.program, row.reference) == ("Office of Samples", "SDGT", "17")
        assert dates_of(entity) == (None, "2019-05-02", "2019-05-01", None)
        assert entity.hosts == ("www.brontex.example",)


def test_a_sanction_inside_its_entity(tmp_path: Path) -> None:
    nested = BODY | {"properties": BODY["properties"] | {"sanctions": [SANCTION]}}
    (entity,) = read(tmp_path, lines(nested), "us.json").values
    assert said_of(entity).program == "SDGT"


def test_a_date_that_is_known_in_part_binds_nobody_too_early(tmp_path: Path) -> None:
    vague = ftm("s2", "Sanction", entity=["Q1"], country=["gb"], startDate=["2014"], endDate=["2020-03"])
    (entity,) = read(tmp_path, lines(BODY, vague), "gb.json").values
    assert dates_of(entity) == (None, "2014-12-31", None, "2020-03-01")


def test_an_ended_sanction_without_a_day_and_one_of_no_country_are_left_out(tmp_path: Path) -> None:
    ended = ftm("s3", "Sanction", entity=["Q1"], country=["us"], status=["inactive"])
    nowhere = ftm("s4", "Sanction", entity=["Q1"], startDate=["2014-01-01"])
    register = read(tmp_path, lines(BODY, ended, nowhere), "us.json")
    assert register.values[0].designations == ()
    assert [row.code for row in register.warnings] == ["row_left_out"]


def test_the_caller_may_say_what_the_list_means(tmp_path: Path) -> None:
    stated = Stated(status="terrorist", jurisdiction="US")
    nowhere = ftm("s4", "Sanction", entity=["Q1"], startDate=["2014-01-01"])
    (entity,) = read(tmp_path, lines(BODY, nowhere), "us.json", stated=stated).values
    assert (said_of(entity).status, said_of(entity).jurisdiction) == ("terrorist", "US")


def test_parts_of_a_name_make_a_whole_one(tmp_path: Path) -> None:
    person = ftm("Q2", "Person", name=["Ivan Primerov"], lastName=["Примеров", "Primerov"], firstName=["Иван", "Ivan"],
                 fatherName=["Петрович"], birthDate=["1985-03"])
    (entity,) = read(tmp_path, lines(person), "us.json").values
    assert names_of(entity) == [("Ivan Primerov", "primary"), ("Примеров Иван Петрович", "legal")]
    assert entity.born == ("1985-03",)


def test_who_owns_whom(tmp_path: Path) -> None:
    owner, edge = ftm("Q3", "Company", name=["Holding"]), ftm("o1", "Ownership", owner=["Q3"], asset=["Q1"])
    body, holding = read(tmp_path, lines(BODY, edge, owner), "us.json").values
    assert [(row.type, row.to) for row in body.relations] == [("owned_by", "Q3")]
    assert [(row.type, row.to) for row in holding.relations] == [("owns", "Q1")]
