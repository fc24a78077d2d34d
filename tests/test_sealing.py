"""Secrets at rest."""

from __future__ import annotations

import pytest
from django.test import override_settings

from annotations.conf import desk, wrong
from annotations.sealing import SealBrokenError, reseal, seal, unseal


def test_what_is_sealed_is_not_readable_and_opens_again() -> None:
    sealed = seal(b"\x00secret\xff")
    assert "secret" not in sealed
    assert unseal(sealed) == b"\x00secret\xff"
    assert seal(b"\x00secret\xff") != sealed


def test_keys_are_rotated_without_losing_what_was_sealed() -> None:
    with override_settings(ANNOTATIONS={"SEALING_KEYS": ["old"]}):
        sealed = seal(b"secret")
    with override_settings(ANNOTATIONS={"SEALING_KEYS": ["new", "old"]}):
        renewed = reseal(sealed)
    with override_settings(ANNOTATIONS={"SEALING_KEYS": ["new"]}):
        assert unseal(renewed) == b"secret"
        with pytest.raises(SealBrokenError):
            unseal(sealed)


def test_the_secret_key_is_the_key_where_none_is_set() -> None:
    with override_settings(SECRET_KEY="one"):
        sealed = seal(b"secret")
    with override_settings(SECRET_KEY="two", SECRET_KEY_FALLBACKS=["one"]):
        assert unseal(sealed) == b"secret"
    with override_settings(SECRET_KEY="two"), pytest.raises(SealBrokenError):
        unseal(sealed)


@pytest.mark.parametrize("tampered", ["", "nonsense", "ы", "gAAAA"])
def test_what_was_tampered_with_is_refused(tampered: str) -> None:
    with pytest.raises(SealBrokenError):
        unseal(tampered)


def test_keys_do_not_show_where_settings_are_printed() -> None:
    with override_settings(ANNOTATIONS={"SEALING_KEYS": ["a-key-of-the-desk"]}):
        assert "a-key-of-the-desk" not in repr(desk())


def test_a_key_of_the_wrong_kind_is_refused_without_being_shown() -> None:
    (problem,) = wrong({"SEALING_KEYS": "a-key-of-the-desk"})
    assert "a-key-of-the-desk" not in f"{problem}"
    assert problem.why == "is not a list of texts"
