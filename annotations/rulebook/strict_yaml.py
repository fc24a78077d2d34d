"""A strict reader of YAML for files that people write: plain data, and where each piece of it stands.

Every scalar is text: ``NO`` stays "NO", ``1:30`` and dates stay as written, and what nobody wrote is ``None``. Refused
are tags, anchors, aliases, a second document, a key given twice, keys that are not text, tabs as indentation, control
characters, deep nesting and large files. Nothing recurses, and reading stops at the first thing that is no rule file's.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from annotations.rulebook.problems import Problem, RulebookError, first_of_file, quoted

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_NODES = 100_000
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it; the same answers, slower, without."""

# NEL and the Unicode line separators are here because YAML ends a line at them and editors do not.
_NOT_IN_FILE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_VALUE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TOO_DEEP_FOR_LIBYAML = "exceeded maximum nesting depth"
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAB_FIRST = re.compile(r" *(\t)")

Location = tuple[str | int, ...]
"""The way to a piece of the data: ``("rules", 0, "level")``."""


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of a piece, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says, as dictionaries, lists, texts and ``None``, and the place of every value and key."""

    file: str
    data: Any
    values: Mapping[Location, Place]
    keys: Mapping[Location, Place]

    def place(self, path: Location, *, key: bool = False) -> Place:
        """Where the value (or its key) at ``path`` stands; of a piece that is not there, where it belongs."""
        places = self.keys if key else self.values
        while path and path not in places:
            path, places = path[:-1], self.values
        return places.get(path, Place(1, 1))


def read_yaml(path: Path) -> Tree:
    """The content of a YAML file.

    Raises:
        RulebookError: when it cannot be read, is over ``MAX_BYTES``, is not UTF-8, or is not the YAML described above.
    """
    file = str(path)
    text = _decoded(_bytes_of(path, file), file)
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> Tree:
    """The content of a YAML text; ``file`` is the name to print in problems. Raises as ``read_yaml`` does."""
    _refuse_characters(text, file)
    builder = _Builder(file)
    try:
        builder.take_all(text)
    except yaml.YAMLError as error:
        _refuse_depth(text, file, error)
        problem = _tab(text, file, builder.many_lines, error) or _syntax(error, file)
        raise RulebookError([problem]) from None
    tab = _tab(text, file, builder.many_lines)
    problems = builder.problems + ([tab] if tab else [])
    if problems:
        raise RulebookError(first_of_file(problems))
    return Tree(file, builder.root, builder.values, builder.keys)


def _bytes_of(path: Path, file: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _refused(file, "not_a_file", "not a regular file")
        if status.st_size > MAX_BYTES:
            raise _refused(file, "too_large", f"{path.name} is {status.st_size} bytes; limit {MAX_BYTES}")
        with path.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(file, "not_found", "no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _refused(file, "unreadable", f"cannot be read: {reason}") from None
    if len(content) > MAX_BYTES:
        raise _refused(file, "too_large", f"{path.name} is over {MAX_BYTES} bytes; limit {MAX_BYTES}")
    return content


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"not UTF-8 at byte {error.start}; save the file as UTF-8"
        raise RulebookError([_problem(file, _place_after(before), "encoding", message)]) from None


def _refuse_characters(text: str, file: str) -> None:
    found = _NOT_IN_FILE.search(text)
    if found is None:
        return
    place = _place_after(text[: found.start()])
    raise RulebookError([_problem(file, place, "yaml", f"character {_code_point(found.group())} is not allowed")])


def _place_after(before: str) -> Place:
    lines = _LINE_END.split(before)
    return Place(len(lines), len(lines[-1]) + 1)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _problem(file: str, place: Place, code: str, message: str) -> Problem:
    return Problem(file, place.line, place.column, code, message)


def _refused(file: str, code: str, message: str) -> RulebookError:
    return RulebookError([Problem(file, 1, 1, code, message)])


def _refuse_depth(text: str, file: str, error: yaml.YAMLError) -> None:
    """Names our own limit where libyaml gives up: a thousand levels deep, before it has told of the first."""
    if getattr(error, "problem", None) != _TOO_DEEP_FOR_LIBYAML:
        return
    with suppress(yaml.YAMLError):
        _Builder(file).take_all(text[: error.problem_mark.index])  # type: ignore[attr-defined]


def _syntax(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    if "tag" in reason.split():
        return _problem(file, place, "yaml_tag", f"tag is not allowed ({reason})")
    return _problem(file, place, "yaml", reason.replace("in this context", "here"))


def _tab(text: str, file: str, many_lines: list[range], error: yaml.YAMLError | None = None) -> Problem | None:
    """The first line indented by a tab, outside scalars that may hold one; up to the line of the error, if any."""
    mark = getattr(error, "problem_mark", None)
    if "quoted scalar" in (getattr(error, "context", None) or ""):
        return None
    lines = _LINE_END.split(text)
    if mark is not None:
        lines = lines[: mark.line + 1]
    free = set(range(len(lines))).difference(*many_lines)
    for number in sorted(free):
        found = _TAB_FIRST.match(lines[number])
        if found:
            return Problem(file, number + 1, found.start(1) + 1, "yaml", "tab used for indentation")
    return None


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come. ``key`` is set between a key and its value."""

    data: dict[str, Any] | list[Any]
    path: Location
    key: str | None = None
    repeated: bool = False


class _Builder:
    """Builds the data from the parser's events, with a stack of its own."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.values: dict[Location, Place] = {}
        self.keys: dict[Location, Place] = {}
        self.problems: list[Problem] = []
        self.many_lines: list[range] = []
        """Lines, counted from 0, on which a quoted or block scalar goes on: a tab there is text."""
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take_all(self, text: str) -> None:
        """The whole text; raises ``yaml.YAMLError`` where it is no YAML, ``RulebookError`` where it is none of ours."""
        for event in yaml.parse(text, Loader=LOADER):
            self.take(event)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._refuse_node(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _refuse_node(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if event.anchor is not None:
            raise self._stop(event, "yaml_alias", "anchors and aliases are not allowed")
        if getattr(event, "tag", None) is not None:
            raise self._stop(event, "yaml_tag", "tag is not allowed")
        if self._nodes > MAX_NODES:
            raise self._stop(event, "too_large", f"over {MAX_NODES} values")

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if event.tags:
            raise self._stop(event, "yaml_tag", "tag is not allowed (%TAG)")
        if self._documents > 1:
            raise self._stop(event, "yaml", "a second document; one file holds one")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        found = _NOT_IN_VALUE.search(text)
        if found:
            raise self._stop(event, "yaml", f"character {_code_point(found.group())} is not allowed")
        plain = not event.style
        if not plain:
            self._note_lines(event)
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.data, dict) and parent.key is None:
            self._key(parent, text, event)
            return
        self._add(None if plain and not text else text, event)

    def _note_lines(self, event: yaml.ScalarEvent) -> None:
        start: Any = event.start_mark
        end: Any = event.end_mark
        if end.line > start.line:
            # A block scalar ends where the next line begins; that line is not its own.
            self.many_lines.append(range(start.line + 1, end.line + (end.column > 0)))

    def _key(self, parent: _Open, text: str, event: yaml.ScalarEvent) -> None:
        path, place = (*parent.path, text), _place(event)
        parent.key, parent.repeated = text, path in self.keys
        if parent.repeated:
            first = self.keys[path]
            message = f"key {quoted(text)} given twice (first at {first.line}:{first.column})"
            self.problems.append(_problem(self.file, place, "duplicate_key", message))
        else:
            self.keys[path] = place

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise self._stop(event, "yaml_depth", f"nesting over {MAX_DEPTH}")
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.data, dict) and parent.key is None:
            raise self._stop(event, "yaml", "a key must be text")
        data: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._add(data, event)
        self._open.append(_Open(data, path))

    def _add(self, value: Any, event: yaml.NodeEvent) -> Location:
        """Puts a value where it belongs; of a key given twice the first value stays."""
        path: Location = ()
        if self._open:
            path = self._put(self._open[-1], value)
        else:
            self.root = value
        self.values.setdefault(path, _place(event))
        return path

    def _put(self, parent: _Open, value: Any) -> Location:
        if isinstance(parent.data, list):
            parent.data.append(value)
            return (*parent.path, len(parent.data) - 1)
        assert parent.key is not None
        key, parent.key = parent.key, None
        if parent.repeated:
            return (*parent.path, key, -self._nodes)
        parent.data[key] = value
        return (*parent.path, key)

    def _stop(self, event: yaml.Event, code: str, message: str) -> RulebookError:
        return RulebookError(first_of_file([*self.problems, _problem(self.file, _place(event), code, message)]))


def _place(event: yaml.Event) -> Place:
    mark: Any = event.start_mark
    return Place(mark.line + 1, mark.column + 1)
