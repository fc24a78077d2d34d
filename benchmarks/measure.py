"""CPU time of several sides in turn, and where one of them spends it."""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Work = Callable[[], object]
Function = tuple[str, int, str]
"""File, line and name of a function, as ``cProfile`` has them."""

PACKAGE = Path(__file__).resolve().parent.parent
REST = "report and the rest"


@dataclass(frozen=True, slots=True)
class Line:
    """A function and its own share of the time, what it calls left out."""

    function: str
    share: float
    calls: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Where the time goes, the profiler's own cost in it: many small calls look dearer than they are."""

    stages: Mapping[str, float]
    """Share of each stage, with all that it calls."""
    top: tuple[Line, ...]


def interleaved(sides: Mapping[str, Work], *, rounds: int) -> dict[str, float]:
    """CPU seconds of each side: the median of ``rounds``, in each of which every side runs once, in turning order."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            gc.collect()
            start = time.process_time()
            sides[name]()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def profiled(work: Work, stages: Mapping[str, Sequence[tuple[str, str]]], *, top: int = 5) -> Profile:
    """One run of ``work`` under ``cProfile``; ``stages``: for each, its functions as (path in the project, name).

    Raises:
        LookupError: when a function of a stage was not called, perhaps because it has moved.
    """
    profiler = cProfile.Profile()
    profiler.runcall(work)
    stats = pstats.Stats(profiler)
    rows: Mapping[Function, tuple[int, int, float, float, object]] = stats.stats  # type: ignore[attr-defined]
    total: float = stats.total_tt  # type: ignore[attr-defined]
    shares = {
        stage: sum(_cumulative(rows, path, name) for path, name in functions) / total
        for stage, functions in stages.items()
    }
    shares[REST] = 1 - sum(shares.values())
    dearest = sorted(rows.items(), key=lambda row: -row[1][2])[:top]
    lines = tuple(Line(_readable(function), row[2] / total, row[1]) for function, row in dearest)
    return Profile(shares, lines)


def _cumulative(rows: Mapping[Function, tuple[int, int, float, float, object]], path: str, name: str) -> float:
    wanted = str(PACKAGE / path)
    found = [row[3] for (file, _, called), row in rows.items() if called == name and file == wanted]
    if not found:
        raise LookupError(f"{path} has no function {name} that was called; say in STAGES where the stage is now")
    return found[0]


def _readable(function: Function) -> str:
    """``annotations/engine/words.py:96 _cut``, or the bare name of what is built in."""
    file, line, name = function
    if file == "~":
        return name
    path = Path(file)
    known = path.relative_to(PACKAGE) if path.is_relative_to(PACKAGE) else Path(*path.parts[-2:])
    return f"{known.as_posix()}:{line} {name}"
