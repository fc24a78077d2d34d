"""The settings: what may be in the dict, and what is said of what may not."""

from dataclasses import fields
from typing import Any

import pytest

from annotations import conf


def test_what_is_left_out_is_as_the_product_has_it(settings: Any) -> None:
    del settings.ANNOTATIONS
    assert conf.desk() == conf.DeskSettings()
    assert conf.desk().backend == "worker"


def test_settings_are_read_when_they_are_needed(settings: Any) -> None:
    settings.ANNOTATIONS = {"PACKS": ["ru"], "BACKEND": "inline"}
    assert (conf.desk().packs, conf.desk().backend) == (("ru",), "inline")
    settings.ANNOTATIONS = {}
    assert conf.desk().packs == ()


def test_every_field_has_its_key() -> None:
    assert {field.name.upper() for field in fields(conf.DeskSettings)} == set(conf.KEYS)


def test_wrong_settings_are_refused_with_every_reason(settings: Any) -> None:
    settings.ANNOTATIONS = {"BACKENDS": "inline", "WAIVER_MAX_DAYS": "90"}
    with pytest.raises(conf.WrongSettings, match=r"BACKENDS: is no setting; WAIVER_MAX_DAYS: is '90', not a whole number"):
        conf.desk()


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("PACKS", "ru", "is 'ru', not a list of texts"),
        ("PACKS", [1], "is [1], not a list of texts"),
        ("BACKEND", "cellery", "is 'cellery', not one of worker, inline, django.tasks, celery"),
        ("WAIVER_MAX_DAYS", 0, "is 0, not a whole number above 0"),
        ("WAIVER_MAX_DAYS", True, "is True, not a whole number above 0"),
        ("JURISDICTIONS", ["RUS"], "'RUS' is no ISO 3166-1 code, nor EU"),
    ],
)
def test_a_value_that_does_not_fit_is_named(key: str, value: object, why: str) -> None:
    (problem,) = conf.wrong({key: value})
    assert (problem.key, problem.why) == (key, why)


@pytest.mark.parametrize("value", [None, [], "PACKS"])
def test_something_else_than_a_dict_is_named(value: object) -> None:
    (problem,) = conf.wrong(value)
    assert problem.why.endswith("not a dict")


def test_a_scheme_that_nobody_calls_is_named() -> None:
    (problem,) = conf.wrong({"CALLBACK_SCHEMES": ["https", "htpp"]})
    assert (problem.key, problem.why) == ("CALLBACK_SCHEMES", "'htpp' is no scheme of callbacks")
    assert list(conf.wrong({"CALLBACK_SCHEMES": ["https", "http"]})) == []
