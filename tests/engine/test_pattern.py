"""Patterns of rules: what the linear-time engine takes, and how it refuses the rest."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from annotations.engine.pattern import MAX_PATTERN, MAX_SEARCHED, MAX_STEPS, Pattern, search, stretches
from tests.shared import shared_lines

PATTERNS: TypeAdapter[str] = TypeAdapter(Pattern)


def refusal(pattern: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        PATTERNS.validate_python(pattern)
    (error,) = caught.value.errors()
    return error["type"], error["msg"]


@pytest.mark.parametrize(
    ("pattern", "code", "message"),
    [
        ("", "regex", "empty pattern"),
        ("(war", "regex", "missing ) at 0"),
        ("a(b)(c", "regex", "missing ) at 4"),
        (r"[(]\((c", "regex", "missing ) at 5"),
        ("war)", "regex", "unexpected ) at 3"),
        ("a[b", "regex", "missing ] at 1"),
        ("a**", "regex", "bad repetition operator ** at 1"),
        ("*a", "regex", "no argument for repetition operator * at 0"),
        ("(?:a{1000}){1000}", "regex", "program too large: invalid repetition size {1000} at 4"),
        ("(?:[а-яё]{0,30} ?){0,30}я$", "regex", "program too large: 5496 instructions; limit 4000"),
        ("a" * (MAX_PATTERN + 1), "regex", "1001 characters; limit 1000"),
    ],
)
def test_a_wrong_pattern_is_refused_with_its_offset(pattern: str, code: str, message: str) -> None:
    assert refusal(pattern) == (code, message)


@pytest.mark.parametrize(
    ("pattern", "construct"),
    [
        ("a(?=b)", "(?= at 1"), ("(?<!a)b", "(?<! at 0"), (r"(a)\1", r"\1 at 3"), ("(?P<x>a)(?P=x)", "(?P at 8"),
        ("a*+b", "*+ at 1"),
    ],
)
def test_what_needs_backtracking_is_named(pattern: str, construct: str) -> None:
    code, message = refusal(pattern)
    assert code == "regex_unsupported"
    assert message == f"not supported by the linear-time engine (look-around, back-reference): {construct}"


def test_a_word_boundary_beside_cyrillic_would_never_match() -> None:
    code, message = refusal(r"(?i)\bТалибан\b")
    assert code == "regex_unsupported"
    assert message.startswith(r"\b at 4 knows ASCII letters only")
    assert PATTERNS.validate_python(r"\bTaliban\b")
    assert PATTERNS.validate_python(r"\\bТалибан")


def test_what_the_message_advises_works() -> None:
    pattern = PATTERNS.validate_python(r"(?i)(^|[^\pL])талибан([^\pL]|$)")
    assert search(pattern, "«Талибан» вошёл в Кабул")
    assert search(pattern, "Талибан")
    assert not search(pattern, "Талибанизация")


def test_evil_patterns_are_refused_or_end() -> None:
    for row in shared_lines("suites/redos.jsonl"):
        pattern = row["pattern"]
        if row["expect"].startswith("refused"):
            assert refusal(pattern)[0] in {"regex", "regex_unsupported"}
            continue
        assert PATTERNS.validate_python(pattern) == pattern
        subject = row["subject"]
        for text in (subject, (subject * (100_000 // len(subject) + 1))[:100_000]):
            assert isinstance(search(pattern, text), bool)


def test_only_the_beginning_of_a_text_is_searched() -> None:
    assert search("b", "a" * (MAX_SEARCHED - 1) + "b")
    assert not search("b", "a" * MAX_SEARCHED + "b")


def test_a_small_pattern_sees_all_of_a_long_article_and_a_large_one_its_beginning_and_end() -> None:
    paragraphs = [(at, at + 1000) for at in range(0, 200_000, 1000)]
    assert stretches("erid", paragraphs) == paragraphs
    large = stretches("(a{0,30}){0,30}$", paragraphs)
    assert (large[0], large[-1]) == (paragraphs[0], paragraphs[-1])
    assert sum(end - start for start, end in large) <= MAX_STEPS / 900
    assert stretches("(a{0,30}){0,30}$", paragraphs[:2]) == paragraphs[:2]
