"""Kills everything again and again under load, and looks whether what was accepted is there, checked once in effect.

    python -m benchmarks.faults [--full] [--posts N] [--web N] [--worker N] [--database N] [--broker N] [--seed N]

Own servers on free ports: PostgreSQL (with fsync; restarts are ``-m immediate``, as a crash), Redis as the broker (it
keeps nothing), gunicorn, Celery's worker and beat, and a worker of our own. Processes of gunicorn and of the workers
are killed with -9; what has ended is started again, as systemd would. Articles come signed, a tenth of them twice, one
request in twenty with a wrong signature; a client that gets no answer, or 503, sends the same again. The jobs that a
killed worker held are given back as if the five minutes of its lease had gone by; after a fault the workers get up to
ten seconds to catch up.
``--full``: 10,000 posts, 300 kills of web processes, 200 of workers, 20 restarts of the database, 20 of the broker.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.faulty.accounts import Outcome, look
from benchmarks.faulty.clients import Clients, posts
from benchmarks.faulty.faults import Faults, Plan
from benchmarks.faulty.newsroom import Newsroom

FULL = Plan(posts=10_000, web=300, worker=200, database=20, broker=20)
BOUNDED = Plan(posts=300, web=6, worker=5, database=1, broker=1)
_FOLDER = "annotations-faults-"


def main() -> None:
    outcome = run(_plan())
    print(json.dumps(asdict(outcome), indent=1))
    print("\n".join(outcome.wrongs) or "nothing is lost, nothing is double")
    raise SystemExit(bool(outcome.wrongs))


def run(plan: Plan) -> Outcome:
    """The faults of ``plan``, and what is there in the end."""
    chance = random.Random(plan.seed)
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as path:
        folder = Path(path)
        folder.chmod(0o755)
        with Newsroom(folder) as newsroom:
            clients = Clients(newsroom.port, posts(plan.posts, newsroom.secret, chance))
            faults = Faults(newsroom, plan, chance)
            with clients:
                faults.happen(clients)
                clients.finish()
            drained = newsroom.drain()
            return look(newsroom, clients, faults, drained)


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the whole run")
    for name in ("posts", "web", "worker", "database", "broker", "seed"):
        parser.add_argument(f"--{name}", type=int)
    options = vars(parser.parse_args())
    plan = FULL if options.pop("full") else BOUNDED
    return replace(plan, **{name: value for name, value in options.items() if value is not None})


if __name__ == "__main__":
    main()
