"""What hosts get for their own tests."""

import pytest

from annotations import api
from annotations.testing import Desk, annotations_desk, override_registers
from tests.newsroom_app.desk import CLEAN, OWING
from tests.newsroom_app.models import Story

__all__ = ["annotations_desk"]

OUTPOST = {
    "id": "grey-harbour", "schema": "Organization", "names": [{"value": "Grey Harbour", "lang": "en"}],
    "designations": [{"register": "own", "status": "terrorist", "jurisdiction": "RU", "in_force_on": "2010-01-01"}],
}


def test_a_text_is_checked_against_the_invented_registers(annotations_desk: Desk) -> None:
    annotations_desk.check_text(OWING, jurisdictions=["RU"]).assert_flags({"ru.designation.notice": "error"})
    annotations_desk.check_text(OWING, jurisdictions=["RU"], as_of="1990-01-01").assert_clear()
    annotations_desk.check_text(CLEAN, jurisdictions=["RU"]).assert_clear()


def test_an_object_is_checked_as_it_stands(annotations_desk: Desk) -> None:
    annotations_desk.check(Story(text=OWING)).assert_flags({"ru.designation.notice": "error"})


def test_what_differs_is_told_with_what_was_found(annotations_desk: Desk) -> None:
    with pytest.raises(AssertionError, match="Northern Pact"):
        annotations_desk.check_text(OWING, jurisdictions=["RU"]).assert_clear()


def test_ones_own_register_takes_the_place_of_all_others(annotations_desk: Desk) -> None:
    text = "Envoys of Grey Harbour met the Northern Pact."
    with annotations_desk.override_registers([OUTPOST]):
        checked = annotations_desk.check_text(text, jurisdictions=["RU"])
        assert [row.subject for row in checked.report.findings] == ["grey-harbour"]
        assert api.gate(Story(text="Envoys of Grey Harbour came to the talks.")).blocked
    assert "grey-harbour" not in {row.subject for row in annotations_desk.check_text(text, jurisdictions=["RU"]).report.findings}


@pytest.mark.django_db
def test_what_could_not_be_checked_is_not_clear() -> None:
    with override_registers([]), pytest.raises(AssertionError, match="register_missing"):
        Desk().check_text(OWING, jurisdictions=["RU"]).assert_clear()
