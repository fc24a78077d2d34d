"""Forms of names that are put right in a file, as the verbs take it."""

from __future__ import annotations

from pathlib import Path

from tests.management.run import REGISTER, Runner

FORMS = """\
names:
  - name: Глеб Торопцев
    add: [Глебу Торопцу]
    never: [Глебу Торопцеву]
"""
TEXT = "Спросили Глеба Торопцева. Ответа Глебу Торопцеву не дали, а Глебу Торопцу дали."


def written(tmp_path: Path, text: str = FORMS) -> str:
    path = tmp_path / "forms.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_explain_and_check_look_for_what_the_file_says(tmp_path: Path, annotations: Runner) -> None:
    explained = annotations("explain", TEXT, *REGISTER, "--name-forms", written(tmp_path))
    assert explained.status == 0
    places = [line for line in explained.out.splitlines() if "»: mention" in line]
    assert {line.split("«")[1].split("»")[0] for line in places} >= {"Глеба Торопцева", "Глебу Торопцу"}
    assert "«Глебу Торопцеву»" not in explained.out


def test_the_forms_that_are_listed_are_those_that_are_looked_for(tmp_path: Path, annotations: Runner) -> None:
    listed = annotations("registers", "forms", "gleb-toroptsev", *REGISTER, "--name-forms", written(tmp_path)).out
    assert "глебу торопцу" in listed
    assert "глебу торопцеву" not in listed


def test_what_changes_nothing_is_a_warning_and_what_is_wrong_ends_the_run(tmp_path: Path, annotations: Runner) -> None:
    idle = written(tmp_path, "names:\n  - {name: Имярек, add: [Имяреку]}\n")
    told = annotations("explain", TEXT, *REGISTER, "--name-forms", idle)
    assert (told.status, 'warning: no entity has the name "Имярек" [unknown_name]' in told.err) == (0, True)
    wrong = annotations("explain", TEXT, *REGISTER, "--name-forms", written(tmp_path, "names: []\n"))
    assert (wrong.status, "forms.yaml holds no names" in wrong.err) == (2, True)
    missing = annotations("explain", TEXT, *REGISTER, "--name-forms", str(tmp_path / "nothing.yaml"))
    assert (missing.status, "no such file" in missing.err) == (2, True)
