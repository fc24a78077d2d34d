"""What a check costs with more rules and with more wordings, beside rapidfuzz over the same wordings.

    python -m benchmarks.rules [--rules 5 50 500] [--wordings 50 500 5000] [--articles 42] [--rounds 5] [--json]

The articles are invented news of 5 kB (``newsroom``). For the wordings, five rules ask each article for one of their
share of all wordings, and one wording is planted in each article after one edit: capitals, other marks, a line break
with tags, a word more, a word less, a slip of the pen. Ours is the whole check, HTML to report; beside it stands
``rapidfuzz.process.extract`` with ``partial_ratio`` and a cut-off of 80 over the visible text alone. Recall is told for
both by edit: the rule of the planted wording is met, or told to be met in wrong words; and how many other rules were
met by mistake.

Exit status: 0; 2 usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from rapidfuzz import fuzz, process

from annotations.engine.article import Article, Body
from annotations.engine.check import check
from annotations.engine.dates import parse_moment
from annotations.engine.document.build import read_document
from annotations.engine.reference import Reference
from annotations.engine.report import Outcome
from annotations.engine.rulebook import Pack
from annotations.rulebook.wordings import shipped_wordings
from benchmarks.measure import interleaved
from benchmarks.newsroom import build_newsroom
from benchmarks.wordings import EDITS, asking, edited, of_rules, wordings

NOW = parse_moment("2026-11-22")
SIZE, NAMES, RULES, CUT_OFF = 5_000, 200, 5, 80.0
_MET = frozenset({Outcome.SATISFIED, Outcome.WRONG_WORDING})


@dataclass(frozen=True, slots=True)
class Planted:
    """An article with one of the wordings, edited."""

    article: Article
    wording: int
    edit: str


class Bench:
    """The articles, and what they are checked with."""

    def __init__(self, *, articles: int, seed: int) -> None:
        self.newsroom = build_newsroom(names=NAMES, articles=articles, size=SIZE, seed=seed)
        self._bare = Reference.build(
            entities=[subject.entity for subject in self.newsroom.subjects], sources=self.newsroom.sources, packs=(),
            wordings=shipped_wordings(),
        )  # fmt: skip
        self.articles = [story.article for story in self.newsroom.stories]
        self._random = Random(seed)

    def reference(self, pack: Pack) -> Reference:
        """What articles are checked with under a pack; compiled before anything is measured."""
        reference = self._bare.with_packs([pack])
        check(self.articles[0], reference, now=NOW, fixes=False)
        return reference

    def planted(self, texts: Sequence[str]) -> list[Planted]:
        """Each article with one wording, the edits in turn."""
        made = []
        for number, article in enumerate(self.articles):
            at, edit = self._random.randrange(len(texts)), EDITS[number % len(EDITS)]
            value = f"{article.body.value}\n<p>{edited(texts[at], edit, self._random)}</p>"
            made.append(Planted(article.model_copy(update={"body": Body(format="html", value=value)}), at, edit))
        return made


def by_rules(bench: Bench, counts: Sequence[int], *, rounds: int, seed: int) -> dict[int, float]:
    """CPU milliseconds of a check for each number of rules."""
    texts = wordings(max(counts), seed=seed)
    references = {str(count): bench.reference(of_rules(texts[:count])) for count in counts}
    sides = {name: _checking(bench.articles, reference) for name, reference in references.items()}
    taken = interleaved(sides, rounds=rounds)
    return {count: 1000 * taken[str(count)] / len(bench.articles) for count in counts}


def _checking(articles: Sequence[Article], reference: Reference) -> Any:
    return lambda: [check(article, reference, now=NOW, fixes=False) for article in articles]


def by_wordings(bench: Bench, counts: Sequence[int], *, rounds: int, seed: int) -> list[dict[str, Any]]:
    """For each number of wordings: CPU milliseconds an article of both, and what each found."""
    texts = wordings(max(counts), seed=seed)
    stories = {count: bench.planted(texts[:count]) for count in counts}
    references = {count: bench.reference(asking(texts[:count], rules=RULES)) for count in counts}
    visible = {
        count: [read_document(story.article, language="en").text for story in stories[count]] for count in counts
    }
    sides: dict[str, Any] = {}
    for count in counts:
        sides[f"ours {count}"] = _checking([story.article for story in stories[count]], references[count])
    taken = interleaved(sides, rounds=rounds)
    # The other side takes seconds with many wordings: once is enough.
    peers = {f"peer {count}": _searching(visible[count], texts[:count]) for count in counts}
    taken |= interleaved(peers, rounds=1)
    return [
        {
            "wordings": count,
            "check_ms": 1000 * taken[f"ours {count}"] / len(bench.articles),
            "rapidfuzz_ms": 1000 * taken[f"peer {count}"] / len(bench.articles),
            "ours": _ours(stories[count], references[count]),
            "rapidfuzz": _theirs(stories[count], visible[count], texts[:count]),
        }
        for count in counts
    ]


def _searching(visible: Sequence[str], texts: Sequence[str]) -> Any:
    lowered = [text.lower() for text in texts]
    return lambda: [_peer(text, lowered) for text in visible]


def _peer(text: str, lowered: Sequence[str]) -> set[int]:
    """The wordings that rapidfuzz finds in a text."""
    found = process.extract(text.lower(), lowered, scorer=fuzz.partial_ratio, score_cutoff=CUT_OFF, limit=None)
    return {index for _, _, index in found}


def _ours(stories: Sequence[Planted], reference: Reference) -> dict[str, Any]:
    met = []
    for story in stories:
        report = check(story.article, reference, now=NOW, fixes=False)
        met.append({int(row.rule.rpartition("-")[2]) for row in report.requirements if row.outcome in _MET})
    return _recall(stories, met)


def _theirs(stories: Sequence[Planted], visible: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    lowered = [text.lower() for text in texts]
    return _recall(stories, [{index % RULES for index in _peer(text, lowered)} for text in visible])


def _recall(stories: Sequence[Planted], met: Sequence[set[int]]) -> dict[str, Any]:
    right: defaultdict[str, list[bool]] = defaultdict(list)
    wrong = 0
    for story, rules in zip(stories, met, strict=True):
        right[story.edit].append(story.wording % RULES in rules)
        wrong += len(rules - {story.wording % RULES})
    recalled = {edit: f"{sum(found)} of {len(found)}" for edit, found in right.items()}
    total = sum(sum(found) for found in right.values())
    return {"recall": f"{total} of {len(stories)}", "by_edit": recalled, "by_mistake": wrong}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark and prints its tables; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, nargs="+", default=[5, 50, 500], help="numbers of rules")
    parser.add_argument("--wordings", type=int, nargs="+", default=[50, 500, 5_000], help="numbers of wordings")
    parser.add_argument("--articles", type=int, default=42, help="articles that are checked")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the median is told")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="a line of JSON after the tables")
    asked = parser.parse_args(arguments)
    if min(*asked.rules, *asked.wordings, asked.articles, asked.rounds) < 1 or min(asked.wordings) < RULES:
        parser.error(f"every number must be at least 1, and of wordings {RULES}")
    bench = Bench(articles=asked.articles, seed=asked.seed)
    ruled = by_rules(bench, asked.rules, rounds=asked.rounds, seed=asked.seed)
    worded = by_wordings(bench, asked.wordings, rounds=asked.rounds, seed=asked.seed)
    print("\n".join(_tables(ruled, worded)))
    if asked.json:
        print(json.dumps({"rules": ruled, "wordings": worded}))
    return 0


def _tables(ruled: dict[int, float], worded: Sequence[dict[str, Any]]) -> list[str]:
    first = next(iter(ruled.values()))
    lines = [f"{'rules':>9} {'check ms':>9} {'growth':>7}"]
    lines += [f"{count:>9} {value:>9.3f} {value / first:>6.2f}x" for count, value in ruled.items()]
    lines += ["", f"{'wordings':>9} {'check ms':>9} {'growth':>7} {'rapidfuzz ms':>13} {'growth':>7}"]
    for row in worded:
        ours, theirs = row["check_ms"], row["rapidfuzz_ms"]
        lines.append(
            f"{row['wordings']:>9} {ours:>9.3f} {ours / worded[0]['check_ms']:>6.2f}x {theirs:>13.3f} "
            f"{theirs / worded[0]['rapidfuzz_ms']:>6.2f}x"
        )
    for row in worded:
        lines += ["", f"edited notices found, {row['wordings']} wordings"]
        for side in ("ours", "rapidfuzz"):
            told = ", ".join(f"{edit} {count}" for edit, count in row[side]["by_edit"].items())
            lines.append(f"{side:>10}: {row[side]['recall']} ({told}); by mistake {row[side]['by_mistake']}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
