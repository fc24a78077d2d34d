"""The command line, as the tests of its verbs have it."""

from tests.management.conftest import annotations

__all__ = ["annotations"]
