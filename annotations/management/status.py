"""Exit statuses of the command line (CONTRACT 6)."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a run of ``manage.py annotations`` says to the shell."""

    OK = 0
    """Nothing at or above ``--fail-on``."""
    FOUND = 1
    """Something at or above it, or a case that failed."""
    USAGE = 2
    """Wrong usage, configuration or input; nothing was checked."""
    INCOMPLETE = 3
    """Some inputs could not be checked; they are listed."""
    NO_REGISTER = 4
    """A register is missing or too old."""
    LOCKED = 75
    """Another run holds the lock."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
