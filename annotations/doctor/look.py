"""Looks at every part, in an order in which the first that fails explains those after it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import Error, connection

from annotations.conf import WrongSettings
from annotations.doctor import desk, machine
from annotations.doctor.finding import Finding, State, failed, ok

logger = logging.getLogger("annotations.doctor")

Look = Callable[[datetime], Finding]
MACHINE: dict[str, Look] = {
    "settings": machine.settings_of, "adapters": machine.hooked_models, "mapped folder": machine.mapped_folder,
    "cache": machine.rate_cache, "engine": machine.engine,
}  # fmt: skip
ROWS: dict[str, Look] = {
    "migrations": machine.migrations, "clock": machine.clock, "registers": desk.registers, "queue": desk.queue,
    "dead jobs": desk.dead_jobs, "unchecked": desk.unchecked, "secrets": desk.sealed, "channels": desk.live_secrets,
    "callbacks": desk.callbacks, "audit trail": desk.audit_trail,
}  # fmt: skip
"""Those that need the database."""
DATABASE = "database"


def look(*, now: datetime) -> Iterator[Finding]:
    """What is found of each part. Tables that are not there, or a database that is away, end it early."""
    for part, looked_at in MACHINE.items():
        yield _found(part, looked_at, now)
    database = _found(DATABASE, _database, now)
    yield database
    if database.state is State.FAIL:
        return
    for part, looked_at in ROWS.items():
        found = _found(part, looked_at, now)
        yield found
        if part == "migrations" and found.state is State.FAIL:
            return


def _found(part: str, looked_at: Look, now: datetime) -> Finding:
    try:
        return looked_at(now)
    except WrongSettings as error:
        return failed(part, f"the settings are wrong: {error}", "Run `manage.py check`.")
    except Exception as error:
        # One part that cannot be looked at hides none of the others.
        logger.exception("the doctor could not look at %s", part)
        return failed(part, f"cannot be looked at: {type(error).__name__}", "See the log, and report it.")


def _database(now: datetime) -> Finding:
    try:
        connection.ensure_connection()
    except Error as error:
        kind = type(error).__name__
        advice = "Start it; see DATABASES (DATABASE_URL), its user and password."
        return failed(DATABASE, f"{connection.vendor}: cannot be reached ({kind})", advice)
    version = ".".join(map(str, connection.get_database_version()))
    return ok(DATABASE, f"{connection.display_name} {version}")
