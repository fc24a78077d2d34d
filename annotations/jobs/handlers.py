"""Who does which kind of job. By path: a process imports what it is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils.module_loading import import_string

from annotations.models.job import Job

CHECK = "check"
"""A revision is to be checked."""
HANDLERS = {
    CHECK: "annotations.jobs.checks.prepare",
    "register_change": "annotations.registers.work.prepare_change",
    "snapshot": "annotations.registers.work.prepare_snapshot",
}
"""Kind -> its handler."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job whose work is done and not yet written down."""

    write: Callable[[], object]
    """Writes it; called once, in the transaction in which the job ends."""
    retry: str = ""
    """Why it must be tried again; empty when it is done with."""
    final: bool = False
    """``retry`` names something that trying again will not mend: the job is dead at once."""


Handler = Callable[[Job, datetime], Prepared]
"""Does the work of a job outside any transaction: reads and computes, and writes nothing."""


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises ``KeyError`` for a kind that nobody does."""
    return cast(Handler, import_string(HANDLERS[kind]))
