"""Hostile sizes: refused, or read in time that grows with the length only."""

from __future__ import annotations

import time

import pytest

from annotations.engine.document.limits import MAX_AMPERSANDS, MAX_ANGLES, MAX_CHARACTERS, DocumentTooComplex
from tests.engine.document.reading import read

REFUSED = {
    "nested formatting": ("<b>" * 100_000, "html"),
    "nested blocks": ("<div>" * 300, "html"),
    "open attributes": ("<a href='" * 100_000, "html"),
    "ampersands": ("&" * 1_000_000, "html"),
    "comments": ("<!--" * 100_000, "html"),
    "formatting opened again in each paragraph": (
        "".join(f"<p><b id={number}>x" for number in range(200)) + "<p>x" * 24_000,
        "html",
    ),
    "nested quotes": (">" * 100_000, "markdown"),
    "brackets": ("[" * 100_000, "markdown"),
    "stars": ("*a" * 100_000, "markdown"),
    "backticks": ("`a" * 100_000, "markdown"),
    "lines": ("a\n" * 100_000, "markdown"),
    "lines of text": ("a\n" * 100_000, "text"),
    "length": ("a" * (MAX_CHARACTERS + 1), "text"),
}
READ = {
    "tags that never end": ("<p " * 49_000, "html"),
    "end tags": ("</b>" * 49_000, "html"),
    "cells": ("<table>" + "<tr><td>x" * 24_000, "html"),
    "misnested": ("<s><p>x</s>" * 16_000, "html"),
    "one attribute": ("<p class='" + "a " * 490_000 + "'>x", "html"),
    "brackets in a style": ("<p style='" + "(" * 900_000 + "'>x", "html"),
    "braces in a sheet": ("<style>" + "a{" * 400_000 + "}" * 200_000 + "</style>x", "html"),
    "one run of stars": ("*" * 1_000_000, "markdown"),
    "one run of backticks": ("`" * 1_000_000, "markdown"),
    "links that never end": ("[a](" * 20_000, "markdown"),
    "comments that never end": ("<!--x " * 49_000, "markdown"),
    "brackets after an address": ("http://a" + ")" * 900_000, "text"),
    "soft hyphens": ("\u00ad" * 1_000_000, "text"),
}


@pytest.mark.parametrize("shape", REFUSED)
def test_more_than_any_article_has_is_refused(shape: str) -> None:
    value, body_format = REFUSED[shape]
    with pytest.raises(DocumentTooComplex) as refused:
        read(value, body_format)
    assert refused.value.code == "too_complex"
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("shape", READ)
def test_long_input_is_read_in_time(shape: str) -> None:
    value, body_format = READ[shape]
    begun = time.process_time()
    read(value[:MAX_CHARACTERS], body_format)
    # The bar is 2 s for any body of 1 MiB; what is quadratic takes minutes here.
    assert time.process_time() - begun < 10


def test_what_is_just_allowed_is_read() -> None:
    assert len(read("<br>" * MAX_ANGLES).blocks) == 0
    assert len(read("&amp;" * MAX_AMPERSANDS).text) == MAX_AMPERSANDS
    assert len(read("a" * MAX_CHARACTERS, "text").text) == MAX_CHARACTERS


def test_a_headline_has_the_same_limits() -> None:
    with pytest.raises(DocumentTooComplex):
        read("a", headline="<b>" * 100_000)
