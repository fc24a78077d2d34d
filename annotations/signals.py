"""Announcements to hosts: each is sent after the commit of what it tells of, and nothing depends on who listens.

A receiver that fails is logged and stops nothing. A rolled-back change is never announced.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

logger = logging.getLogger("annotations.signals")

article_checked = Signal()
"""A revision was checked. Sender: ``Article``. Arguments: ``article``, ``check``."""
flag_opened = Signal()
"""A flag is new, or open again. Sender: ``Flag``. Arguments: ``flag``."""
flag_changed = Signal()
"""A flag has another state. Sender: ``Flag``. Arguments: ``flag``, ``event``, the event that tells of it."""
gate_decided = Signal()
"""The gate has answered about an article that goes live. Sender: ``Article``. Arguments: ``article``, ``decision``."""
gate_overridden = Signal()
"""A person lets a text out against the verdict. Sender: ``Override``. Arguments: ``override``."""
register_updated = Signal()
"""Another snapshot of a register is live. Sender: ``Register``. Arguments: ``register``, ``snapshot``."""


def announce(signal: Signal, sender: type[Any], **arguments: Any) -> None:
    """Sends ``signal`` once the transaction is committed; at once where there is none."""
    transaction.on_commit(partial(_send, signal, sender, arguments), robust=True)


def _send(signal: Signal, sender: type[Any], arguments: dict[str, Any]) -> None:
    for receiver, answer in signal.send_robust(sender, **arguments):
        if isinstance(answer, Exception):
            logger.error("receiver %r failed", receiver, exc_info=answer)
