"""The verbs of ``manage.py annotations``, one module each: NAME, HELP, ``configure`` and ``run``."""

from __future__ import annotations

from annotations.management.guard import Verb
from annotations.management.verbs import audit, cases, check, demo, recheck, reconcile, registers, rules, worker

VERBS: tuple[Verb, ...] = (check, cases, demo, rules, registers, worker, reconcile, recheck, audit)
"""In the order in which the help lists them."""
