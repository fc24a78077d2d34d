"""``annotations rules``: what is printed, on which stream, with which exit status."""

from __future__ import annotations

import argparse
import io
import json
import re
from pathlib import Path

import pytest

from annotations.management.verbs import rules
from annotations.rulebook.load import load_packs
from tests.rulebook.examples import PACK, RULE, changed, written


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, what is printed, and the messages."""
    parser = argparse.ArgumentParser(prog="annotations rules")
    rules.configure(parser)
    stdout, stderr = io.StringIO(), io.StringIO()
    status = rules.run(parser.parse_args(words), stdout=stdout, stderr=stderr)
    return status, stdout.getvalue(), stderr.getvalue()


def test_list_shows_a_row_for_each_rule(tmp_path: Path) -> None:
    path = written(tmp_path, changed(("    why:", "    enabled: false\n    note: A fact is unconfirmed.\n    why:")))
    status, printed, messages = run("list", "--pack", str(path))
    assert (status, messages) == (0, "")
    head, row = printed.splitlines()
    assert head.split() == ["id", "version", "family", "level", "basis", "in", "force", "enabled"]
    assert re.split(r"\s{2,}", row) == [
        "house.banned.notice", "1", "designation", "error", "law: Law on Mass Media 2124-1 art. 4",
        "from 2021-07-01 to 2028-12-01", "no: A fact is unconfirmed.",
    ]


def test_list_for_machines(tmp_path: Path) -> None:
    status, printed, _ = run("list", "--pack", str(written(tmp_path, PACK)), "--format", "json")
    (row,) = json.loads(printed)
    assert status == 0
    assert (row["pack"], row["pack_version"]) == ("house", "2026.11")
    assert (row["id"], row["version"], row["level"]) == ("house.banned.notice", 1, "error")
    assert row["in_force"] == {"from": "2021-07-01", "to": "2028-12-01"}
    assert row["basis"]["reviewed_on"] == "2026-11-22"


def test_list_shows_all_shipped_packs() -> None:
    status, printed, _ = run("list")
    shipped = [rule.id for pack in load_packs() for rule in pack.rules]
    assert status == 0
    assert [line.split()[0] for line in printed.splitlines()[1:]] == shipped


def test_a_wrong_file_is_refused_before_anything_is_printed(tmp_path: Path) -> None:
    good = written(tmp_path / "good", PACK)
    wrong = written(tmp_path / "wrong", changed(("level: error", "level: fatal")))
    for words in (["list"], ["explain", "house.banned.notice"], ["docs", "--output", str(tmp_path / "docs")]):
        status, printed, messages = run(*words, "--pack", str(good), "--pack", str(wrong))
        assert (status, printed) == (2, "")
        assert messages.startswith(f"{wrong}:10:12: error: level: ")
    assert not (tmp_path / "docs").exists()


def test_explain_prints_the_page_of_a_rule(tmp_path: Path) -> None:
    status, printed, _ = run("explain", "house.banned.notice", "--pack", str(written(tmp_path, PACK)))
    assert status == 0
    assert printed.startswith("# house.banned.notice\n")
    assert "## What satisfies it" in printed


def test_explain_an_unknown_rule(tmp_path: Path) -> None:
    answer = run("explain", "house.baned.notice", "--pack", str(written(tmp_path, PACK)))
    message = 'error: no rule "house.baned.notice"; did you mean "house.banned.notice"? [unknown_rule]\n'
    assert answer == (2, "", message)


def test_a_rule_needs_cases_of_both_kinds(tmp_path: Path) -> None:
    path = written(tmp_path, PACK)
    message = 'rule "house.banned.notice" has 1 firing and 1 silent cases; it needs 3 of each [cases]'
    assert run("test", str(path)) == (2, "", f"{path}:6:9: error: {message}\n")


def test_an_unknown_target() -> None:
    status, printed, messages = run("test", "no.such.rule")
    assert (status, printed) == (2, "")
    assert messages.startswith('error: no rule, pack or path "no.such.rule"')


def test_schema_is_json() -> None:
    status, printed, _ = run("schema")
    assert status == 0
    assert json.loads(printed)["title"] == "Rule file"


def test_docs_are_written_once_and_checked_after(tmp_path: Path) -> None:
    path, folder = written(tmp_path, PACK), tmp_path / "docs"
    words = ("docs", "--pack", str(path), "--output", str(folder))
    status, _, messages = run(*words, "--check")
    assert status == 1
    assert messages.splitlines()[0] == f"error: {folder / 'README.md'} is behind; run: annotations rules docs"
    assert run(*words) == (0, f"2 pages in {folder}\n", "")
    assert run(*words, "--check") == (0, "", "")


@pytest.mark.parametrize("verb", ["list", "explain", "test", "schema", "docs"])
def test_every_verb_has_help_with_examples(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(verb, "--help")
    assert left.value.code == 0
    assert f"examples:\n  annotations rules {verb}" in capsys.readouterr().out


def test_two_files_of_one_pack_are_listed_together(tmp_path: Path) -> None:
    written(tmp_path, PACK)
    written(tmp_path, "rules:\n" + RULE.replace("house.banned", "house.other"), "rules-more.yaml")
    _, printed, _ = run("list", "--pack", str(tmp_path))
    assert [line.split()[0] for line in printed.splitlines()] == ["id", "house.banned.notice", "house.other.notice"]
