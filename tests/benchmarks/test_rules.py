"""The benchmark of rules and wordings runs and tells what both sides found."""

import json

import pytest

from benchmarks.rules import main
from benchmarks.wordings import EDITS


def test_both_sides_find_the_edited_notices(capsys: pytest.CaptureFixture[str]) -> None:
    few = ["--rules", "5", "--wordings", "20", "--articles", str(len(EDITS)), "--rounds", "1", "--json"]
    assert main(few) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    (row,) = told["wordings"]
    assert set(row["ours"]["by_edit"]) == set(EDITS)
    assert row["ours"]["recall"] == f"{len(EDITS)} of {len(EDITS)}"
    assert row["ours"]["by_mistake"] == 0


def test_fewer_wordings_than_rules_are_refused() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--wordings", "2"])
    assert ended.value.code == 2
