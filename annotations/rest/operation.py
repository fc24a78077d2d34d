"""What one method of one address does, said once: for the view, for the check of rights, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from annotations.engine.dates import parse_moment


def _instant(value: Any) -> datetime:
    """RFC 3339, and nothing else that could be meant: no number of seconds, no time without an offset."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("expected a string such as 2027-01-31T18:00:00Z")
    instant = parse_moment(value).instant
    if instant is None:
        raise ValueError("a time is needed as well, such as 2027-01-31T18:00:00Z")
    return instant


Instant = Annotated[
    datetime, BeforeValidator(_instant), Field(strict=False), WithJsonSchema({"type": "string", "format": "date-time"})
]
"""A point in time in a body."""


class Query(BaseModel):
    """Parameters of an address; unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sent(BaseModel):
    """The body of a request; unknown keys are refused, and no type is made into another."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Told(BaseModel):
    """The body of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InChannel(Query):
    """Parameters of an address inside a channel."""

    channel: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[-a-zA-Z0-9_.]+$")] | None = Field(
        None, description="The channel's name. A token has its own; a person of several channels must say which."
    )


@dataclass(frozen=True, slots=True)
class Header:
    """A header that a request may or must have."""

    name: str
    description: str
    pattern: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One method. ``scope``: of a token; empty: open to all. ``permission``: Django's, of a person; empty: any member.

    ``answers``: status -> what is answered; ``None`` for no body; a media type where it is not JSON.
    ``problems``: codes of ``annotations.problems`` beyond those that every operation may answer.
    ``links``: name -> (operation, parameters as OpenAPI runtime expressions), from its first answer.
    """

    name: str
    summary: str
    scope: str = ""
    permission: str = ""
    query: type[Query] = Query
    body: type[BaseModel] | str | None = None
    """The model of a JSON body, or the media type of another."""
    answers: Mapping[int, type[BaseModel] | str | None] = field(default_factory=dict)
    headers: tuple[Header, ...] = ()
    problems: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    tagged: bool = False
    """The answer has an ETag."""

    @property
    def open(self) -> bool:
        """Whether nobody has to say who they are."""
        return not self.scope


def methods(**operations: Operation) -> Mapping[str, Operation]:
    """What each method of an address does: ``methods(GET=Operation(...))``."""
    return MappingProxyType(operations)


IF_MATCH = Header(
    "If-Match", "The ETag of the flag as you have seen it.", pattern=r'^"[!#-~]{1,100}"$', required=True
)
IF_MATCH_ARTICLE = Header(
    "If-Match", "The ETag of the article as you have seen it.", pattern=IF_MATCH.pattern, required=True
)
IDEMPOTENCY_KEY = Header(
    "Idempotency-Key", "A text of your choice: the same request with the same key is done once.",
    pattern=r"^[A-Za-z0-9._:-]{1,200}$",
)
