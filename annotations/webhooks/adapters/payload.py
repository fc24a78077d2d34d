"""An object of a payload read key by key: what is not as expected is collected with its JSON pointer, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotations.intake.problems import MOST_LISTED, FieldProblem
from annotations.intake.strict_json import json_pointer
from annotations.webhooks.adapters.adapter import Kind, Submission, WrongPayload

_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"), (str, "a string"), (int, "a number"), (float, "a number"), (dict, "an object"),
    (list, "a list"), (type(None), "null"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stood."""

    value: Any
    pointer: str

    def changed(self, change: Callable[[Any], Any]) -> Found:
        """The same place with another value."""
        return Found(change(self.value), self.pointer)


class Payload:
    """An object at ``pointer``; all objects read from one payload share their problems."""

    def __init__(
        self, value: Mapping[str, Any], pointer: str = "", problems: list[FieldProblem] | None = None
    ) -> None:
        self.value = value
        self.pointer = pointer
        self.problems: list[FieldProblem] = [] if problems is None else problems

    def text(self, *keys: str) -> Found | None:
        """The first of ``keys`` under which there is a text that is not empty."""
        return next((found for key in keys if (found := self._typed(key, str)) is not None and found.value), None)

    def number(self, key: str) -> Found | None:
        """A number, also one that is written as a text of digits; without a problem when it is something else."""
        value = self.value.get(key)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:
            return self._found(key, int(value))
        return self._found(key, value) if isinstance(value, int) and not isinstance(value, bool) else None

    def name(self, *keys: str) -> Found | None:
        """A text, or a whole number as a text: what systems use as ids."""
        for key in keys:
            value = self.value.get(key)
            if isinstance(value, int) and not isinstance(value, bool):
                return self._found(key, str(value))
            if isinstance(value, str) and value:
                return self._found(key, value)
            self._expect(key, str)
        return None

    def required(self, found: Found | None, key: str) -> Found | None:
        """``found``; its absence is a problem at ``key``."""
        if found is None and not any(row.pointer == self.at(key) for row in self.problems):
            self.wrong(key, "is required")
        return found

    def object(self, key: str) -> Payload:
        """The object under ``key``; an empty one when it is not there."""
        found = self._typed(key, dict)
        return Payload(found.value if found else {}, self.at(key), self.problems)

    def objects(self, key: str) -> list[Payload]:
        """The objects of a list; what is no object in it is a problem."""
        return [
            Payload(item.value, item.pointer, self.problems)
            for item in self._items(key)
            if self._fits(item, dict)
        ]

    def texts(self, key: str) -> list[Found]:
        """The texts of a list; what is no text in it is a problem."""
        return [item for item in self._items(key) if self._fits(item, str)]

    def at(self, key: str | int) -> str:
        """The pointer of a key of this object."""
        return self.pointer + json_pointer(key)

    def wrong(self, key: str, message: str, code: str = "schema_invalid") -> None:
        """Adds a problem at ``key``."""
        self._add(FieldProblem(self.at(key), code, message))

    @property
    def is_full(self) -> bool:
        """Whether so many problems were found that no more are listed."""
        return len(self.problems) >= MOST_LISTED

    def refuse_wrong(self) -> None:
        """Raises ``WrongPayload`` with the problems that were found, if there are any."""
        if self.problems:
            raise WrongPayload(*self.problems)

    def _items(self, key: str) -> Iterator[Found]:
        found = self._typed(key, list)
        for index, item in enumerate(found.value if found else ()):
            yield Found(item, self.at(key) + json_pointer(index))

    def _typed(self, key: str, kind: type) -> Found | None:
        self._expect(key, kind)
        value = self.value.get(key)
        return self._found(key, value) if isinstance(value, kind) else None

    def _expect(self, key: str, kind: type) -> None:
        value = self.value.get(key)
        if value is not None:
            self._fits(Found(value, self.at(key)), kind)

    def _fits(self, found: Found, kind: type) -> bool:
        if isinstance(found.value, kind):
            return True
        problem = FieldProblem(
            found.pointer, "schema_invalid", f"expected {name_of(kind)}, got {name_of(type(found.value))}"
        )
        self._add(problem)
        return False

    def _add(self, problem: FieldProblem) -> None:
        if not self.is_full and problem not in self.problems:
            self.problems.append(problem)

    def _found(self, key: str, value: Any) -> Found:
        return Found(value, self.at(key))


class Draft:
    """An Article that is being put together, with the places from which its values come."""

    def __init__(self) -> None:
        self._article: dict[str, Any] = {}
        self._pointers: dict[str, str] = {}

    def put(self, key: str, found: Found | None, change: Callable[[Any], Any] | None = None) -> None:
        """Takes a value over, unless it is not there or ``change`` makes nothing of it."""
        if found is None:
            return
        value = found.value if change is None else change(found.value)
        if value is not None:
            self._article[key] = value
            self._pointers["/" + key] = found.pointer

    def body(self, text_format: str, found: Found | None, otherwise: str) -> None:
        """The text; an empty one, at the pointer ``otherwise``, where the system sends none."""
        self._article["body"] = {"format": text_format, "value": found.value if found else ""}
        self._pointers["/body"] = found.pointer if found else otherwise

    def put_all(self, key: str, found: list[Found], pointer: str) -> None:
        """A list of values that stand at or below ``pointer``."""
        if not found:
            return
        self._article[key] = [item.value for item in found]
        self._pointers["/" + key] = pointer
        for index, item in enumerate(found):
            self._pointers[f"/{key}/{index}"] = item.pointer

    def put_if(self, key: str, value: Any) -> None:
        """A value that the system does not send as it is."""
        if value is not None:
            self._article[key] = value

    def submission(self, kind: Kind, said_at: str | None = None) -> Submission:
        """What was put together."""
        return Submission(kind, self._article, self._pointers, said_at)


def name_of(kind: type) -> str:
    """A JSON type in words."""
    return next((name for known, name in _NAMES if issubclass(kind, known)), "something else")
