"""Millions of FollowTheMoney lines imported: how much memory that takes, how long, and what comes of it.

    python -m benchmarks.register_scale [--database postgresql://USER@HOST:PORT] [--lines 2000000] [--again]
    python -m benchmarks.register_scale --lines 1000 --write entities.ftm.json

The lines are made from a seed, in the shape of OpenSanctions' export: persons, companies and organisations with names
in two scripts, aliases, weak aliases and dates of birth, three in ten with a ``Sanction`` line before or after.
``--again`` imports the same file a second time. Without ``--database`` the import goes into a SQLite file of its own.
Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SYLLABLES = ("ba", "vo", "gi", "du", "zhe", "zo", "ka", "le", "mo", "ni", "po", "ru", "sa", "to", "fi", "sha")
_SAME = ("ба", "во", "ги", "ду", "же", "зо", "ка", "ле", "мо", "ни", "по", "ру", "са", "то", "фи", "ша")
_CYRILLIC = dict(zip(_SYLLABLES, _SAME, strict=True))
_COUNTRIES = ("us", "gb", "eu", "ru", "ua", "ch", "jp", "ca", "au", "fr")
_MIB = 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL server; default: SQLite")
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--again", action="store_true", help="import it twice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="FILE", help="only write the lines there")
    options = parser.parse_args()
    if options.write is not None:
        write(Path(options.write), options.lines, options.seed)
        return
    with tempfile.TemporaryDirectory() as folder, _place(options.database, folder):
        path = Path(folder) / "entities.ftm.json"
        write(path, options.lines, options.seed)
        told = {"lines": options.lines, "mib": path.stat().st_size // 2**20}
        runs = [_import(path, options.database, folder) for _ in range(2 if options.again else 1)]
    print(json.dumps(told | {"runs": runs}))


def write(path: Path, lines: int, seed: int) -> None:
    """Writes the lines."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number, line in enumerate(_lines(chance)):
            if number == lines:
                return
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lines(chance: random.Random) -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        number += 1
        rows = [_entity(number, chance)]
        if chance.random() < 0.3:
            rows.insert(chance.randrange(2), _sanction(number, chance))
        yield from rows


def _entity(number: int, chance: random.Random) -> dict[str, Any]:
    words = [_word(chance) for _ in range(3)]
    latin = [" ".join("".join(word).capitalize() for word in words)]
    cyrillic = [" ".join("".join(_CYRILLIC[part] for part in word).capitalize() for word in words)]
    person = chance.random() < 0.6
    properties: dict[str, Any] = {
        "name": latin + cyrillic, "alias": [f"{latin[0]} {chance.randrange(100)}" for _ in range(chance.randrange(3))],
        "weakAlias": ["".join(words[0]).upper()[:4]], "country": [chance.choice(_COUNTRIES)],
        "topics": ["sanction"], "sourceUrl": [f"https://example.org/{number}"],
    }
    if person:
        properties |= {"birthDate": [f"{chance.randrange(1930, 2005)}-0{chance.randrange(1, 10)}"],
                       "firstName": ["".join(words[0]).capitalize()], "lastName": ["".join(words[1]).capitalize()]}
    schema = "Person" if person else chance.choice(["Company", "Organization", "LegalEntity"])
    return {
        "id": f"NK-{number:08}", "caption": latin[0], "schema": schema, "properties": properties,
        "datasets": ["made_up"], "first_seen": "2024-01-01T00:00:00", "last_seen": "2026-11-20T00:00:00",
        "target": True,
    }


def _sanction(number: int, chance: random.Random) -> dict[str, Any]:
    day = f"{chance.randrange(2000, 2026)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
    return {
        "id": f"san-{number:08}", "caption": "sanction", "schema": "Sanction", "datasets": ["made_up"], "target": False,
        "properties": {
            "entity": [f"NK-{number:08}"], "country": [chance.choice(_COUNTRIES)], "authority": ["Office of Samples"],
            "program": ["SAMPLE"], "startDate": [day], "listingDate": [day], "sourceUrl": ["https://example.org/list"],
        },
    }


def _word(chance: random.Random) -> list[str]:
    return chance.choices(_SYLLABLES, k=chance.randint(2, 5))


@contextmanager
def _place(url: str | None, folder: str) -> Iterator[None]:
    """A database with the tables."""
    if url is not None:
        from benchmarks.register_change import database

        with database(url):
            yield
        return
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/desk.sqlite3"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, env=environment)
    yield


def _import(path: Path, url: str | None, folder: str) -> dict[str, Any]:
    """One import in a process of its own."""
    place = url or f"sqlite:///{folder}/desk.sqlite3"
    command = [sys.executable, "-m", "benchmarks.register_scale_import", str(path), place]
    started = time.perf_counter()
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    said: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return said | {"seconds": round(time.perf_counter() - started, 1)}


def peak_mb() -> int:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MIB


if __name__ == "__main__":
    main()
