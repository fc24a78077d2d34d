"""``annotations check``: what articles owe, what they carry, what is missing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.copies.index import CopyIndex
from annotations.engine.dates import Moment
from annotations.engine.formats.registry import FORMATS
from annotations.engine.reference import Reference
from annotations.engine.report import Level, Report
from annotations.intake.articles import BodyFormat
from annotations.intake.files import ArticleFiles, Input, Unreadable
from annotations.intake.problems import MOST_LISTED, Problem
from annotations.management.arguments import encoding, examples, jurisdiction, moment
from annotations.management.given import add_given, needs_register, read_given
from annotations.management.output import data_stream
from annotations.management.refusal import RefusalError, say
from annotations.management.report_writer import ReportWriter
from annotations.management.status import ExitStatus
from annotations.management.terminal import Progress, wants_color

NAME = "check"
HELP = "check articles: what they owe, what they carry, what is missing"

_BODY_FORMATS: tuple[BodyFormat, ...] = ("html", "markdown", "text")
_NEVER = "never"
_WHOLE = "article"
"""What a report calls itself where nothing of the article could be checked."""
_LEVELS = (Level.NOTE, Level.WARNING, Level.ERROR)
_EPILOG = """files:
  .txt .md .html   an article with that body; the file's name is its id
  .json            one Article; .jsonl: one Article on each line
  -                standard input: Articles in JSON, HTML that begins with a tag, else text

"""
_EPILOG += examples(
    "manage.py annotations check story.html --register register.jsonl --jurisdiction RU --as-of 2021-07-16",
    "manage.py annotations check news --recursive --register register.jsonl --format sarif --output report.sarif",
    "manage.py annotations check archive.jsonl --register register.jsonl --format jsonl --fail-on never",
    "cat story.md | manage.py annotations check - --body-format markdown --register register.jsonl",
)
_EPILOG += """

exit status: 0 nothing at or above --fail-on; 1 something is; 2 usage, configuration or unreadable input;
3 some of several inputs could not be checked; 4 no register; 130 interrupted"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``check``."""
    parser.epilog = _EPILOG
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder with --recursive, or -")
    add_given(parser)
    parser.add_argument("--as-of", metavar="DATE", type=moment,
                        help="judge by the law of this day; default: the article's own")
    parser.add_argument("--jurisdiction", metavar="CODE", type=jurisdiction, action="append",
                        help="where the article is addressed, such as RU; overrides what the article says")
    parser.add_argument("--known", metavar="FILE", action="append", default=[],
                        help="Articles, JSON Lines, against which copies are looked for")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="of the reports; default: text")
    parser.add_argument("--fail-on", choices=(_NEVER, *(level.value for level in _LEVELS)), default=Level.ERROR.value,
                        help="the lowest level that makes exit status 1; default: error")
    parser.add_argument("--output", metavar="FILE", help="write the reports there, whole or not at all")
    parser.add_argument("--body-format", choices=_BODY_FORMATS, help="what bodies are, whatever the ending says")
    parser.add_argument("--encoding", metavar="NAME", type=encoding, help="of files that are not UTF-8")
    parser.add_argument("-r", "--recursive", action="store_true", help="enter folders")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Checks every input; reports to ``stdout`` or ``--output``, everything else to ``stderr``."""
    given = read_given(options)
    if not given.registers and needs_register(given.packs):
        raise RefusalError(ExitStatus.NO_REGISTER, _NO_REGISTER)
    reference = given.reference(known=_known(options))
    say(stderr, given.warnings(reference))
    color = options.output is None and wants_color(stdout, options)
    rules = [rule for pack in given.packs for rule in pack.rules]
    settings = _Settings.of(options, reference)
    tally = _Tally()
    with data_stream(options.output, stdout) as stream:
        writer = ReportWriter(stream, options.format, color=color, rules=rules)
        _check_all(_inputs(options, options.paths), settings, writer, tally, stderr)
        if tally.checked + tally.unchecked == 0:
            raise RefusalError(tally.status(options.fail_on))
        writer.close(str(tally))
    return tally.status(options.fail_on)


_NO_REGISTER = Problem(
    "--register", "no_register", "no register is given and none is imported: give one with --register FILE"
)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What every article of a run is checked with."""

    reference: Reference
    now: Moment
    as_of: Moment | None
    jurisdictions: Sequence[str] | None
    traceback: bool

    @classmethod
    def of(cls, options: argparse.Namespace, reference: Reference) -> _Settings:
        return cls(
            reference=reference,
            now=Moment(instant=datetime.now(UTC).replace(microsecond=0)),
            as_of=options.as_of,
            jurisdictions=options.jurisdiction,
            traceback=getattr(options, "traceback", False),
        )

    def check(self, article: Article) -> Report:
        return check(article, self.reference, now=self.now, as_of=self.as_of, jurisdictions=self.jurisdictions)


@dataclass(slots=True)
class _Tally:
    """What has come of a run so far."""

    checked: int = 0
    unreadable: int = 0
    unchecked: int = 0
    at: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(_LEVELS, 0))

    def add(self, report: Report) -> None:
        if any(row.what == _WHOLE for row in report.unchecked):
            self.unchecked += 1
        else:
            self.checked += 1
        for finding in report.findings:
            self.at[finding.level] += 1

    def status(self, fail_on: str) -> ExitStatus:
        """CONTRACT 6: what could not be checked weighs more than what was found."""
        if self.unreadable == 1 and self.checked + self.unchecked == 0:
            return ExitStatus.USAGE
        if self.unreadable or self.unchecked:
            return ExitStatus.INCOMPLETE
        if fail_on == _NEVER:
            return ExitStatus.OK
        failing = _LEVELS[_LEVELS.index(Level(fail_on)) :]
        return ExitStatus.FOUND if any(self.at[level] for level in failing) else ExitStatus.OK

    def __str__(self) -> str:
        missed = self.unreadable + self.unchecked
        said = f"{self.checked} checked, {self.at[Level.ERROR]} errors, {self.at[Level.WARNING]} warnings"
        return f"{said}, {missed} not checked" if missed else said


def _inputs(options: argparse.Namespace, paths: Sequence[str]) -> Iterator[Input | Unreadable]:
    stdin = getattr(sys.stdin, "buffer", None)
    return ArticleFiles(options.body_format, options.encoding, options.recursive, stdin).read(paths)


def _check_all(
    inputs: Iterator[Input | Unreadable], settings: _Settings, writer: ReportWriter, tally: _Tally, stderr: TextIO
) -> None:
    progress, listed = Progress(stderr), _Listed(stderr)
    for item in inputs:
        if isinstance(item, Unreadable):
            progress.clear()
            listed.add(item.problems)
            tally.unreadable += 1
        else:
            _check_one(item, settings, writer, tally, listed)
        progress.show(str(tally))
    progress.clear()
    listed.close()


def _check_one(item: Input, settings: _Settings, writer: ReportWriter, tally: _Tally, listed: _Listed) -> None:
    try:
        report = settings.check(item.article)
    except Exception as error:
        # One article that the engine cannot cope with must neither stop an archive nor pass for clean.
        if settings.traceback:
            raise
        reason = f"internal error, {type(error).__name__}: {error} (--traceback shows where)"
        listed.add([_not_checked(item, "internal_error", reason)])
        tally.unchecked += 1
        return
    writer.add(report, item.path)
    tally.add(report)
    listed.add([_not_checked(item, row.code, row.detail) for row in report.unchecked if row.what == _WHOLE])


def _not_checked(item: Input, code: str, reason: str) -> Problem:
    return Problem(item.path, code, f"article {item.article.id} is not checked: {reason}", item.line)


class _Listed:
    """Problems on ``stderr``, the first of each file; the rest are counted."""

    def __init__(self, stderr: TextIO) -> None:
        self._stderr = stderr
        self._told: dict[str, int] = {}

    def add(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            told = self._told.get(problem.path, 0)
            self._told[problem.path] = told + 1
            if told < MOST_LISTED:
                say(self._stderr, [problem])

    def close(self) -> None:
        for path, told in self._told.items():
            if told > MOST_LISTED:
                say(self._stderr, [f"{path}: and {told - MOST_LISTED} more errors"])


def _known(options: argparse.Namespace) -> CopyIndex | None:
    """The articles of ``--known``, all of them right."""
    return CopyIndex(_articles(options)) if options.known else None


def _articles(options: argparse.Namespace) -> Iterator[Article]:
    for item in ArticleFiles(options.body_format, options.encoding).read(options.known):
        if isinstance(item, Unreadable):
            raise RefusalError(ExitStatus.USAGE, *item.problems)
        yield item.article
