"""What was found of one part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a part is; ``FAIL``: the desk does not do what it promises."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """``part`` names it, ``said`` has the facts, ``advice`` what to do where it is not well."""

    part: str
    state: State
    said: str
    advice: str = ""


def ok(part: str, said: str) -> Finding:
    return Finding(part, State.OK, said)


def warned(part: str, said: str, advice: str) -> Finding:
    return Finding(part, State.WARN, said, advice)


def failed(part: str, said: str, advice: str) -> Finding:
    return Finding(part, State.FAIL, said, advice)
