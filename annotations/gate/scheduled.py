"""Saves that nobody sits in front of: a scheduler says so, and the channel says what a verdict against them means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_scheduled: ContextVar[bool] = ContextVar("annotations_scheduled", default=False)


@contextmanager
def scheduled() -> Iterator[None]:
    """Around saves by which articles go live at their hour: ``with gate.scheduled(): story.save()``.

    A channel that holds (the usual) raises ``PublishBlocked``, as always. One that publishes lets the article out,
    records it, and its flags wait for people.
    """
    before = _scheduled.set(True)
    try:
        yield
    finally:
        _scheduled.reset(before)


def is_scheduled() -> bool:
    """Whether a scheduler is saving."""
    return _scheduled.get()
