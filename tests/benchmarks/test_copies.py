"""The benchmark of copies runs and finds what it has planted."""

import json

import pytest

from benchmarks.copies import main


def test_planted_copies_are_found_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--known", "30", "--articles", "6", "--rounds", "1", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert row["found"] == {"copy": "2 of 2", "excerpt": "2 of 2", "new": "2 of 2"}
    assert row["known"] == 30


def test_numbers_below_one_are_refused() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--known", "0"])
    assert ended.value.code == 2
