"""JSON as RFC 8259 has it and no looser, with the place of what is wrong.

Beyond the standard library's parser this refuses NaN and Infinity, numbers that no 64-bit value holds, a key given
twice, nesting over 64 levels, a byte order mark, U+0000 and unpaired surrogates.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any, NoReturn

MAX_DEPTH = 64
_LARGEST = 2**63
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


class JsonError(ValueError):
    """A text that is not acceptable JSON.

    ``line`` and ``column`` count from 1 (in code points) where the fault is one of syntax; ``pointer`` is a JSON
    pointer (RFC 6901) where it is one of content.
    """

    def __init__(
        self, code: str, message: str, *, line: int | None = None, column: int | None = None, pointer: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.pointer = pointer


class _SuspectError(Exception):
    """The fast parser met something to be refused; the slow one says where."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """Stands in a parsed value at the place of what is wrong."""

    code: str
    message: str


def read_json(data: bytes | str) -> Any:
    """The value of one JSON text.

    Raises:
        JsonError: with code ``empty``, ``encoding_invalid``, ``json_invalid``, ``json_duplicate_key``,
            ``json_too_deep`` or ``field_invalid`` (a value that JSON allows and nothing here can store).
    """
    text = _decoded(data)
    try:
        value = _FAST.decode(text)
    except _SuspectError:
        value = _parsed(_SLOW, text)
        _refuse_depth(value)
        _refuse_faults(value)
    except (json.JSONDecodeError, RecursionError) as error:
        _refuse_syntax(error)
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _refuse_depth(value)
    if "\\u" in text:
        _refuse_unprintable(value)
    return value


def json_pointer(*parts: str | int) -> str:
    """The JSON pointer of a path of keys and indices."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def quoted(text: str, *, at_most: int = 60) -> str:
    """``text`` in quotation marks for a message, shortened, control characters escaped."""
    shown = text if len(text) <= at_most else text[:at_most] + "…"
    return json.dumps(shown, ensure_ascii=False)


def _decoded(data: bytes | str) -> str:
    try:
        text = data.decode() if isinstance(data, bytes) else data
        if isinstance(data, str):
            data.encode()
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise JsonError("encoding_invalid", f"byte 0x{byte:02X} at offset {error.start} is not UTF-8") from error
    except UnicodeEncodeError as error:
        raise JsonError("encoding_invalid", f"unpaired surrogate at offset {error.start}") from error
    if text.startswith("\ufeff"):
        raise JsonError("json_invalid", "starts with a byte order mark; JSON has none", line=1, column=1)
    if not text.strip(" \t\r\n"):
        raise JsonError("empty", "is empty")
    return text


def _refuse_syntax(error: json.JSONDecodeError | RecursionError) -> NoReturn:
    if isinstance(error, RecursionError):
        raise JsonError("json_too_deep", f"nesting over {MAX_DEPTH} levels") from error
    reason = error.msg[:1].lower() + error.msg[1:]
    raise JsonError("json_invalid", f"not valid JSON: {reason}", line=error.lineno, column=error.colno) from error


def _parsed(decoder: json.JSONDecoder, text: str) -> Any:
    try:
        return decoder.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        _refuse_syntax(error)


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        if not any(isinstance(child, dict | list) for child in level):
            return
    raise JsonError("json_too_deep", f"nesting over {MAX_DEPTH} levels")


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _items(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _refuse_faults(value: Any, *path: str | int) -> None:
    if isinstance(value, _Fault):
        raise JsonError(value.code, value.message, pointer=json_pointer(*path))
    for key, child in _items(value):
        _refuse_faults(child, *path, key)


def _refuse_unprintable(value: Any, *path: str | int) -> None:
    if isinstance(value, str):
        _refuse_characters(value, path)
    for key, child in _items(value):
        if isinstance(key, str):
            _refuse_characters(key, path)
        _refuse_unprintable(child, *path, key)


def _refuse_characters(text: str, path: tuple[str | int, ...]) -> None:
    found = _UNPRINTABLE.search(text)
    if found is None:
        return
    reason = "U+0000 is not allowed" if found.group() == "\x00" else f"unpaired surrogate at offset {found.start()}"
    raise JsonError("field_invalid", reason, pointer=json_pointer(*path))


def _integer(text: str) -> int | None:
    if len(text) > 20:
        return None
    number = int(text)
    return number if -_LARGEST <= number < _LARGEST else None


def _fast_integer(text: str) -> int:
    number = _integer(text)
    if number is None:
        raise _SuspectError
    return number


def _slow_integer(text: str) -> int | _Fault:
    number = _integer(text)
    return _Fault("field_invalid", "number out of range") if number is None else number


def _fast_float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _SuspectError
    return number


def _slow_float(text: str) -> float | _Fault:
    number = float(text)
    return _Fault("json_invalid", "number out of range") if math.isinf(number) else number


def _fast_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _SuspectError
    return value


def _slow_object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Fault:
    seen: dict[str, Any] = {}
    for key, child in pairs:
        if key in seen:
            return _Fault("json_duplicate_key", f"key {quoted(key)} given twice")
        seen[key] = child
    return seen


def _fast_constant(_: str) -> Any:
    raise _SuspectError


def _slow_constant(name: str) -> _Fault:
    return _Fault("json_invalid", f"{name} is not a JSON number")


_FAST = json.JSONDecoder(
    object_pairs_hook=_fast_object, parse_int=_fast_integer, parse_float=_fast_float, parse_constant=_fast_constant
)
_SLOW = json.JSONDecoder(
    object_pairs_hook=_slow_object, parse_int=_slow_integer, parse_float=_slow_float, parse_constant=_slow_constant
)
