"""A change of a rule that is not made."""

from __future__ import annotations


class RuleChangeRefused(ValueError):
    """``code`` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
