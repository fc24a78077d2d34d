"""Codes of countries, and the union that comes with some of them."""

from __future__ import annotations

import pytest

from annotations.engine.jurisdictions import EU_MEMBER_STATES, ISO_3166_1, expand, is_known, meant_by


def test_a_member_state_brings_the_union() -> None:
    assert expand(["DE"]) == {"DE", "EU"}
    assert expand(["RU", "FR"]) == {"RU", "FR", "EU"}
    assert expand(["GB", "NO", "CH"]) == {"GB", "NO", "CH"}
    assert expand(["EU"]) == {"EU"}
    assert expand([]) == frozenset()


def test_the_lists_are_complete() -> None:
    assert len(EU_MEMBER_STATES) == 27
    assert len(ISO_3166_1) == 249
    assert EU_MEMBER_STATES < ISO_3166_1


@pytest.mark.parametrize(
    ("code", "known"), [("RU", True), ("EU", True), ("XK", True), ("UK", False), ("ru", False), ("RUS", False)]
)
def test_known_codes(code: str, known: bool) -> None:
    assert is_known(code) is known


@pytest.mark.parametrize(("code", "meant"), [("UK", "GB"), ("ru", "RU"), ("eu", "EU"), ("ZZ", None)])
def test_what_a_wrong_code_probably_means(code: str, meant: str | None) -> None:
    assert meant_by(code) == meant
