"""The benchmark of a whole check: both sides agree, and the figures come out. Nothing here asserts how fast it is."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from benchmarks.check import SIDES, STAGES, build, differences, main
from benchmarks.measure import REST
from benchmarks.newsroom import build_newsroom

SMALL = ["--names", "50", "--articles", "5", "--rounds", "1"]


def test_both_sides_agree_and_the_last_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("ahocorasick", reason="pyahocorasick is not installed; it is in the extra 'benchmark'")
    assert main([*SMALL, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    figures = json.loads(printed.out.splitlines()[-1])
    assert (figures["benchmark"], figures["names"], figures["articles"], figures["equal"]) == ("check", 50, 5, True)
    assert set(figures["cpu_ms"]) == set(SIDES)
    assert set(figures["stages"]) == {*STAGES, REST}
    assert len(figures["top"]) == 5


def test_the_table_names_the_peer_and_the_stages(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("ahocorasick", reason="pyahocorasick is not installed; it is in the extra 'benchmark'")
    main(SMALL)
    table = capsys.readouterr().out
    assert "results: equal" in table
    assert all(title in table for title in SIDES.values())
    assert all(f"\n{stage} " in table for stage in STAGES)


def test_a_difference_is_told_with_the_article_and_the_side() -> None:
    pytest.importorskip("ahocorasick", reason="pyahocorasick is not installed; it is in the extra 'benchmark'")
    newsroom = build_newsroom(names=50, articles=1, size=5000, seed=7)
    untold = replace(newsroom.stories[0], named=newsroom.stories[0].named | {"nobody"})
    found = differences(replace(newsroom, stories=(untold,)), build(newsroom))
    assert found == [f"story-0: {title} misses the name nobody" for title in SIDES.values()]


def test_without_the_peer_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "benchmarks.peer", raising=False)
    monkeypatch.setitem(sys.modules, "ahocorasick", None)
    assert main(SMALL) == 2
    assert "pip install '.[benchmark]'" in capsys.readouterr().err


def test_more_names_than_can_be_made_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["--names", "1000000", "--articles", "1"])
    assert refused.value.code == 2
    assert "at most" in capsys.readouterr().err


def test_articles_are_of_one_size_in_two_languages_and_come_again_from_their_seed() -> None:
    newsroom = build_newsroom(names=50, articles=20, size=5000, seed=7)
    sizes = [len(story.article.body.value.encode()) for story in newsroom.stories]
    assert all(4800 < size < 5500 for size in sizes)
    assert {story.language for story in newsroom.stories} == {"ru", "en"}
    assert any(story.banned for story in newsroom.stories)
    assert build_newsroom(names=50, articles=20, size=5000, seed=7) == newsroom


def test_articles_hold_the_names_that_they_tell_of() -> None:
    newsroom = build_newsroom(names=50, articles=20, size=5000, seed=7)
    english = [story for story in newsroom.stories if story.language == "en"]
    names = {subject.entity.id: subject.english for subject in newsroom.subjects}
    assert any(story.named for story in english)
    assert all(names[subject] in story.article.body.value for story in english for subject in story.named)
