"""How the engine is asked about an article of a channel: by which packs, for where, and how long it may take."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from annotations import conf
from annotations.engine.article import Article as ArticleValue
from annotations.models.channel import Channel

ENGINE_FAILED = "engine_failed"
OVER_BUDGET = "over_budget"
_Answer = TypeVar("_Answer")


class OverBudgetError(Exception):
    """A check took longer than it may."""


def packs_of(channel: Channel) -> tuple[str, ...] | None:
    """The packs that a channel is checked by; ``None`` for all that are shipped."""
    return tuple(channel.packs) or conf.desk().packs or None


def jurisdictions_of(article: ArticleValue, channel: Channel) -> tuple[str, ...] | None:
    """Where an article is addressed that does not say so itself: as its channel says, else the project."""
    if article.jurisdictions:
        return None
    return tuple(channel.jurisdictions) or conf.desk().jurisdictions or None


def within(budget_ms: int | None, work: Callable[[], _Answer]) -> _Answer:
    """What ``work`` returns, if it is there in time.

    Work that is late is left behind in its thread, which ends with it: the engine's caps bound how long that takes.

    Raises:
        OverBudgetError: when it is not.
    """
    if budget_ms is None:
        return work()
    answers: list[_Answer] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run, name="annotations-check", daemon=True)
    thread.start()
    thread.join(budget_ms / 1000)
    if failures:
        raise failures[0]
    if not answers:
        raise OverBudgetError(f"not checked within {budget_ms} ms")
    return answers[0]
