"""Foreign text made safe to print."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.printable import one_line, printable, shortened, source_line
from tests.shared import shared_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\ud800b", "a\\ud800b"),
        ("\U000e0041", "\\U000e0041"),
        ("a \n\t b", "a b"),
        ("правитель\u00adство", "правитель\u00adство"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\u0301a", "\u25cc\u0301a"),
        ("حركة", "\u2068حركة\u2069"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text(st.characters(codec=None)))
def test_the_result_is_one_line_that_can_be_encoded(text: str) -> None:
    for safe in (one_line(text), source_line(text)):
        assert len((safe + "x").splitlines()) == 1
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f]", safe)
        safe.encode()


def test_no_naughty_string_gets_through() -> None:
    for row in shared_lines("suites/naughty_strings.jsonl"):
        text = printable(row["s"])
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_long_text_loses_its_middle() -> None:
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert shortened("abcdefghijk", 4) == "ab … jk"
