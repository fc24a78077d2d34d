"""File and article names as URI references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.uri import article_urn, field_path, file_uri, web_address

ASCII = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%#:")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b.html", "a%20b.html"),
        ("../статья.txt", "../%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F.txt"),
        ("/tmp/a.html", "file:///tmp/a.html"),
        ("//host/a", "file:////host/a"),
        ("c:\\news\\a.html", "c%3A/news/a.html"),
        ("<stdin>", "%3Cstdin%3E"),
        ("caf\udce9.txt", "caf%E9.txt"),
    ],
)
def test_a_path_becomes_a_reference(path: str, expected: str) -> None:
    assert file_uri(path) == expected


def test_an_article_becomes_a_urn_with_its_field() -> None:
    assert article_urn("https://e.example/1#2", "images/0/caption") == (
        "urn:annotations:article:https%3A%2F%2Fe.example%2F1%232#images/0/caption"
    )
    assert field_path("a/b", "images/0/alt") == "/a%2Fb/images/0/alt"


def test_only_web_addresses_are_links() -> None:
    assert web_address("http://право.example/?a=b c") == "http://%D0%BF%D1%80%D0%B0%D0%B2%D0%BE.example/?a=b%20c"
    assert web_address("javascript:alert(1)") == ""


@given(st.text(st.characters(codec=None)))
def test_any_name_gives_plain_characters(text: str) -> None:
    assert set(file_uri(text)) | set(article_urn(text, text)) | set(field_path(text, text)) <= ASCII
