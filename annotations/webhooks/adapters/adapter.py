"""What an adapter is: it reads the payload of one publishing system as a submission of an article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from annotations.intake.problems import FieldProblem

SUBMITTED: Kind = "submitted"
PUBLISHED: Kind = "published"
WITHDRAWN: Kind = "withdrawn"

Kind = Literal["submitted", "published", "withdrawn"]
"""It is to be checked; readers see it; readers no longer see it."""

JSON_TYPES = ("application/json", "application/*+json")


class WrongPayload(Exception):
    """A payload that is not what the system sends; ``problems`` say where."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Submission:
    """What a payload says of one article, not yet validated."""

    kind: Kind
    article: Mapping[str, Any]
    """The keys of an Article (CONTRACT 1). With ``id`` alone it can only be withdrawn."""
    pointers: Mapping[str, str] = field(default_factory=dict)
    """JSON pointer into ``article`` -> where in the payload that came from. Under ``""``: what all of it lies below."""
    said_at: str | None = None
    """When the system said so, RFC 3339."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A payload that is about nothing we check: acknowledged, and no article is made of it."""

    reason: str


Read = Callable[[Any, Mapping[str, str]], "Submission | Ignored"]
"""Parsed payload and headers of the request -> what they say. Raises ``WrongPayload``, and nothing else."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """One publishing system."""

    name: str
    title: str
    scheme: str
    """The scheme by which the system signs, unless told otherwise."""
    read: Read
    media_types: tuple[str, ...] = JSON_TYPES
    parse: Callable[[bytes], Any] | None = None
    """Raw body -> what ``read`` is given; ``None``: strict JSON, an object. Raises ``Refusal``."""
