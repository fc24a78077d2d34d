"""Kills an import at moments spread over its course: afterwards the old register is live, or the new one, never a mix.

    python -m benchmarks.register_kill --database postgresql://USER@HOST:PORT [--kills 50] [--entities 5000]

Makes a database of its own on that server and drops it at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.register_change import database, organisation

_IMPORT = "from benchmarks.register_kill import import_once; import sys; import_once(*sys.argv[1:])"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, metavar="URL", help="a PostgreSQL server")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--entities", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with database(options.database), tempfile.TemporaryDirectory() as folder:
        _run(options, Path(folder))


def import_once(url: str, path: str) -> None:
    """What the killed process does: imports the file, and says when it begins and when it has ended."""
    from benchmarks.register_change import connected

    connected(url)
    from django.utils import timezone

    from annotations.registers.importing import import_register
    from annotations.registers.jsonl import read_register

    file = read_register(path)
    print("begin", flush=True)
    import_register("ru", file, at=timezone.now())
    print("end", flush=True)


def _run(options: argparse.Namespace, folder: Path) -> None:
    chance, killed = random.Random(options.seed), 0
    _started(options.database, _written(folder, options.entities, -1), None)
    whole = _started(options.database, _written(folder, options.entities, 0), None)
    for number in range(1, options.kills + 1):
        _started(options.database, _written(folder, options.entities, number), chance.uniform(0, whole * 1.2))
        killed += _is_whole(number, options.entities)
    print(f"{options.kills} imports of {options.entities} entities killed, {whole:.2f} s each when left alone:"
          f" {killed} left the old register live, {options.kills - killed} the new one, 0 a mix")


def _written(folder: Path, count: int, turn: int) -> Path:
    """A register in which every entity differs from those of the other turns."""
    rows = (organisation(f"e{number}", [f"Отряд Номер{number}", f"Союз {turn}к{number}"]) for number in range(count))
    path = folder / f"ru{turn}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def _started(url: str, path: Path, seconds: float | None) -> float:
    """Imports a file in a process of its own, killed after ``seconds``; how long it took."""
    command = [sys.executable, "-c", _IMPORT, url, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        started = time.perf_counter()
        if seconds is None:
            assert process.stdout.readline() == "end\n"
        else:
            time.sleep(seconds)
            os.kill(process.pid, signal.SIGKILL)
        return time.perf_counter() - started


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
