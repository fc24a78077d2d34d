"""Every code that people see has a name, and a Russian one."""

from __future__ import annotations

from typing import get_args

import pytest
from django.utils import translation

from annotations.engine.register import Entity, Name
from annotations.engine.report import Decision, Level, Outcome
from annotations.engine.rulebook import Basis, Family
from annotations.engine.statements.places import PLACE_NAMES
from annotations.localization.labels import KINDS, PLACES, field_label, label, standing_label


@pytest.mark.parametrize(("kind", "codes"), [
    ("outcome", list(Outcome)), ("level", list(Level)), ("verdict", [*Decision, "unchecked"]),
    ("family", get_args(Family)), ("schema", get_args(Entity.model_fields["kind"].annotation)),
    ("name", get_args(Name.model_fields["kind"].annotation)), ("basis", get_args(Basis.model_fields["type"].annotation)),
    ("entity", [name for name in Entity.model_fields if name != "id"]), ("place", list(PLACE_NAMES)),
])  # fmt: skip
def test_every_code_has_a_name(kind: str, codes: list[str]) -> None:
    assert set(map(str, codes)) <= KINDS[kind].keys()


def test_every_name_is_said_in_russian() -> None:
    with translation.override("ru"):
        english = {(kind, code) for kind, names in KINDS.items() for code in names if label(kind, code).isascii()}
    assert english == set()


def test_the_names_of_places_are_those_of_the_engine() -> None:
    with translation.override("en"):
        assert {code: str(name) for code, name in PLACES.items()} == PLACE_NAMES


def test_a_code_without_a_name_is_its_own() -> None:
    assert label("status", "house-word") == "house-word"
    with pytest.raises(KeyError):
        label("no such kind", "x")


def test_fields_of_lists_are_counted_from_one() -> None:
    with translation.override("ru"):
        assert field_label("images/1/caption") == "снимок 2: подпись"
        assert field_label("body") == "текст"
        assert standing_label("foreign_agent", "RU") == "иностранный агент, Россия"
