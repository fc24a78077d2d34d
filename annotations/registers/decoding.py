"""Bytes of a register to lines of text: strictly UTF-8, or the encoding that is named; never a silent guess."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from annotations.intake.lines import MAX_LINE, OversizedLineError
from annotations.intake.text import TextError, likely_encoding, refuse_binary

_HEAD = 4096
_SAMPLE = 16_384


def text_lines(stream: BinaryIO, encoding: str | None = None) -> Iterator[str]:
    """The lines of a stream with their ends, without a byte order mark.

    Raises:
        TextError: ``not_text``, or ``encoding`` with the place of the first wrong byte and the likely encoding.
        OversizedLineError: for a line over ``MAX_LINE``.
    """
    if encoding is not None and "\n".encode(encoding) != b"\n":
        yield from _wide_lines(stream, encoding)
        return
    offset, number = 0, 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if number == 1:
            refuse_binary(line[:_HEAD])
            if line.startswith(codecs.BOM_UTF8):
                offset, line = offset + 3, line[3:]
        if len(line) > MAX_LINE:
            raise OversizedLineError(number)
        try:
            text = line.decode(encoding or "utf-8")
        except UnicodeDecodeError as error:
            raise _wrong(stream, line, error.start, offset, encoding) from error
        yield text
        offset += len(line)


def whole_text(stream: BinaryIO, encoding: str | None, limit: int) -> str:
    """All of a stream as one text; ``too_large`` when it is over ``limit`` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TextError("too_large", f"is over {limit // 2**20} MiB, the limit of its format")
    return "".join(text_lines(io.BytesIO(data), encoding))


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Lines of encodings in which a line feed is more than one byte."""
    number = 0
    try:
        with io.TextIOWrapper(stream, encoding, newline="") as lines:
            for line in lines:
                number += 1
                if len(line) > MAX_LINE:
                    raise OversizedLineError(number)
                yield line.removeprefix("\ufeff") if number == 1 else line
    except UnicodeError as error:
        raise TextError("encoding", f"not {encoding} after line {number}: {error}") from error


def _wrong(stream: BinaryIO, line: bytes, at: int, offset: int, encoding: str | None) -> TextError:
    place = offset + at
    if encoding is not None:
        return TextError("encoding", f"not {encoding} at byte {place}")
    # A short line says little: the lines after it take part in the guess.
    guess = likely_encoding(line + stream.read(_SAMPLE), at)
    advice = f"; looks like {guess}, use --encoding {guess}" if guess else "; use --encoding NAME"
    return TextError("encoding", f"not UTF-8 at byte {place}{advice}")
