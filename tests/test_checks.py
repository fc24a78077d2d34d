"""Start-up checks of the settings: ids, hints, "did you mean"."""

import re
from pathlib import Path
from typing import Any

import django
import pytest
from django.core.checks import run_checks

from annotations import checks
from annotations.checks import check_settings


def said(settings: Any, value: object) -> list[tuple[str | None, str, str | None]]:
    settings.ANNOTATIONS = value
    return [(found.id, found.msg, found.hint) for found in check_settings()]


def test_good_settings_are_not_talked_about(settings: Any) -> None:
    assert said(settings, {"PACKS": ["ru", "gb"], "JURISDICTIONS": ["RU", "EU"]}) == []


def test_an_unknown_key_is_e010_with_what_was_meant(settings: Any) -> None:
    assert said(settings, {"PACK": ["ru"]}) == [
        ("annotations.E010", "ANNOTATIONS['PACK'] is no setting.", "Did you mean 'PACKS'?")
    ]
    ((_, _, hint),) = said(settings, {"XYZZY": 1})
    assert hint is not None
    assert hint.startswith("There is: PACKS, ")


def test_a_wrong_value_is_e011_with_a_hint(settings: Any) -> None:
    assert said(settings, {"BACKEND": "cellery"}) == [
        (
            "annotations.E011", "ANNOTATIONS['BACKEND'] is 'cellery', not one of worker, inline, django.tasks, celery.",
            "Did you mean 'celery'?",
        )
    ]
    assert said(settings, {"PACKS": "ru"})[0][2] == 'Write ["ru"].'
    assert said(settings, 7)[0][:2] == ("annotations.E011", "ANNOTATIONS is 7, not a dict.")


def test_a_pack_that_is_not_there_is_e012(settings: Any) -> None:
    ((code, message, _),) = said(settings, {"PACKS": ["ruu"]})
    assert code == "annotations.E012"
    assert "ruu" in message


def test_a_file_of_forms_that_is_not_there_is_e015(settings: Any) -> None:
    ((code, message, _),) = said(settings, {"NAME_FORMS": ["nowhere.yaml"]})
    assert code == "annotations.E015"
    assert "nowhere.yaml" in message


@pytest.mark.skipif(django.VERSION >= (6, 0), reason="Django has django.tasks from 6.0 on")
def test_a_backend_that_this_django_does_not_have_is_e013(settings: Any) -> None:
    ((code, message, hint),) = said(settings, {"BACKEND": "django.tasks"})
    assert (code, message) == ("annotations.E013", "ANNOTATIONS['BACKEND'] is 'django.tasks', and django.tasks is not there.")
    assert hint == "It comes with Django 6.0; on Django 5.2 use 'worker'."


@pytest.mark.parametrize(("accepts", "ids"), [(["json"], []), (["json", "pickle"], ["annotations.E014"])], ids=str)
def test_a_celery_that_takes_more_than_json_is_e014(settings: Any, accepts: list[str], ids: list[str]) -> None:
    celery = pytest.importorskip("celery")
    app = celery.Celery("tests", broker="memory://", set_as_current=True)
    app.conf.accept_content = accepts
    try:
        assert [code for code, _, _ in said(settings, {"BACKEND": "celery"})] == ids
    finally:
        app.close()


@pytest.mark.django_db
def test_manage_py_check_runs_them(settings: Any) -> None:
    settings.ANNOTATIONS = {"BACKENDS": "inline"}
    assert "annotations.E010" in {found.id for found in run_checks()}


def test_no_two_checks_have_one_id() -> None:
    stated = re.compile(r'^\w+ = "(annotations\.[EW]\d+)"', re.MULTILINE)
    rooms = Path(checks.__file__).parent.rglob("*.py")
    ids = [found for path in rooms for found in stated.findall(path.read_text("utf-8"))]
    assert len(ids) > 20
    assert sorted(ids) == sorted(set(ids))
