"""Compressed register files opened as a stream, with a limit on what they open to: nothing is written to a disk."""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, cast

from annotations.intake.strict_json import quoted
from annotations.intake.text import TextError

MAX_OPENED = 256 * 2**20
"""Bytes that a compressed file may open to (SECURITY B97), unless the caller allows more."""
MAX_MEMBERS = 100
"""Files in an archive (SECURITY B99)."""
MAX_WORKBOOK_MEMBERS = 1000
"""Parts of a workbook: each sheet, picture and style sheet is one."""
MAX_LAYERS = 3
"""How often a file may be compressed."""
_XZ_MEMORY = 96 * 2**20
_AT_ONCE = 1 << 16
_MIB = 2**20

ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"


class TruncatedError(TextError):
    """Compressed data that ends before its end."""

    def __init__(self, rows: int = 0) -> None:
        super().__init__("truncated", f"unexpected end of compressed data after {rows} rows; nothing was changed")


class _Decompressor(Protocol):
    """What ``bz2``, ``lzma`` and the class below have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """``zlib`` in the shape of the others."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max(max_length, 0))


_LAYERS: tuple[tuple[bytes, Callable[[], _Decompressor]], ...] = (
    (b"\x1f\x8b", _Gzip),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)),
)


class _Decompressed(io.RawIOBase):
    """The content of a compressed stream, of all its parts; ends with an error when it opens to over ``limit``."""

    def __init__(self, source: BinaryIO, start: Callable[[], _Decompressor], limit: int) -> None:
        self._source, self._start, self._limit = source, start, limit
        self._part: _Decompressor | None = start()
        self._rest = b""
        self._opened = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._piece(min(len(buffer), _AT_ONCE))
        self._opened += len(piece)
        if self._opened > self._limit:
            raise too_large(self._limit)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        super().close()
        self._source.close()

    def _piece(self, size: int) -> bytes:
        while True:
            if self._part is None and not self._next_part():
                return b""
            assert self._part is not None
            piece = self._decompressed(self._part, size)
            if self._part.eof:
                self._rest, self._part = self._part.unused_data, None
            if piece:
                return piece

    def _decompressed(self, part: _Decompressor, size: int) -> bytes:
        data = b""
        if part.needs_input:
            data, self._rest = self._rest or self._source.read(_AT_ONCE), b""
            if not data:
                raise TruncatedError
        try:
            return part.decompress(data, size)
        except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
            raise TextError("damaged", f"its compressed data is damaged: {error}") from error

    def _next_part(self) -> bool:
        """Begins the next part, if one follows; zeros after the last are padding."""
        while not self._rest.strip(b"\x00"):
            self._rest = self._source.read(_AT_ONCE)
            if not self._rest:
                return False
        self._part = self._start()
        return True


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The content of a file. ``layers``: how often it was compressed; ``workbook``: it is a zip of a workbook."""

    stream: BinaryIO
    file: BinaryIO
    """The file itself: where it is being read says how far the reading is."""
    layers: int = 0
    workbook: bool = False


def unpack(path: str, limit: int = MAX_OPENED) -> Unpacked:
    """Opens a file, and what it is compressed in: gzip, bzip2, xz, or a zip of one file.

    Raises:
        TextError: ``too_large``, ``too_many``, ``unsafe_path``, ``encrypted``, ``truncated``, ``damaged``.
        OSError: when it cannot be opened.
    """
    stream = open(path, "rb")  # noqa: SIM115
    try:
        if stream.peek(4)[:4] in (ZIP, _EMPTY_ZIP):
            return _unzipped(stream, limit)
        return _layered(stream, stream, limit)
    except BaseException:
        stream.close()
        raise


def measure(stream: BinaryIO) -> None:
    """Reads a compressed stream to its end, to know that it is whole before anything of it is believed."""
    rows = 0
    try:
        while piece := stream.read(_AT_ONCE):
            rows += piece.count(b"\n")
    except TruncatedError as error:
        raise TruncatedError(rows) from error
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise TextError("damaged", f"its compressed data is damaged: {error}") from error


def too_large(limit: int) -> TextError:
    return TextError("too_large", f"opens to over {limit // _MIB} MiB; if it is meant to, use --max-opened MIB")


def _layered(stream: io.BufferedReader[Any], file: BinaryIO, limit: int, layers: int = 0) -> Unpacked:
    head = stream.peek(6)
    start = next((start for magic, start in _LAYERS if head.startswith(magic)), None)
    if start is None:
        return Unpacked(cast(BinaryIO, stream), file, layers)
    if layers == MAX_LAYERS:
        raise TextError("too_large", f"is compressed more than {MAX_LAYERS} times")
    inner = io.BufferedReader(_Decompressed(cast(BinaryIO, stream), start, limit), _AT_ONCE)
    return _layered(inner, file, limit, layers + 1)


def _unzipped(stream: io.BufferedReader[Any], limit: int) -> Unpacked:
    archive = _archive(stream)
    names = archive.namelist()
    workbook = "[Content_Types].xml" in names
    most = MAX_WORKBOOK_MEMBERS if workbook else MAX_MEMBERS
    if len(names) > most:
        raise TextError("too_many", f"over {most} members: {len(names)}")
    for member in archive.infolist():
        _refuse_member(member)
    if sum(member.file_size for member in archive.infolist()) > limit:
        raise too_large(limit)
    if workbook:
        stream.seek(0)
        return Unpacked(stream, stream, 1, workbook=True)
    files = [member for member in archive.infolist() if not member.is_dir()]
    if len(files) != 1:
        raise TextError("too_many", f"holds {len(files)} files; a register is one file: unpack it and give that one")
    try:
        inner = io.BufferedReader(_Limited(archive.open(files[0]), stream, limit), _AT_ONCE)
        return _layered(inner, stream, limit, 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise TextError("damaged", f"{quoted(files[0].filename)} cannot be unpacked: {error}") from error


def _archive(stream: io.BufferedReader[Any]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise TextError("truncated", "its directory, at the end of the archive, is missing or damaged") from error


def _refuse_member(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise TextError("unsafe_path", f"member {quoted(member.orig_filename)} refused: it points out of the archive")
    if member.flag_bits & 0x1:
        raise TextError("encrypted", f"member {quoted(member.filename)} is encrypted; give it unpacked")


class _Limited(io.RawIOBase):
    """A member of an archive, no more of it than ``limit`` bytes."""

    def __init__(self, member: Any, file: BinaryIO, limit: int) -> None:
        self._member, self._file, self._left, self._limit = member, file, limit, limit

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        super().close()
        self._member.close()
        self._file.close()

    def readinto(self, buffer: Any) -> int:
        piece = self._member.read(min(len(buffer), _AT_ONCE))
        self._left -= len(piece)
        if self._left < 0:
            raise too_large(self._limit)
        buffer[: len(piece)] = piece
        return len(piece)

