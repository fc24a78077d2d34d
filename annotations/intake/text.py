"""Bytes of a file to text: strictly UTF-8, or the encoding that the caller names; never a silent guess."""

from __future__ import annotations

import codecs
from itertools import pairwise

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"), (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"), (b"\x1f\x8b", "application/gzip"), (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"), (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"), (b"\x7fELF", "application/x-executable"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"), (b"fLaC", "audio/flac"), (b"\x1aE\xdf\xa3", "video/webm"),
    (b"wOFF", "font/woff"), (b"wOF2", "font/woff2"),
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SNIFFED = 16_384
"""Bytes around the first wrong one by which an encoding is guessed."""

_RUSSIAN = (
    dict.fromkeys("оеаинтсрвлкмдпу", 2.0) | dict.fromkeys("яыьгзбчй", 0.5) | dict.fromkeys("хжшюцщэфъё", -0.5)
)
"""How much a letter speaks for Russian, by its frequency in running text."""

_COMMON_LATIN = frozenset("éèêëáàâäãåíìîïóòôöõúùûüñçßøæœÉÀÄÖÜÇ“”‘’«»–—…•€£°§©®\xa0")


class TextError(ValueError):
    """Bytes that are not text, or not in the encoding that was expected."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def refuse_binary(data: bytes, *, allow_nul: bool = False) -> None:
    """Raises ``TextError`` (``not_text``) with the media type where the bytes are plainly a picture, an archive, ..."""
    kind = _media_type(data)
    if kind is None and not allow_nul and b"\x00" in data[:_SNIFFED] and not data.startswith(_UTF_16):
        kind = "application/octet-stream"
    if kind is not None:
        raise TextError("not_text", f"not text ({kind})")


def decode_text(data: bytes, encoding: str | None = None) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        TextError: ``not_text``, or ``encoding`` with the place of the first wrong byte and the likely encoding.
    """
    refuse_binary(data, allow_nul=encoding is not None)
    if encoding is not None:
        return _decoded_as(data, encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from after the mark.
        at = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        guess = likely_encoding(data, at)
        advice = f"; looks like {guess}, use --encoding {guess}" if guess else "; use --encoding NAME"
        raise TextError("encoding", f"not UTF-8 at byte {at}{advice}") from error


def likely_encoding(data: bytes, at: int) -> str | None:
    """The encoding that bytes which are not UTF-8 (the first wrong one is at ``at``) are most likely in."""
    if data.startswith(_UTF_16):
        return "utf-16"
    sample = data[max(0, at - _SNIFFED // 2) : at + _SNIFFED]
    scored = [(_plausibility(sample, name), name) for name in ("windows-1251", "koi8-r", "windows-1252")]
    best, name = max(scored)
    return name if best > 0 else None


def _media_type(data: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}[data[8:12]]
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return None


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextError("encoding", f"not {encoding} at byte {error.start}") from error
    except UnicodeError as error:
        raise TextError("encoding", f"not {encoding}: {error}") from error
    return text.removeprefix("\ufeff")


def _plausibility(sample: bytes, encoding: str) -> float:
    """How much a sample looks like running words in an encoding; 0 or less: not at all."""
    text = sample.decode(encoding, errors="replace")
    foreign = [character for character in text if ord(character) > 127]
    if encoding == "windows-1252":
        # Western text is mostly ASCII: long runs of accented letters are some other script read wrongly.
        score = sum(1.0 if character in _COMMON_LATIN else -1.0 for character in foreign)
        return score if len(foreign) * 3 < len(text) else score - len(foreign)
    return sum(_russian_weight(character) for character in foreign) - 3.0 * _impossible_pairs(text)


def _russian_weight(character: str) -> float:
    weight = _RUSSIAN.get(character.lower())
    if weight is None:
        return 0.0 if character in "«»–—…№\xa0“”„" else -1.5
    return weight if character.islower() else 0.8 * weight


def _impossible_pairs(text: str) -> int:
    """Capitals after small letters, and letters of two scripts side by side."""
    return sum(
        (before.islower() and after.isupper())
        or (before.isalpha() and after.isalpha() and before.isascii() != after.isascii())
        for before, after in pairwise(text)
    )
