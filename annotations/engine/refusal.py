"""How a value of a rule says why it refuses what it was given: a code for machines and a sentence for people."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def refusal(code: str, reason: str) -> PydanticCustomError:
    """An error for a validator to raise. ``reason`` goes through a placeholder, so braces in it are only braces."""
    return PydanticCustomError(code, "{reason}", {"reason": reason})
