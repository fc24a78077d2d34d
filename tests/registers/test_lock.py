"""One import at a time."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.db import connection

from annotations.registers.lock import LockedError, locked_transaction

_SETUP = """
    import os, sys, time, django
    from django.conf import settings
    import project.settings
    settings.configure(**{name: getattr(project.settings, name) for name in dir(project.settings) if name.isupper()}
        | {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}}})
    django.setup()
    from django.core.management import call_command
    from annotations.registers.lock import LockedError, locked_transaction
"""
_HOLD = """
    call_command("migrate", verbosity=0)
    with locked_transaction():
        print("held", flush=True)
        time.sleep(60)
"""
_TRY = """
    try:
        with locked_transaction():
            print("free")
    except LockedError as error:
        print(error)
"""


def started(script: str, database: Path) -> subprocess.Popen[str]:
    code = textwrap.dedent(_SETUP) + textwrap.dedent(script)
    return subprocess.Popen([sys.executable, "-c", code, str(database)], stdout=subprocess.PIPE, text=True)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gives its lock to the same session twice")
def test_a_second_import_of_the_same_process_is_told_at_once() -> None:
    with locked_transaction(), pytest.raises(LockedError), locked_transaction():
        pass
    with locked_transaction():
        pass


def test_another_process_is_told_who_holds_it_and_death_sets_it_free(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite3"
    with started(_HOLD, database) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        refused, _ = started(_TRY, database).communicate()
        assert refused.startswith(f"another import holds the lock (process {holder.pid}, since ")
        holder.kill()
    free, _ = started(_TRY, database).communicate()
    assert free == "free\n"
