"""How fast signed articles are taken in, beside the same work done with a DRF serializer and the ORM.

    python -m benchmarks.intake [--requests 3000] [--rounds 3] [--workers 2] [--threads 4] [--json FILE]

One run, one gunicorn, one PostgreSQL (a cluster of its own, with fsync), one Redis; the load generator is on the same
machine. Both sides verify the signature, parse, validate, and store delivery, article, revision and job in one
transaction; ours also counts requests, reads JSON strictly, and stores the words that a text can be found by.
Needs PostgreSQL's and Redis's programs, and the extras ``serve`` and ``postgres``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.load import Loaded, bodies, requests, run
from benchmarks.newsroom import Newsroom, build_newsroom
from benchmarks.servers import ROOT, Gunicorn, Postgres, Python, Redis, environment, manage, running

OURS, USUAL = "signed intake", "DRF serializer"
PATHS = {OURS: "/annotations/hooks/desk/", USUAL: "/usual/desk/"}
SIZE, NAMES, STORIES = 6300, 2000, 200
"""Bytes of an article's text, so that a body has about 7 kB; names of the register; different articles."""
AIM_RATIO, AIM_P99, OFFERED = 3.0, 0.100, 400
AIM_VERDICT, CHECKED = 2.0, 50


class Desk:
    """A database with a channel and a register, and requests for it that were never sent before."""

    def __init__(self, postgres: Postgres, redis: Redis, newsroom: Newsroom, folder: Path, name: str) -> None:
        self.database = postgres.create(name)
        self.environment = environment(self.database, redis.url, DJANGO_STATIC_ROOT=str(folder / "static"))
        manage(self.environment, "migrate", "--verbosity", "0")
        manage(self.environment, "annotations", "channels", "add", "desk", "--jurisdiction", "RU")
        self.secret = manage(self.environment, "annotations", "secrets", "add", "desk")
        register = folder / "invented.jsonl"
        entities = [subject.entity.model_dump_json(exclude_unset=True, by_alias=True) for subject in newsroom.subjects]
        register.write_text("\n".join(entities) + "\n")
        manage(self.environment, "annotations", "registers", "import", str(register), "--apply")
        self._newsroom, self._sent = newsroom, 0

    def requests(self, path: str, count: int) -> list[bytes]:
        first, self._sent = self._sent, self._sent + count
        sent = bodies(self._newsroom, count, first=first)
        return requests(path, self.secret, ((f"msg_{number}", body) for number, body in enumerate(sent, first)))

    def ask(self, statement: str) -> Any:
        """The row that a statement gives."""
        import psycopg

        with psycopg.connect(self.database) as connection:
            return connection.execute(statement).fetchone()

    def stored(self) -> tuple[int, ...]:
        """Deliveries, articles, revisions and jobs that check."""
        tables = ("delivery", "article", "revision", "job WHERE kind = 'check'")
        counts = ", ".join(f"(SELECT count(*) FROM annotations_{table})" for table in tables)
        return tuple(self.ask(f"SELECT {counts}"))


def main() -> None:
    options = _options()
    newsroom = build_newsroom(names=NAMES, articles=STORIES, size=SIZE, seed=1)
    with tempfile.TemporaryDirectory(prefix="annotations-intake-") as path:
        folder = Path(path)
        folder.chmod(0o755)
        redis, postgres = Redis(folder), Postgres(folder)
        with running(postgres, redis):
            found = _measured(options, newsroom, folder, lambda name: Desk(postgres, redis, newsroom, folder, name))
    _print(found)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=1) + "\n")


def _measured(
    options: argparse.Namespace, newsroom: Newsroom, folder: Path, desk: Callable[[str], Desk]
) -> dict[str, Any]:
    found: dict[str, Any] = {"bytes": statistics.mean(map(len, bodies(newsroom, STORIES))), "server": vars(options)}
    with _serving(desk("sides"), options, folder) as (side, server):
        found["sides"] = _sides(side, server, options)
    with _serving(desk("offered"), options, folder) as (side, server):
        found["offered"] = _offered(side, server.port, options)
    with _serving(desk("verdicts"), options, folder) as (side, server):
        found["verdicts"] = _verdicts(side, server.port, options, folder)
    found["parts"] = _parts(desk("parts").environment)
    return found


class _serving:
    """gunicorn for a desk, for as long as the block lasts."""

    def __init__(self, desk: Desk, options: argparse.Namespace, folder: Path) -> None:
        self._desk, self._options, self._folder = desk, options, folder

    def __enter__(self) -> tuple[Desk, Gunicorn]:
        given = self._desk.environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.comparison.settings"}
        self._server = Gunicorn(
            given, self._folder / "gunicorn.log", workers=self._options.workers, threads=self._options.threads
        )
        return self._desk, self._server

    def __exit__(self, *error: object) -> None:
        self._server.stop()


def _sides(desk: Desk, server: Gunicorn, options: argparse.Namespace) -> dict[str, Any]:
    """Each side in turn, the first round not counted; both must have stored what they accepted."""
    rates: dict[str, list[float]] = {name: [] for name in PATHS}
    slowest: dict[str, list[float]] = {name: [] for name in PATHS}
    spent: dict[str, list[float]] = {name: [] for name in PATHS}
    for number in range(options.rounds + 1):
        for name in sorted(PATHS, reverse=bool(number % 2)):
            count = options.requests if number else options.requests // 10
            sent, before, cpu = desk.requests(PATHS[name], count), desk.stored(), server.cpu_seconds()
            loaded = run(server.port, sent, connections=options.connections)
            _all(loaded, 202)
            added = {now - then for now, then in zip(desk.stored(), before, strict=True)}
            if added != {count}:
                raise SystemExit(f"{name}: {count} requests were accepted, and rows added are {added}")
            if number:
                rates[name].append(loaded.rate)
                slowest[name].append(loaded.percentile(0.99))
                spent[name].append((server.cpu_seconds() - cpu) / count * 1000)
    return {
        name: {
            "rates": rates[name], "rate": statistics.median(rates[name]), "p99": statistics.median(slowest[name]),
            "cpu_ms": statistics.median(spent[name]),
        }
        for name in PATHS
    }


def _offered(desk: Desk, port: int, options: argparse.Namespace) -> dict[str, float]:
    """At so many a second, whether answers come or not."""
    run(port, desk.requests(PATHS[OURS], 400), connections=options.connections)
    sent = desk.requests(PATHS[OURS], OFFERED * options.seconds)
    loaded = run(port, sent, connections=options.connections, rate=OFFERED)
    _all(loaded, 202)
    return {"offered": OFFERED, "rate": loaded.rate} | {
        f"p{share:g}": loaded.percentile(share / 100) for share in (50, 95, 99, 99.9)
    }


def _verdicts(desk: Desk, port: int, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """From the arrival of a request to its verdict, with one worker beside the server."""
    worker = Python(["manage.py", "annotations", "worker"], desk.environment, folder / "worker.log")
    try:
        run(port, desk.requests(PATHS[OURS], 100), connections=4)
        _wait_for_verdicts(desk, 100)
        count = CHECKED * options.seconds
        _all(run(port, desk.requests(PATHS[OURS], count), connections=options.connections, rate=CHECKED), 202)
        _wait_for_verdicts(desk, count + 100)
    finally:
        worker.stop()
    p50, p95, p99 = desk.ask(
        """SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (
               ORDER BY extract(epoch FROM job.done_at - received))
           FROM annotations_job job JOIN (SELECT 'revision:' || revision_id AS dedupe, received_at AS received
               FROM annotations_delivery ORDER BY received_at OFFSET 100) taken USING (dedupe) WHERE kind = 'check'"""
    )[0]
    return {"offered": CHECKED, "p50": float(p50), "p95": float(p95), "p99": float(p99)}


def _wait_for_verdicts(desk: Desk, count: int) -> None:
    until = time.monotonic() + 300
    while desk.ask("SELECT count(*) FROM annotations_job WHERE kind = 'check' AND state = 'done'")[0] < count:
        if time.monotonic() > until:
            raise SystemExit("the worker does not keep up")
        time.sleep(0.2)


def _parts(given: Mapping[str, str]) -> dict[str, float]:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake_parts"], cwd=ROOT, env=dict(given), text=True, check=True,
        stdout=subprocess.PIPE,
    )
    parts: dict[str, float] = json.loads(ended.stdout)
    return parts


def _all(loaded: Loaded, status: int) -> None:
    others = [answer for answer in loaded.answers if answer.status != status]
    if others:
        raise SystemExit(f"{len(others)} of {len(loaded.answers)} answers are not {status}: {others[0]}")


def _print(found: Mapping[str, Any]) -> None:
    sides, offered, verdicts = found["sides"], found["offered"], found["verdicts"]
    for name, side in sides.items():
        rounds = ", ".join(f"{rate:.0f}" for rate in side["rates"])
        print(f"{name:16} {side['rate']:7.0f} a second ({rounds}); p99 {side['p99'] * 1000:.0f} ms; "
              f"CPU of the server {side['cpu_ms']:.2f} ms a request")
    ratio = sides[OURS]["rate"] / sides[USUAL]["rate"]
    print(f"{'ratio':16} {ratio:7.2f} (aim {AIM_RATIO:g})")
    print(f"offered {OFFERED}/s: p50 {offered['p50'] * 1000:.0f}, p95 {offered['p95'] * 1000:.0f}, "
          f"p99 {offered['p99'] * 1000:.0f} ms (aim {AIM_P99 * 1000:.0f})")
    print(f"accept to verdict at {CHECKED}/s: p50 {verdicts['p50']:.2f}, p95 {verdicts['p95']:.2f} s "
          f"(aim {AIM_VERDICT:g})")
    parts = ", ".join(f"{name} {ms:.2f}" for name, ms in found["parts"].items())
    print(f"CPU ms a request of {found['bytes']:.0f} bytes: {parts}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=3000, help="of each side in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2, help="processes of gunicorn")
    parser.add_argument("--threads", type=int, default=4, help="of each process")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=int, default=10, help="for which a rate is offered")
    parser.add_argument("--json", metavar="FILE", help="the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
