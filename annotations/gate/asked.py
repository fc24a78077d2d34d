"""Answers that the gate has given already: who asks before a save need not have it asked again at the save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import models

from annotations.gate.decision import GateDecision

_ANSWERS = "_annotations_answers"


@contextmanager
def answered(obj: models.Model, decisions: Sequence[GateDecision]) -> Iterator[None]:
    """The next save of ``obj`` goes by ``decisions``, which were made on the text as it will be saved."""
    obj.__dict__[_ANSWERS] = tuple(decisions)
    try:
        yield
    finally:
        obj.__dict__.pop(_ANSWERS, None)


def answers_for(obj: models.Model) -> tuple[GateDecision, ...] | None:
    """The answers that a save goes by, once; ``None`` when the gate is still to be asked."""
    answers: tuple[GateDecision, ...] | None = obj.__dict__.pop(_ANSWERS, None)
    return answers
