"""Parts of addresses: what does not fit is not there."""

from __future__ import annotations


class Number:
    """A key of a row, as large as the database has them."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class _Text:
    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ExternalId(_Text):
    """The publishing system's id of an article; it may hold slashes."""

    regex = r"[^\x00]{1,200}"


class Name(_Text):
    """The name of a register."""

    regex = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"


class RuleName(_Text):
    """The id of a rule."""

    regex = "[a-z0-9]+(?:[.-][a-z0-9]+)*"
