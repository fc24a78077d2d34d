"""CPU time of one whole check of an HTML article, HTML to report, beside a peer that does the same detection.

    python -m benchmarks.check [--names 10000] [--articles 100] [--rounds 7] [--seed 1] [--json]

Both sides run in turn in one process on the same invented articles of 5 kB, every other one Russian (``newsroom``). The
peer (``peer``) is ``html.parser``, ``pyahocorasick`` over the same inflected forms and a regular expression a wording,
written plainly and, as a harder mark, tuned.
What both find is compared with each other and with what was planted: whom each article names, which articles carry a
notice of a ban, which statuses notices tell. ``check`` is asked without fixes; it knows the language of no article
beforehand.

Exit status: 0 equal results; 1 results differ (each difference is listed); 2 usage, or the peer is not installed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations.engine.check import check, check_many
from annotations.engine.dates import parse_moment
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from benchmarks.measure import Profile, interleaved, profiled
from benchmarks.newsroom import Newsroom, Story, build_newsroom

if TYPE_CHECKING:
    from benchmarks.peer import Detection, Peer

SIZE = 5000
"""Bytes of an article."""
NOW = parse_moment("2026-11-22")
_MISSING_PEER = "The peer is not here: pyahocorasick is missing. Install the extra: pip install '.[benchmark]'"
CHECK, CHECK_MANY, PEER, PEER_TUNED = "check", "check_many", "peer", "peer_tuned"
SIDES = {
    CHECK: "annotations, check",
    CHECK_MANY: "annotations, check_many",
    PEER: "html.parser + pyahocorasick + re",
    PEER_TUNED: "the same, expressions tuned",
}
STAGES = {
    "document": [("annotations/engine/document/build.py", "read_document")],
    "language": [
        ("annotations/engine/language/detect.py", "detect_language"),
        ("annotations/engine/language/share.py", "readable_languages"),
    ],
    "words": [
        ("annotations/engine/notices/marks.py", "without_raised_marks"),
        ("annotations/engine/words.py", "read_words"),
        ("annotations/engine/notices/vocabulary.py", "view_words"),
    ],
    "names": [("annotations/engine/mentions.py", "find_names"), ("annotations/engine/settling.py", "settle")],
    "notices": [("annotations/engine/notices/read.py", "read_notices")],
    "attribution": [
        ("annotations/engine/attribution/links.py", "read_links"),
        ("annotations/engine/attribution/credits.py", "read_credits"),
    ],
    "rules": [("annotations/engine/rules/registry.py", "judge")],
}


@dataclass(frozen=True, slots=True)
class Built:
    """Both sides, compiled, and the CPU seconds that took."""

    reference: Reference
    peer: Peer
    tuned_peer: Peer
    reference_seconds: float
    peer_seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark and prints its table; the exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        newsroom = build_newsroom(names=asked.names, articles=asked.articles, size=SIZE, seed=asked.seed)
    except ValueError as error:
        parser.error(str(error))
    try:
        built = build(newsroom)
    except ModuleNotFoundError as error:
        if error.name != "ahocorasick":
            raise
        print(_MISSING_PEER, file=sys.stderr)
        return 2
    found = differences(newsroom, built)
    for difference in found:
        print(difference, file=sys.stderr)
    figures = measure(newsroom, built, rounds=asked.rounds)
    summary = _summary(newsroom, built, asked.rounds, figures, found)
    print("\n".join(_table(summary)))
    if asked.json:
        print(json.dumps(summary, ensure_ascii=False))
    return 1 if found else 0


def build(newsroom: Newsroom) -> Built:
    """Compiles both sides.

    Raises:
        ModuleNotFoundError: without pyahocorasick.
    """
    from benchmarks.peer import Names, Peer, bounded, leaping

    entities = [subject.entity for subject in newsroom.subjects]
    wordings, packs = shipped_wordings(), load_packs()
    start = time.process_time()
    reference = Reference.build(entities=entities, sources=newsroom.sources, packs=packs, wordings=wordings)
    between = time.process_time()
    names = Names(entities)
    peer, tuned = Peer(names, wordings, bounded), Peer(names, wordings, leaping)
    return Built(reference, peer, tuned, between - start, time.process_time() - between)


def detected(report: Report) -> Detection:
    """What a report says about the questions that the peer answers too."""
    from benchmarks.peer import BAN, Detection

    named = frozenset(mention.entity for mention in report.mentions if not mention.in_notice)
    statuses = (status for notice in report.notices for status in notice.statuses)
    banned = any(notice.banned for notice in report.notices)
    return Detection(named, frozenset((*statuses, BAN)) if banned else frozenset(statuses))


def planted(story: Story) -> Detection:
    """What was planted in a story."""
    from benchmarks.peer import BAN, Detection

    return Detection(story.named, story.statuses | {BAN} if story.banned else story.statuses)


def differences(newsroom: Newsroom, built: Built) -> list[str]:
    """A line for everything that one of the sides finds and that was not planted, or the reverse."""
    articles = [story.article for story in newsroom.stories]
    reports = check_many(articles, built.reference, now=NOW, fixes=False)
    found: list[str] = []
    for story, report in zip(newsroom.stories, reports, strict=True):
        truth, ours = planted(story), detected(report)
        page = story.article.body.value
        found_by = {
            CHECK: detected(check(story.article, built.reference, now=NOW, fixes=False)),
            CHECK_MANY: ours,
            PEER: built.peer.detect(page),
            PEER_TUNED: built.tuned_peer.detect(page),
        }
        for side, detection in found_by.items():
            found.extend(f"{story.article.id}: {SIDES[side]} {line}" for line in _unlike(truth, detection))
    return found


def _unlike(truth: Detection, detection: Detection) -> Iterator[str]:
    for what, planted_ones, found_ones in (
        ("name", truth.named, detection.named),
        ("notice of", truth.said, detection.said),
    ):
        yield from (f"misses the {what} {missed}" for missed in sorted(planted_ones - found_ones))
        yield from (f"finds a {what} {extra} that nobody planted" for extra in sorted(found_ones - planted_ones))


def measure(newsroom: Newsroom, built: Built, *, rounds: int) -> tuple[dict[str, float], Profile]:
    """CPU milliseconds an article of each side, and the profile of ``check``."""
    articles = [story.article for story in newsroom.stories]
    pages = [article.body.value for article in articles]

    def one_by_one() -> None:
        for article in articles:
            check(article, built.reference, now=NOW, fixes=False)

    def together() -> None:
        for _ in check_many(articles, built.reference, now=NOW, fixes=False):
            pass

    def by(peer: Peer) -> Callable[[], None]:
        def every_page() -> None:
            for page in pages:
                peer.detect(page)

        return every_page

    sides = {
        CHECK: one_by_one,
        CHECK_MANY: together,
        PEER: by(built.peer),
        PEER_TUNED: by(built.tuned_peer),
    }
    seconds = interleaved(sides, rounds=rounds)
    return {side: taken * 1000 / len(articles) for side, taken in seconds.items()}, profiled(one_by_one, STAGES)


def _summary(
    newsroom: Newsroom, built: Built, rounds: int, figures: tuple[dict[str, float], Profile], found: Sequence[str]
) -> dict[str, Any]:
    times, profile = figures
    bodies = [story.article.body.value for story in newsroom.stories]
    return {
        "benchmark": "check",
        "names": sum(len(subject.entity.names) for subject in newsroom.subjects),
        "peer_forms": built.peer.names.forms,
        "articles": len(bodies),
        "bytes": _mean(len(body.encode()) for body in bodies),
        "characters": _mean(map(len, bodies)),
        "rounds": rounds,
        "equal": not found,
        "mentions": sum(len(story.named) for story in newsroom.stories),
        "ban_notices": sum(story.banned for story in newsroom.stories),
        "cpu_ms": {side: round(taken, 3) for side, taken in times.items()},
        "build_cpu_s": {CHECK: round(built.reference_seconds, 2), PEER: round(built.peer_seconds, 2)},
        "stages": {stage: round(share, 3) for stage, share in profile.stages.items()},
        "top": [
            {"function": line.function, "share": round(line.share, 3), "calls": round(line.calls / len(bodies), 1)}
            for line in profile.top
        ],
    }


def _mean(numbers: Iterable[int]) -> int:
    listed = list(numbers)
    return round(sum(listed) / len(listed))


def _table(summary: dict[str, Any]) -> Iterator[str]:
    yield (
        f"{summary['articles']} articles of {summary['bytes']} bytes ({summary['characters']} characters), "
        f"{summary['names']} names ({summary['peer_forms']} written forms), median of {summary['rounds']} rounds"
    )
    answer = "equal" if summary["equal"] else "DIFFERENT, see above"
    yield f"results: {answer}; {summary['mentions']} subjects named, {summary['ban_notices']} articles tell of a ban\n"
    yield f"{'':<34}{'CPU ms an article':>18}{'x peer':>8}{'x tuned':>9}{'build, CPU s':>14}"
    cpu = summary["cpu_ms"]
    for side, title in SIDES.items():
        taken, build_time = cpu[side], summary["build_cpu_s"].get(side, "")
        yield f"{title:<34}{taken:>18.3f}{taken / cpu[PEER]:>8.2f}{taken / cpu[PEER_TUNED]:>9.2f}{build_time:>14}"
    yield f"\n{'stage of check':<34}{'share':>18}"
    for stage, share in summary["stages"].items():
        yield f"{stage:<34}{share:>18.1%}"
    yield f"\n{'own time':>8}{'calls':>10}  top five functions (calls: an article)"
    for line in summary["top"]:
        yield f"{line['share']:>8.1%}{line['calls']:>10}  {line['function']}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.check", description="CPU time of a whole check beside a peer that does the same."
    )
    parser.add_argument("--names", type=_at_least(2), default=10_000, help="names in the register (default: 10000)")
    parser.add_argument("--articles", type=_at_least(1), default=100, help="articles to check (default: 100)")
    parser.add_argument("--rounds", type=_at_least(1), default=7, help="rounds; the median counts (default: 7)")
    parser.add_argument("--seed", type=int, default=1, help="seed of all that is invented (default: 1)")
    parser.add_argument("--json", action="store_true", help="print the figures as one last line of JSON")
    return parser


def _at_least(least: int) -> Any:
    def number(value: str) -> int:
        if not value.isdecimal() or int(value) < least:
            raise argparse.ArgumentTypeError(f"{value!r} is not a whole number of at least {least}")
        return int(value)

    return number


if __name__ == "__main__":
    sys.exit(main())
