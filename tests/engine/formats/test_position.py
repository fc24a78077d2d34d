"""Offsets to lines and columns and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.position import Position, lines_of, split_lines

BROKEN = st.text(alphabet="ab\r\n\u2028я👩")


@pytest.mark.parametrize(
    ("value", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("one\ntwo", 4, (2, 1)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\rtwo", 4, (2, 1)),
        ("one\n\rtwo", 4, (2, 1)),
        ("one\n", 4, (2, 1)),
        ("👩\u200d🚀 a", 4, (1, 5)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
    ],
)
def test_a_line_ends_at_line_feed_carriage_return_or_both(value: str, offset: int, expected: tuple[int, int]) -> None:
    assert lines_of(value).position(offset) == expected


@given(BROKEN)
def test_every_offset_survives_the_round_trip(value: str) -> None:
    lines = lines_of(value)
    for offset in range(len(value) + 1):
        position = lines.position(offset)
        assert lines.offset(position) == offset
        assert position.line <= len(split_lines(value))


@given(BROKEN)
def test_a_position_points_to_its_character_in_the_line(value: str) -> None:
    lines, texts = lines_of(value), split_lines(value)
    for offset, character in enumerate(value):
        line, column = lines.position(offset)
        if character not in "\r\n":
            assert texts[line - 1][column - 1] == character


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match=r"outside of 0\.\.3"):
        lines_of("abc").position(offset)


@pytest.mark.parametrize("position", [(0, 1), (3, 1), (1, 0), (1, 3), (2, 3)])
def test_a_position_outside_is_refused(position: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="lies outside of"):
        lines_of("a\nb").offset(Position(*position))
