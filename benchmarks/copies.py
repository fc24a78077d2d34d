"""What it costs to look for copies among many known articles, and which planted ones are found.

    python -m benchmarks.copies [--known 1000 100000] [--articles 60] [--rounds 5] [--seed 1] [--json]

The articles are invented: words of a vocabulary as frequent as words are in prose, so that unrelated articles share
words but hardly ever five in a row. Of the articles that are checked, a third are copies of a known one with one word
in forty changed, a third hold an excerpt of one (30 per cent of it, half of the text), a third are new. Told are the
time and the memory that an index takes, CPU milliseconds of finding copies in one article and of its check without and
with the index, and how many of the planted copies are found, and of the new ones taken for copies.

Exit status: 0 every copy found and nothing else; 1 not; 2 usage.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np

from annotations.engine.article import Article, Body
from annotations.engine.check import check
from annotations.engine.copies.copy import find_copies, shares
from annotations.engine.copies.index import CopyIndex
from annotations.engine.dates import parse_moment
from annotations.engine.document.build import read_document
from annotations.engine.reference import Reference
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from benchmarks.measure import interleaved

NOW = parse_moment("2026-11-22")
VOCABULARY, SENTENCE, PARAGRAPH, WORDS = 30_000, 18, 4, 450
_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"
COPY, EXCERPT, NEW = "copy", "excerpt", "new"


@dataclass(frozen=True, slots=True)
class Planted:
    """An article, and what it is."""

    article: Article
    kind: str
    original: int | None = None


class Prose:
    """Words in random order, frequent ones often."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._numbers = np.random.default_rng(seed)
        words = {self._word() for _ in range(VOCABULARY)}
        self.words = np.array(sorted(words))
        ranks = np.arange(2, len(self.words) + 2, dtype=float)
        self._often = (1 / ranks) / (1 / ranks).sum()

    def _word(self) -> str:
        syllables = self._random.choice((1, 2, 2, 3, 3, 4))
        return "".join(self._random.choice(_CONSONANTS) + self._random.choice(_VOWELS) for _ in range(syllables))

    def draw(self, count: int) -> list[str]:
        """``count`` words."""
        drawn: list[str] = self._numbers.choice(self.words, size=count, p=self._often).tolist()
        return drawn

    def changed(self, words: Sequence[str], every: int) -> list[str]:
        """The words with about one in ``every`` another one."""
        return [self.draw(1)[0] if self._random.randrange(every) == 0 else word for word in words]

    def pick(self, count: int) -> int:
        """A number below ``count``."""
        return self._random.randrange(count)


def written(words: Sequence[str], name: str, **more: Any) -> Article:
    """An article of these words."""
    sentences = [
        " ".join(words[at : at + SENTENCE]).capitalize() + "." for at in range(0, len(words), SENTENCE)
    ]
    paragraphs = [" ".join(sentences[at : at + PARAGRAPH]) for at in range(0, len(sentences), PARAGRAPH)]
    body = Body(format="html", value="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    return Article(id=name, body=body, language="en", published="2024-05-14", **more)


def known_articles(prose: Prose, count: int, kept: dict[int, list[str]]) -> Iterator[Article]:
    """Articles one after another; the words of those in ``kept`` are kept there."""
    for number in range(count):
        words = prose.draw(WORDS)
        if number in kept:
            kept[number] = words
        yield written(words, f"k{number}", url=f"https://paper{number % 500}.example/{number}")


def planted(prose: Prose, originals: dict[int, list[str]], count: int) -> list[Planted]:
    """The articles that are checked."""
    made = []
    numbers = sorted(originals)
    for number in range(count):
        kind = (COPY, EXCERPT, NEW)[number % 3]
        original = numbers[number % len(numbers)]
        words = originals[original]
        if kind == COPY:
            text = prose.changed(words, 40)
        elif kind == EXCERPT:
            part = int(len(words) * 0.3)
            start = prose.pick(len(words) - part)
            text = [*prose.draw(part // 2), *words[start : start + part], *prose.draw(part - part // 2)]
        else:
            text = prose.draw(WORDS)
        made.append(Planted(written(text, f"a{number}"), kind, None if kind == NEW else original))
    return made


def measured(count: int, *, articles: int, rounds: int, seed: int) -> dict[str, Any]:
    """The figures for one number of known articles."""
    prose = Prose(seed)
    plain = Reference.build(entities=(), sources=(), packs=load_packs(), wordings=shipped_wordings())
    chosen: dict[int, list[str]] = {prose.pick(count): [] for _ in range(articles)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    index = CopyIndex(known_articles(prose, count, chosen))
    seconds = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    stories = planted(prose, chosen, articles)
    documents = [read_document(story.article, language="en") for story in stories]
    aware = replace(plain, known=index)

    def finding() -> list[Any]:
        return [
            find_copies(story.article, document, index, has_origin=lambda _: False)
            for story, document in zip(stories, documents, strict=True)
        ]

    found = finding()
    taken = interleaved(
        {
            "find": finding,
            "check": lambda: [check(story.article, plain, now=NOW, fixes=False) for story in stories],
            "check, known": lambda: [check(story.article, aware, now=NOW, fixes=False) for story in stories],
        },
        rounds=rounds,
    )
    return {
        "known": count, "build_seconds": round(seconds, 1), "memory_mb": round(grown),
        **{f"{name}_ms": round(1000 * value / len(stories), 3) for name, value in taken.items()},
        "found": _found(stories, found),
    }  # fmt: skip


def _found(stories: Sequence[Planted], found: Sequence[Any]) -> dict[str, str]:
    counts: dict[str, list[bool]] = {COPY: [], EXCERPT: [], NEW: []}
    for story, copies in zip(stories, found, strict=True):
        large = [copy for copy in copies if shares(copy, min_share=0.3, min_words=30)]
        wanted = [] if story.original is None else [f"k{story.original}"]
        counts[story.kind].append([copy.known.article.id for copy in large] == wanted)
    return {kind: f"{sum(right)} of {len(right)}" for kind, right in counts.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark and prints its table; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", type=int, nargs="+", default=[1_000, 100_000], help="known articles")
    parser.add_argument("--articles", type=int, default=60, help="articles that are checked")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the median is told")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="a line of JSON after the table")
    asked = parser.parse_args(arguments)
    if min(*asked.known, asked.articles, asked.rounds) < 1:
        parser.error("every number must be at least 1")
    rows = [
        measured(count, articles=asked.articles, rounds=asked.rounds, seed=asked.seed) for count in asked.known
    ]
    print(f"{'known':>8} {'build s':>8} {'MB':>6} {'find ms':>8} {'check ms':>9} {'with known':>11}  right")
    for row in rows:
        right = ", ".join(f"{kind} {told}" for kind, told in row["found"].items())
        print(
            f"{row['known']:>8} {row['build_seconds']:>8} {row['memory_mb']:>6} {row['find_ms']:>8} "
            f"{row['check_ms']:>9} {row['check, known_ms']:>11}  {right}"
        )
    if asked.json:
        print(json.dumps(rows))
    return 0 if all(told.split()[0] == told.split()[2] for row in rows for told in row["found"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
