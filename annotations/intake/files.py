"""Files, folders and standard input to Articles, one after another, without holding more than one file in memory."""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from annotations.engine.article import Article
from annotations.intake.articles import BodyFormat, RefusedArticleError, article_of_text, parse_article
from annotations.intake.lines import MAX_LINE, OversizedLineError, numbered_lines
from annotations.intake.problems import Problem
from annotations.intake.text import TextError, decode_text, refuse_binary

MAX_FILE = 16 * 2**20
"""Bytes of a file that holds one article. The engine has a lower limit of its own for what it checks."""

BODY_FORMATS: dict[str, BodyFormat] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}
JSON_LINES = frozenset({".jsonl", ".ndjson"})
KNOWN_ENDINGS = frozenset(BODY_FORMATS) | JSON_LINES | {".json"}

_MARKUP = re.compile(r"\s*<(?:!doctype\s|!--|[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Input:
    """An article and where it was read."""

    article: Article
    path: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be read, and why."""

    path: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ArticleFiles:
    """How files are read: what their bodies are, how they are encoded, whether folders are entered."""

    body_format: BodyFormat | None = None
    encoding: str | None = None
    recursive: bool = False
    stdin: BinaryIO | None = None

    def read(self, paths: Sequence[str]) -> Iterator[Input | Unreadable]:
        """The articles of ``paths`` in order; a ``.jsonl`` file gives one for each line, a folder one for each file."""
        for path in paths:
            yield from self._guarded(path, self._path(path))

    def _path(self, path: str) -> Iterator[Input | Unreadable]:
        if path == "-":
            yield from self._standard_input()
        elif os.path.isdir(path):
            yield from self._folder(path)
        else:
            yield from self._file(path)

    def _guarded(self, path: str, inputs: Iterator[Input | Unreadable]) -> Iterator[Input | Unreadable]:
        """What ``inputs`` gives, up to the failure that ends it."""
        try:
            yield from inputs
        except RefusedArticleError as error:
            yield Unreadable(path, error.problems)
        except TextError as error:
            yield _unreadable(path, error.code, error.message)
        except OSError as error:
            yield _unreadable(path, *os_failure(error))

    def _folder(self, folder: str) -> Iterator[Input | Unreadable]:
        if not self.recursive:
            yield _unreadable(folder, "is_directory", "is a directory (use --recursive)")
            return
        failures: list[OSError] = []
        paths = sorted(_files_below(folder, failures))
        for failure in failures:
            yield _unreadable(str(failure.filename), *os_failure(failure))
        if not paths and not failures:
            yield _unreadable(folder, "empty", "holds no articles (" + " ".join(sorted(KNOWN_ENDINGS)) + ")")
        for path in paths:
            # Below a folder a name alone is no identity: many a site has an index.html in each.
            yield from self._guarded(path, self._file(path, os.path.relpath(path, folder)))

    def _file(self, path: str, name: str | None = None) -> Iterator[Input | Unreadable]:
        ending = Path(path).suffix.lower()
        with open(path, "rb") as stream:
            if ending in JSON_LINES:
                yield from self._lines(stream, path)
                return
            data = _whole(stream)
        if ending == ".json":
            yield Input(parse_article(_json_text(data, self.encoding), path=path), path)
            return
        refuse_binary(data)
        body_format = self.body_format or BODY_FORMATS.get(ending)
        if body_format is None:
            known = " ".join(sorted(KNOWN_ENDINGS))
            raise TextError("unknown_format", f"ending {ending!r} says nothing of the format; known are {known}. "
                            "Use --body-format html, markdown or text")
        text, article_id = decode_text(data, self.encoding), _id(name or os.path.basename(path))
        yield Input(article_of_text(text, article_id=article_id, body_format=body_format, path=path), path)

    def _standard_input(self) -> Iterator[Input | Unreadable]:
        if self.stdin is None:
            raise TextError("unknown_format", "there is no standard input")
        first = self.stdin.readline(MAX_LINE + 1)
        if self.body_format is None and _is_json_line(first):
            yield from self._lines(self.stdin, "-", first=first)
            return
        text = decode_text(_whole(self.stdin, first), self.encoding)
        if self.body_format is None and text.lstrip().startswith("{"):
            yield Input(parse_article(text, path="-"), "-")
            return
        body_format = self.body_format or ("html" if _MARKUP.match(text) else "text")
        yield Input(article_of_text(text, article_id="stdin", body_format=body_format, path="-"), "-")

    def _lines(self, stream: BinaryIO, path: str, *, first: bytes = b"") -> Iterator[Input | Unreadable]:
        found = False
        if self.encoding is not None and "\n".encode(self.encoding) != b"\n":
            stream, first = io.BytesIO(decode_text(_whole(stream, first), self.encoding).encode()), b""
            yield from replace(self, encoding=None)._lines(stream, path)
            return
        try:
            for number, line in numbered_lines(stream, first=first):
                found = True
                yield self._line(line, path, number)
        except OversizedLineError as error:
            found = True
            yield Unreadable(path, (Problem(path, "too_large", str(error), error.line),))
        if not found:
            yield _unreadable(path, "empty", "holds no articles")

    def _line(self, line: bytes, path: str, number: int) -> Input | Unreadable:
        try:
            return Input(parse_article(_json_text(line, self.encoding), path=path, line=number), path, number)
        except TextError as error:
            return Unreadable(path, (Problem(path, error.code, error.message, number),))
        except RefusedArticleError as error:
            return Unreadable(path, error.problems)


def os_failure(error: OSError) -> tuple[str, str]:
    """The code and the words for a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return "file_not_found", "no such file"
    if isinstance(error, PermissionError):
        return "permission", "permission denied"
    if isinstance(error, IsADirectoryError):
        return "is_directory", "is a directory"
    return "io_error", (error.strerror or str(error)).lower()


def _unreadable(path: str, code: str, message: str) -> Unreadable:
    return Unreadable(path, (Problem(path, code, message),))


def _json_text(data: bytes, encoding: str | None) -> str:
    """The text of JSON, its byte order mark (which is refused later) included."""
    return data.decode(errors="replace") if data.startswith(codecs.BOM_UTF8) else decode_text(data, encoding)


def _whole(stream: BinaryIO, first: bytes = b"") -> bytes:
    data = first + stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise TextError("too_large", f"is over {MAX_FILE} bytes")
    return data


def _files_below(folder: str, failures: list[OSError]) -> Iterator[str]:
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(parent, name)
            if Path(name).suffix.lower() in KNOWN_ENDINGS and not name.startswith(".") and _is_regular(path):
                yield path


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # Reading it will say what is wrong.


def _id(name: str) -> str:
    """The id of an article that has none of its own: its file's name without the ending."""
    stem = Path(name).with_suffix("").as_posix().encode("utf-8", "backslashreplace").decode()
    return stem[-_LONGEST_ID:]


def _is_json_line(line: bytes) -> bool:
    """Whether a first line is one JSON object by itself, not the beginning of one that goes on."""
    stripped = line.strip()
    return stripped.startswith(b"{") and stripped.endswith(b"}")
