"""What the settings say about callbacks."""

from __future__ import annotations

from annotations import conf
from annotations.delivery.address import Policy


def policy() -> Policy:
    """Which addresses this project lets callbacks be at."""
    desk = conf.desk()
    return Policy(frozenset(desk.callback_schemes), frozenset(host.lower() for host in desk.callback_allowed_hosts))
