"""Files in which a newsroom puts forms of names right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import override_settings

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.register import Entity
from annotations.engine.words import read_words
from annotations.registers.form_files import corrections_of, read_forms, unused
from annotations.registers.live import current_reference
from annotations.rulebook.problems import RulebookError
from tests.registers.desk import entity, taken_over

FORMS = """\
names:
  - name: Лев Дюжев
    add: [Леву Дюжеву]
    never: [Льву Дюжеву]
"""


def written(tmp_path: Path, text: str = FORMS) -> str:
    path = tmp_path / "forms.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def person(*names: str) -> Entity:
    listed = [{"value": name, "lang": "ru"} for name in names]
    return Entity.model_validate({"id": names[0], "schema": "Person", "names": listed})


def found(entities: list[Entity], path: str, text: str) -> list[str]:
    lexicon = build_lexicon(entities, corrections=corrections_of([read_forms(path)], entities))
    return [text[hit.start : hit.end] for hit in lexicon.scan(text, read_words(text))]


def test_a_form_is_added_and_another_never_looked_for_by_any_name_of_the_bearer(tmp_path: Path) -> None:
    text = "Лев Дюжев, Леву Дюжеву, Льву Дюжеву"
    bearer = person("Лев Дюжев", "Дюжев Лев Андреевич")
    assert set(found([bearer], written(tmp_path), text)) == {"Лев Дюжев", "Леву Дюжеву"}
    assert "Льву Дюжеву" in found([person("Дюжев Лев Андреевич")], written(tmp_path), text)


def test_rows_that_change_nothing_are_told(tmp_path: Path) -> None:
    text = FORMS + "  - name: Имярек\n    add: [Имяреку]\n  - name: Мост\n    never: [Моста, Мостами]\n"
    file = read_forms(written(tmp_path, text))
    told = [(row.line, row.code, row.message) for row in unused([file], [person("Лев Дюжев"), Entity.model_validate(
        {"id": "m", "schema": "Organization", "names": [{"value": "Мост", "lang": "ru"}]}
    )])]  # fmt: skip
    assert told == [
        (5, "unknown_name", 'no entity has the name "Имярек"'),
        (7, "unknown_form", '"Мостами" is no form of "Мост"'),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("names: []\n", "forms.yaml holds no names"),
        ("names:\n  - name: А\n", "state add or never"),
        ("names:\n  - name: А\n    add: [Б]\n    never: [б]\n", "both in add and in never: б"),
        ("names:\n  - name: А\n    add: ['*']\n", "holds no word"),
        ("names:\n  - {name: А, add: [Б]}\n  - {name: А, add: [В]}\n", 'name "А" is given twice'),
        ("names:\n  - {name: А, ad: [Б]}\n", 'did you mean "add"'),
        ("name: А\n", "names"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(RulebookError, match=why.replace("(", r"\(")) as refused:
        read_forms(written(tmp_path, text))
    assert all(problem.line for problem in refused.value.problems)


@pytest.mark.django_db
@pytest.mark.parametrize("mapped", ["", "map"])
def test_what_is_live_follows_the_files_of_the_settings(tmp_path: Path, mapped: str) -> None:
    path = written(tmp_path, "names:\n  - {name: Горный заслон, add: [Горзаслон]}\n")
    taken_over(tmp_path, [entity("x", "Горный заслон")])
    folder = str(tmp_path / mapped) if mapped else ""
    with override_settings(ANNOTATIONS={"NAME_FORMS": [path], "MAPPED_FOLDER": folder}):
        assert live("Горзаслон отошёл.") == ["Горзаслон"]
        written(tmp_path, "names:\n  - {name: Горный заслон, add: [Горзас]}\n")
        os.utime(path, ns=(1, 1))
        assert live("Горзаслон и Горзас отошли.") == ["Горзас"]


def live(text: str) -> list[str]:
    hits = current_reference().lexicon.scan(text, read_words(text))
    return [text[hit.start : hit.end] for hit in hits]
