"""Compiled names in a file: opened they find what they found, and a damaged file is compiled anew."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.test import override_settings

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.register import Entity
from annotations.engine.words import read_words
from annotations.registers.jsonl import read_register
from annotations.registers.live import current_reference
from annotations.registers.mapped import open_lexicon, path_in, write_lexicon
from annotations.rulebook.cases import SAMPLES
from tests.registers.desk import LATER, entity, taken_over

TEXT = "Движение Варкеш, «Белая застава» и Northern Pact; о Северном пакте, В а р к е ш, Вapкеш, варкешевцы, СП."


@pytest.fixture
def samples() -> dict[str, Entity]:
    return {value.id: value for value in read_register(str(SAMPLES / "register.jsonl")).values}


def test_an_opened_lexicon_is_the_one_that_was_written(tmp_path: Path, samples: dict[str, Entity]) -> None:
    built, path = build_lexicon(list(samples.values())), path_in(str(tmp_path), "a")
    write_lexicon(path, built, samples)
    opened = open_lexicon(path, samples)
    assert opened is not None
    assert (list(opened.rows), opened.skipped) == (list(built.rows), built.skipped)
    hits = opened.scan(TEXT, read_words(TEXT))
    assert hits == built.scan(TEXT, read_words(TEXT))
    assert len(hits) > 4
    assert not opened.parts[0].forms.keys.keys.flags.owndata


def test_only_the_newest_state_is_kept(tmp_path: Path, samples: dict[str, Entity]) -> None:
    lexicon = build_lexicon(list(samples.values()))
    write_lexicon(path_in(str(tmp_path), "a"), lexicon, samples)
    write_lexicon(path_in(str(tmp_path), "b"), lexicon, samples)
    assert list(tmp_path.iterdir()) == [path_in(str(tmp_path), "b")]


@pytest.mark.parametrize("damage", [lambda data: data[:-7], lambda data: data[:20], lambda data: b"", lambda data: b"{}\n"])
def test_a_damaged_file_is_not_believed(
    damage: object, tmp_path: Path, samples: dict[str, Entity], caplog: pytest.LogCaptureFixture
) -> None:
    path = path_in(str(tmp_path), "a")
    write_lexicon(path, build_lexicon(list(samples.values())), samples)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with caplog.at_level(logging.CRITICAL, "annotations.registers"):
        assert open_lexicon(path, samples) is None


@pytest.mark.django_db
def test_what_is_live_is_written_once_for_each_state(tmp_path: Path) -> None:
    with override_settings(ANNOTATIONS={"MAPPED_FOLDER": str(tmp_path / "map")}):
        taken_over(tmp_path, [entity("pact", "Северный пакт")])
        assert len(current_reference().lexicon.rows) == 1
        (file,) = (tmp_path / "map").iterdir()
        taken_over(tmp_path, [entity("pact", "Северный пакт"), entity("x", "Горный заслон")], at=LATER)
        current_reference()
        (newer,) = (tmp_path / "map").iterdir()
    assert newer != file
