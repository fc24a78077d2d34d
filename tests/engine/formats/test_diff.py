"""Fixes as small diffs."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.diff import AROUND, MAX_LINES, Hunk, hunks
from annotations.engine.formats.place import places
from annotations.engine.report import Edit, Fix
from tests.engine.formats.samples import report


def shown(value: str, *edits: tuple[int, int, str]) -> list[Hunk]:
    fix = Fix("Fix", tuple(Edit("body", *edit) for edit in edits))
    return hunks(fix, places(report("a", {"body": value}), {}))


def test_an_insertion_shows_its_paragraph_before_and_after() -> None:
    assert shown("First.\nBlack Dawn met.\nLast.", (17, 17, "*")) == [
        Hunk("body", 2, (("-", "Black Dawn met."), ("+", "Black Dawn* met.")))
    ]


def test_a_new_paragraph_shows_the_one_before_it_for_orientation() -> None:
    assert shown("First.\nLast.", (12, 12, "\n\nNote.")) == [
        Hunk("body", 2, ((" ", "Last."), ("+", ""), ("+", "Note.")))
    ]


def test_a_deleted_paragraph_shows_what_follows() -> None:
    assert shown("First.\r\nGone.\r\nLast.", (8, 15, "")) == [Hunk("body", 2, (("-", "Gone."), (" ", "Last.")))]


def test_two_near_edits_are_one_hunk_and_two_far_ones_are_two() -> None:
    near = shown("Black Dawn and Red Dusk met.", (10, 10, "*"), (23, 23, "*"))
    assert [hunk.lines[1] for hunk in near] == [("+", "Black Dawn* and Red Dusk* met.")]
    far = shown("a" + "x" * 500 + "b", (1, 1, "*"), (501, 501, "*"))
    assert [hunk.lines[1][1] for hunk in far] == ["a*" + "x" * AROUND + "…", "…" + "x" * AROUND + "*b"]


def test_a_long_line_shows_only_the_words_around_the_change() -> None:
    [hunk] = shown("x" * 100_000 + "old" + "y" * 100_000, (100_000, 100_003, "new"))
    assert hunk.lines == (
        ("-", "…" + "x" * AROUND + "old" + "y" * AROUND + "…"),
        ("+", "…" + "x" * AROUND + "new" + "y" * AROUND + "…"),
    )


def test_no_word_of_the_context_is_cut() -> None:
    words = "The envoys of the Northern Pact’s well-known leader came to the capital for talks that lasted all day. "
    [hunk] = shown(words * 3 + "old" + " " + words * 3, (len(words) * 3, len(words) * 3 + 3, "new"))
    assert hunk.lines == (
        ("-", "…leader came to the capital for talks that lasted all day. old The envoys of the Northern Pact’s well-known leader came to…"),
        ("+", "…leader came to the capital for talks that lasted all day. new The envoys of the Northern Pact’s well-known leader came to…"),
    )  # fmt: skip


@given(st.text(alphabet="аяb é’-. <>", max_size=400), st.integers(0, 400), st.integers(0, 3))
def test_what_is_kept_is_the_text_around_the_change(value: str, start: int, length: int) -> None:
    start = min(start, len(value))
    end = min(start + length, len(value))
    for hunk in shown(value, (start, end, "§")):
        head, tail = next(line for mark, line in hunk.lines if mark == "+").split("§")
        assert value[:start].endswith(head.removeprefix("…"))
        assert value[end:].startswith(tail.removesuffix("…"))
        assert len(head) <= AROUND + 1 >= len(tail)


def test_many_deleted_lines_are_counted() -> None:
    [hunk] = shown("a\n" * 20 + "b", (0, 40, ""))
    assert len(hunk.lines) == MAX_LINES + 2
    assert hunk.lines[MAX_LINES:] == ((" ", "… and 8 more lines"), (" ", "b"))


def test_overlapping_edits_are_shown_apart() -> None:
    found = shown("abcdef", (0, 3, "x"), (2, 5, "y"))
    assert [hunk.lines for hunk in found] == [(("-", "abcdef"), ("+", "xdef")), (("-", "abcdef"), ("+", "abyf"))]


def test_an_edit_that_changes_nothing_or_lies_outside_is_not_shown() -> None:
    assert shown("abc", (0, 1, "a"), (7, 9, "x")) == []
    assert hunks(Fix("Fix", (Edit("deck", 0, 0, "x"),)), places(report("a", {"body": "abc"}), {})) == []
