"""Bytes to text: UTF-8 or the encoding that is named, and the likely one where neither fits."""

import pytest

from annotations.intake.text import TextError, decode_text

RUSSIAN = '<p>Переговоры с "Варкешем" прошли в среду, без заявления.'


def refusal(data: bytes, encoding: str | None = None) -> TextError:
    with pytest.raises(TextError) as refused:
        decode_text(data, encoding)
    return refused.value


def test_utf_8_is_read_with_or_without_its_mark() -> None:
    assert decode_text(RUSSIAN.encode()) == RUSSIAN
    assert decode_text(RUSSIAN.encode("utf-8-sig")) == RUSSIAN


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_the_likely_encoding_is_named_and_then_works(encoding: str) -> None:
    error = refusal(RUSSIAN.encode(encoding))
    assert error.code == "encoding"
    assert error.message.endswith(f"looks like {encoding}, use --encoding {encoding}")
    assert decode_text(RUSSIAN.encode(encoding), encoding) == RUSSIAN


@pytest.mark.parametrize("text", ["Le café à la crème", "Ein Mädchen über “Größe”", "naïve", "Привет", "Иван said so"])
def test_short_texts_are_told_apart(text: str) -> None:
    encoding = "windows-1252" if text.isascii() or "é" in text or "ä" in text or "ï" in text else "windows-1251"
    assert encoding in refusal(text.encode(encoding)).message


def test_the_first_wrong_byte_is_counted_from_the_beginning_of_the_file() -> None:
    assert "at byte 6;" in refusal(b"<html>\xcf\xf0\xe8\xe2\xe5\xf2").message
    assert "at byte 5;" in refusal(b"\xef\xbb\xbfab\xcf\xf0\xe8\xe2\xe5\xf2").message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"PK\x03\x04\x14\x00", "application/zip"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"text\x00more", "application/octet-stream"),
    ],
)
def test_binary_files_are_called_by_their_kind(data: bytes, kind: str) -> None:
    error = refusal(data)
    assert (error.code, error.message) == ("not_text", f"not text ({kind})")


def test_a_picture_stays_a_picture_in_any_encoding() -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n\x00", "latin-1").code == "not_text"


def test_a_wrong_encoding_is_named_with_the_byte() -> None:
    assert refusal(b"ab\xff", "ascii").message == "not ascii at byte 2"
