"""Workers are killed at every step, and every revision is checked exactly once in effect.

Two channels get the same articles. The work of one is done in peace, the workers of the other are killed again and
again; in the end both hold the same checks, flags and events.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.jobs.killed_worker import STEPS

_ROOT = Path(__file__).resolve().parents[2]
_KILLS = 200 if os.environ.get("ANNOTATIONS_FULL") == "1" else 10
_MOST_ROUNDS = 20
BAD = "Северный пакт и Белая застава объявили о себе."
GOOD = "Вчера шёл дождь."


class Desk:
    """The process that starts and loses workers."""

    def __init__(self, database: str) -> None:
        env = os.environ | {"ANNOTATIONS_TEST_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.killed_worker"],
            cwd=_ROOT,
            env=env,
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def order(self, *words: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"{words} was not answered; the process ended with {self._process.wait()}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def finish(self) -> None:
        """Workers that nobody kills do what is left."""
        for _ in range(_MOST_ROUNDS):
            if not self.order("work", "", 0)["left"]:
                return
        raise AssertionError(f"jobs are left after {_MOST_ROUNDS} workers")

    def close(self) -> None:
        self._process.communicate(timeout=30)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(f"sqlite:///{tmp_path}/kills.sqlite3")
    yield desk
    desk.close()


@pytest.fixture
def postgresql() -> Iterator[Desk]:
    """A desk on a database that is made for it and dropped after it."""
    server = os.environ.get("ANNOTATIONS_TEST_DATABASE", "")
    if not server.startswith("postgres"):
        server = "postgresql://postgres@127.0.0.1:5432/postgres"
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL to be reached: {error}")
    name = f"annotations_kills_{os.getpid()}"
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        desk = Desk(urlsplit(server)._replace(path=f"/{name}").geturl())
        yield desk
        desk.close()
        connection.autocommit = True
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def killed_while_working(desk: Desk, kills: int) -> list[str]:
    """Kills workers until so many have died or all is done; the steps at which they did."""
    chance, died = Random(kills), []
    for number in range(kills * 2):
        step = STEPS[number % len(STEPS)]
        answer = desk.order("work", step, chance.randint(1, 2))
        died += [step] if answer["killed"] else []
        if len(died) == kills or not answer["left"]:
            break
    return died


def both_ways(desk: Desk, kills: int) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    desk.order("prepare")
    died: list[str] = []
    for number, text in enumerate((BAD, GOOD), start=1):
        desk.order("receive", "calm", kills, number, text)
        desk.finish()
        desk.order("receive", "killed", kills, number, text)
        died += killed_while_working(desk, kills // 2 + kills % 2 * (2 - number))
        desk.finish()
    return died, desk.order("outcome", "calm"), desk.order("outcome", "killed")


def assert_once_in_effect(desk: Desk, kills: int) -> None:
    died, calm, killed = both_ways(desk, kills)
    assert len(died) == kills
    assert set(died) == set(STEPS)
    assert killed == calm
    assert len(killed["checks"]) == 2 * kills
    assert len(killed["flags"]) == 2 * kills
    assert len(killed["events"]) == 4 * kills
    assert (killed["jobs"], killed["breaks"]) == (["done"], [])


def test_workers_killed_on_postgresql_lose_nothing_and_do_nothing_twice(postgresql: Desk) -> None:
    assert_once_in_effect(postgresql, _KILLS)


def test_workers_killed_on_sqlite_lose_nothing_and_do_nothing_twice(sqlite: Desk) -> None:
    assert_once_in_effect(sqlite, max(10, _KILLS // 10))
