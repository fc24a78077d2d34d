"""``annotations demo``: the contrast, in one screen, with nothing but the clone."""

import re

from tests.management.run import Runner


def test_the_contrast_is_on_one_screen(annotations: Runner) -> None:
    run = annotations("demo", "--no-database")
    assert (run.status, run.err) == (0, "")
    lines = run.out.splitlines()
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 80
    cells = {line[:23].strip(): line[23:].split() for line in lines if re.search(r"(allow|block|warn)\b.*allow", line)}
    assert cells["agency copy, bare"] == ["allow", "block", "allow", "allow", "allow", "allow"]
    assert cells["careful outlet"][1:] == ["allow", "warn", "allow", "allow", "allow"]


def test_what_is_missing_is_shown_with_its_words_law_and_fix(annotations: Runner) -> None:
    out = annotations("demo", "--no-database").out
    assert "error: designation missing" in out
    assert "[Varkesh]" in out
    assert "warning: designation stale" in out
    assert "✓ attribution harbour-gazette" in out
    assert re.search(r"^ +\+ .*Varkesh", out, re.MULTILINE)


def test_colour_is_for_terminals(annotations: Runner) -> None:
    assert "\x1b[" not in annotations("demo", "--no-database").out
    coloured = annotations("demo", "--no-database", "--force-color").out
    assert "\x1b[" in coloured
    visible = re.sub("\x1b\\[[0-9;]*m", "", coloured)
    assert visible == annotations("demo", "--no-database").out
