"""Finding the names of a register in articles, with all inflected forms on, beside ready-made engines.

    python -m benchmarks.names [--sizes 1000,10000,100000,1000000] [--articles 192] [--rounds 5] [--seed 1]
                               [--peers daachorse,pyahocorasick] [--json]

For each size a register is invented (``name_register``), and articles of about 5.2 kB that name some of its subjects
(``name_texts``). All sides run in turn in one process; CPU time counts. The peers (``name_peers``) are given every
written form of every name, ours makes them itself. What each finds must be the same stretches of the text; a line tells
each article where they are not. A peer that needs too much memory or time for a size is left out, with its reason.

Ours is asked for hits in two ways: one article a call, and all articles in batches. The file is the one that processes
map (``annotations.registers.mapped``): compiled and written, opened, and its size.

Exit status: 0 equal results; 1 results differ; 2 usage, or a peer is not installed.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.register import Entity
from annotations.engine.words import read_words
from annotations.registers.mapped import open_lexicon, write_lexicon
from benchmarks.measure import interleaved
from benchmarks.name_peers import MOST_FORMS, PEERS, Search, Span
from benchmarks.name_register import register
from benchmarks.name_texts import articles, phrases

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SINGLE, BATCH = "annotations, one article a call", "annotations, batches"


@dataclass(slots=True)
class Measured:
    """What was measured at one size. Times are CPU time."""

    names: int
    forms: int = 0
    build_s: float = 0.0
    open_ms: float = 0.0
    megabytes: float = 0.0
    ms: dict[str, float] = field(default_factory=dict)
    """Milliseconds an article of each side."""
    left_out: dict[str, str] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    hits: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark and prints its tables; the exit status."""
    asked = _parser().parse_args(arguments)
    measured = []
    try:
        for size in asked.sizes:
            found = measure(size, count=asked.articles, rounds=asked.rounds, seed=asked.seed, peers=asked.peers)
            measured.append(found)
            print("\n".join(_table(measured[-1])), flush=True)
    except ModuleNotFoundError as error:
        missing = f"A peer is not here: {error.name} is missing. Install the extra: pip install '.[benchmark]'"
        print(missing, file=sys.stderr)
        return 2
    differ = [line for size in measured for line in size.differences]
    print("\n".join(differ[:20]), file=sys.stderr, end="\n" if differ else "")
    if asked.json:
        print(json.dumps(summary(measured)))
    return 1 if differ else 0


def measure(names: int, *, count: int, rounds: int, seed: int, peers: Sequence[str]) -> Measured:
    """One size: everything built, compared and timed.

    Raises:
        ModuleNotFoundError: when a peer is not installed.
    """
    found = Measured(names)
    entities = register(names, seed=seed)
    texts = articles(entities, count, seed=seed + 1)
    with tempfile.TemporaryDirectory() as folder:
        lexicon = _mapped(found, entities, Path(folder) / "lexicon.bin")
        del entities[:]
        gc.collect()
        searches = _searches(found, register(names, seed=seed), peers)
        _compare(found, lexicon, texts, searches)
        _time(found, lexicon, texts, searches, rounds)
    return found


def _mapped(found: Measured, entities: Sequence[Entity], path: Path) -> Lexicon:
    """The lexicon, compiled, written to a file and opened from it."""
    by_id = {entity.id: entity for entity in entities}
    start = time.process_time()
    write_lexicon(path, build_lexicon(entities), by_id)
    found.build_s = time.process_time() - start
    found.megabytes = path.stat().st_size / 1e6
    opened, taken = None, []
    for _ in range(5):
        start = time.perf_counter()
        opened = open_lexicon(path, by_id)
        taken.append((time.perf_counter() - start) * 1000)
    found.open_ms = statistics.median(taken)
    assert opened is not None
    return opened


def _searches(found: Measured, entities: Sequence[Entity], peers: Sequence[str]) -> dict[str, Search]:
    if not peers:
        return {}
    written: set[str] = set()
    for entity in entities:
        written |= phrases(entity)
    found.forms = len(written)
    forms = sorted(written)
    searches: dict[str, Search] = {}
    for peer in peers:
        if len(forms) > MOST_FORMS[peer]:
            found.left_out[peer] = f"{len(forms)} forms, measured up to {MOST_FORMS[peer]}"
        else:
            searches[peer] = PEERS[peer](forms)
    return searches


def _compare(found: Measured, lexicon: Lexicon, texts: Sequence[str], searches: Mapping[str, Search]) -> None:
    """Whether every side finds the same stretches."""
    alone = [lexicon.scan(text, read_words(text)) for text in texts]
    if list(lexicon.scan_texts(texts)) != alone:
        found.differences.append(f"{found.names} names: batches find other names than single calls")
    for number, (text, hits) in enumerate(zip(texts, alone, strict=True)):
        ours = {(hit.start, hit.end) for hit in hits}
        found.hits += len(ours)
        for peer, search in searches.items():
            where = f"{found.names} names, article {number}, {peer}"
            found.differences.extend(_unlike(where, text, ours, set(search(text))))


def _unlike(where: str, text: str, ours: set[Span], theirs: set[Span]) -> Iterator[str]:
    for start, end in sorted(ours - theirs):
        yield f"{where}: only ours finds {text[start:end]!r}"
    for start, end in sorted(theirs - ours):
        yield f"{where}: only the peer finds {text[start:end]!r}"


def _time(
    found: Measured, lexicon: Lexicon, texts: Sequence[str], searches: Mapping[str, Search], rounds: int
) -> None:
    def single() -> None:
        for text in texts:
            lexicon.scan(text, read_words(text))

    def batch() -> None:
        for _ in lexicon.scan_texts(texts):
            pass

    def by(search: Search) -> Callable[[], None]:
        def every() -> None:
            for text in texts:
                search(text)

        return every

    sides: dict[str, Callable[[], None]] = {SINGLE: single, BATCH: batch}
    sides |= {peer: by(search) for peer, search in searches.items()}
    # What has been built stays: looked through by the collector before each side and round, a register of a million
    # names would empty the processor's caches for all of them.
    gc.collect()
    gc.freeze()
    taken = interleaved(sides, rounds=rounds)
    gc.unfreeze()
    found.ms = {side: seconds * 1000 / len(texts) for side, seconds in taken.items()}


def summary(measured: Sequence[Measured]) -> dict[str, Any]:
    """The figures of all sizes; ``None`` for what was not measured. Ratios above 1 mean that ours is faster."""
    told: dict[str, Any] = {str(size.names): _ratios(size) for size in measured}
    by_size = {size.names: size for size in measured}
    small, large = by_size.get(1_000), by_size.get(1_000_000)
    told["growth_1k_1m"] = round(large.ms[BATCH] / small.ms[BATCH], 2) if small and large else None
    told["open_ms_1m"] = round(large.open_ms, 1) if large else None
    told["mb_1m"] = round(large.megabytes, 1) if large else None
    told["build_s_1m"] = round(large.build_s, 1) if large else None
    return told


def _ratios(size: Measured) -> dict[str, Any]:
    def ratio(peer: str, ours: str) -> float | None:
        return round(size.ms[peer] / size.ms[ours], 2) if peer in size.ms else None

    return {
        "batch_vs_daachorse": ratio("daachorse", BATCH),
        "batch_vs_pyahocorasick": ratio("pyahocorasick", BATCH),
        "single_vs_daachorse": ratio("daachorse", SINGLE),
        "batch_vs_ahocorasick_rs": ratio("ahocorasick-rs", BATCH),
        "batch_vs_spacy": ratio("spacy", BATCH),
        "ms_batch": round(size.ms[BATCH], 4),
        "ms_single": round(size.ms[SINGLE], 4),
        "hits_equal": not size.differences,
    }


def _table(size: Measured) -> Iterator[str]:
    answer = "equal" if not size.differences else "DIFFERENT"
    yield f"{size.names} names, {size.forms} written forms: {size.hits} hits, {answer}"
    yield f"compiled in {size.build_s:.1f} s, {size.megabytes:.1f} MB, opened in {size.open_ms:.1f} ms"
    yield f"{'':<34}{'CPU ms an article':>18}{'x batches':>11}"
    for side, taken in size.ms.items():
        yield f"{side:<34}{taken:>18.4f}{taken / size.ms[BATCH]:>11.2f}"
    yield from (f"{peer:<34}left out: {why}" for peer, why in size.left_out.items())
    yield ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.names", description="Finding names, all inflected forms on, beside other engines."
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="names in the register, with commas between")
    parser.add_argument("--articles", type=int, default=192, help="articles to look through (default: 192)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the median counts (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="seed of all that is invented (default: 1)")
    parser.add_argument("--peers", type=_peers, default=tuple(PEERS), help=f"any of {', '.join(PEERS)}")
    parser.add_argument("--json", action="store_true", help="print the figures as one last line of JSON")
    return parser


def _sizes(value: str) -> tuple[int, ...]:
    numbers = value.replace(",", " ").split()
    if not numbers or not all(number.isdecimal() and int(number) >= 2 for number in numbers):
        raise argparse.ArgumentTypeError(f"{value!r} are not whole numbers of at least 2, with commas between")
    return tuple(map(int, numbers))


def _peers(value: str) -> tuple[str, ...]:
    named = tuple(value.replace(",", " ").split())
    unknown = [name for name in named if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PEERS)}")
    return named


if __name__ == "__main__":
    sys.exit(main())
