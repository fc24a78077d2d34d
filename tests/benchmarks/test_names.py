"""The benchmark of names: equal hits on both sides, and the object that it ends with."""

import json

import pytest

from benchmarks.names import main


def test_all_sides_find_the_same_and_the_last_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("daachorse")
    asked = ["--sizes", "400", "--articles", "6", "--rounds", "1", "--peers", "daachorse,pyahocorasick", "--json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["400"]["hits_equal"] is True
    assert told["400"]["batch_vs_daachorse"] > 0
    assert told["growth_1k_1m"] is None


@pytest.mark.parametrize("wrong", [["--sizes", "none"], ["--peers", "grep"]])
def test_what_it_cannot_measure_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(wrong)
    assert refused.value.code == 2
    assert wrong[1] in capsys.readouterr().err
