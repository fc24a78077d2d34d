"""The verbs of ``manage.py annotations``, one module each: NAME, HELP, ``configure`` and ``run``."""

from __future__ import annotations

from annotations.management.guard import Verb
from annotations.management.verbs import (
    audit,
    cases,
    channels,
    check,
    deliver,
    demo,
    doctor,
    explain,
    recheck,
    reconcile,
    registers,
    rules,
    secrets,
    tokens,
    worker,
)

VERBS: tuple[Verb, ...] = (
    check, explain, cases, demo, rules, registers, channels, secrets, tokens, worker, reconcile, recheck, deliver,
    audit, doctor,
)
"""In the order in which the help lists them."""
