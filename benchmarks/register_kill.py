"""Kills an import at moments spread over its course: afterwards the old register is live, or the new one, never a mix.

    python -m benchmarks.register_kill [--database postgresql://USER@HOST:PORT] [--kills 50] [--entities 5000]

Makes a database of its own on that server and drops it at the end; without ``--database``, a SQLite file. The killed
process reads the file, compares it, stores it and makes it live; afterwards no temporary file of it may be left.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.register_change import database, organisation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", metavar="URL", help="a PostgreSQL server; default: SQLite")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--entities", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.database = options.database or f"sqlite:///{folder}/desk.sqlite3"
        with _place(options.database):
            _run(options, Path(folder))


@contextmanager
def _place(url: str) -> Iterator[None]:
    """A database with the tables, in this process as well."""
    if not url.startswith("sqlite"):
        with database(url):
            yield
        return
    _on_sqlite(url)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    yield


def _on_sqlite(url: str) -> None:
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()


def _run(options: argparse.Namespace, folder: Path) -> None:
    chance, killed = random.Random(options.seed), 0
    _started(_written(folder, options.entities, -1), None)
    whole = _started(_written(folder, options.entities, 0), None)
    work = folder / "work"
    work.mkdir()
    os.environ["TMPDIR"] = str(work)
    for number in range(1, options.kills + 1):
        _started(_written(folder, options.entities, number), chance.uniform(0, whole * 1.2))
        killed += _is_whole(number, options.entities)
        assert list(work.iterdir()) == []
    print(f"{options.kills} imports of {options.entities} entities killed, {whole:.2f} s each when left alone:"
          f" {killed} left the old register live, {options.kills - killed} the new one, 0 a mix")


def _written(folder: Path, count: int, turn: int) -> Path:
    """A register in which every entity differs from those of the other turns."""
    rows = (organisation(f"e{number}", [f"Отряд Номер{number}", f"Союз {turn}к{number}"]) for number in range(count))
    path = folder / f"ru{turn}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def _started(path: Path, seconds: float | None) -> float:
    """Imports a file in a process of its own, killed after ``seconds``; how long it took."""
    from django.db import connections

    connections.close_all()
    started = time.perf_counter()
    process = os.fork()
    if not process:
        _import(path)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert seconds is not None or status == 0
    return time.perf_counter() - started


def _import(path: Path) -> None:
    """What the killed process does."""
    from django.utils import timezone

    from annotations.registers.importing import Order, import_staged
    from annotations.registers.reading import ReadOptions, staged_register

    with staged_register(str(path), ReadOptions(register="ru")) as staged:
        import_staged("ru", staged, Order(at=timezone.now()))


def _is_whole(turn: int, entities: int) -> bool:
    """Whether the older register is live; fails on anything between the two."""
    from annotations import events
    from annotations.models.register import Register, Snapshot, SnapshotEntry

    live = Register.objects.select_related("live").get(name="ru").live
    assert live is not None
    said = SnapshotEntry.objects.filter(snapshot=live).values_list("version__payload__names__1__value", flat=True)
    turns = {name.removeprefix("Союз ").split("к")[0] for name in said}
    assert len(said) == entities
    assert len(turns) == 1
    for snapshot in Snapshot.objects.all():
        assert snapshot.entries.count() == entities
    assert Snapshot.objects.filter(state="live").count() == 1
    assert events.verify() == []
    return turns != {str(turn)}


if __name__ == "__main__":
    main()
