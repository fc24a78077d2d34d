"""Asks the engine while somebody waits for the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError

from annotations.asking import OverBudgetError, within
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.registers.live import current_reference
from annotations.rest.problem import ApiProblem

logger = logging.getLogger("annotations.rest")


def reference_of(packs: Sequence[str] | None) -> Reference:
    """What a text is checked against now, loaded before the clock of the check starts.

    Raises:
        ApiProblem: the rules cannot be read.
    """
    with _told():
        return current_reference(packs)


def in_time(budget_ms: int, work: Callable[[], Report]) -> Report:
    """What ``work`` says of a text, if it is there within ``budget_ms``.

    Raises:
        ApiProblem: when it is not, or when the engine fails: the text is not checked then.
    """
    with _told():
        try:
            return within(budget_ms, work)
        except OverBudgetError as error:
            said = f"Not checked within {budget_ms / 1000:g} s."
            raise ApiProblem("over_budget", said, headers={"Retry-After": "30"}) from error


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (ApiProblem, OperationalError):
        raise
    except Exception as error:
        # Whatever the engine raises, the text is not checked, and the caller is told so.
        logger.exception("a text could not be checked")
        raise ApiProblem("engine_failed", "The check failed; nothing is known about the text.") from error
