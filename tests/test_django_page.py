"""``docs/django.md`` names every setting, signal, tag, function and permission there is, and its figures are right."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.dispatch import Signal

from annotations import api, checks, conf, signals
from annotations.templatetags.annotations import register
from annotations.testing import Desk, annotations_desk

__all__ = ["annotations_desk"]
PAGE = (Path(__file__).resolve().parents[1] / "docs" / "django.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, list[str]]:
    """The table under a heading: first cell -> the others."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ") and "---" not in line]
    return {cells[0].strip("`"): cells[1:] for cells in lines[1:]}


def test_every_setting_is_told_with_its_default() -> None:
    told = rows("Settings")
    assert set(told) == set(conf.KEYS)
    for key, cells in told.items():
        default = getattr(conf.DeskSettings(), key.lower())
        shown = "[]" if default == () else json.dumps(default)
        assert cells[0] == f"`{shown}`"


def test_every_backend_and_id_of_a_check_is_told() -> None:
    assert all(f"`{name}`" in rows("Settings")["BACKEND"][1] or f"`{name}` (" in PAGE for name in conf.BACKENDS)
    assert all(f"`{code}`" in PAGE for code in (checks.UNKNOWN, checks.WRONG, checks.PACKS, checks.BACKEND))


def test_every_signal_is_told_with_what_it_carries() -> None:
    known = {name for name, value in vars(signals).items() if isinstance(value, Signal)}
    assert set(rows("Signals")) == known


def test_every_permission_is_told() -> None:
    own = {name for model in apps.get_app_config("annotations").get_models() for name, _ in model._meta.permissions}
    assert {name for name in own if f"`annotations.{name}`" not in PAGE} == set()


def test_every_function_of_the_api_is_told_as_it_is_called() -> None:
    told = {call.partition("(")[0]: call for call in rows("Python API")}
    assert set(told) == {"check", "gate", "flags", "notices"}
    for name, call in told.items():
        words = [parameter.name for parameter in inspect.signature(getattr(api, name)).parameters.values()]
        assert re.findall(r"(\w+)(?:=[^,)]*)?[,)]", call)[1:] == words[1:]


def test_every_tag_is_told() -> None:
    assert set(re.findall(r"{% (\w+) article", PAGE)) == set(register.tags)


@pytest.mark.django_db
def test_the_example_of_a_test_is_right(annotations_desk: Desk) -> None:
    lines = PAGE.split("    def test_the_notice_is_asked_for(annotations_desk):\n")[1].split("\n\n")[0]
    code = "\n".join(line[8:] for line in lines.splitlines())
    exec(code, {"annotations_desk": annotations_desk})
