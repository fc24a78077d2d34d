"""``annotations demo``: one story, bare and as careful outlets print it, on three dates and in two countries."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from django.utils import timezone

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import parse_moment
from annotations.engine.formats.printable import one_line
from annotations.engine.formats.style import Style
from annotations.engine.reference import Reference
from annotations.engine.report import Decision, Finding, Fix, Outcome, Report
from annotations.intake.files import ArticleFiles, Input
from annotations.management.arguments import examples
from annotations.management.demo_database import USER, colleagues, fill, loader, new_user, use_database
from annotations.management.given import Given
from annotations.management.terminal import wants_color
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.load import load_packs

NAME = "demo"
HELP = "one story, bare and as careful outlets print it, on three dates and in two countries"

_EPILOG = examples("manage.py annotations demo", "manage.py annotations demo --no-database")
_EPILOG += """

Needs nothing but the files that come with the product. Everybody in them is invented. In the runnable project it also
makes a database of its own, loads the articles through the newsroom's model and says how to log in."""

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_DATES = {"2021-12-01": "Dec 2021", "2023-05-18": "May 2023", "2024-10-01": "Oct 2024"}
_COUNTRIES = {"RU": "printed in Russia", "US": "printed in the United States"}
_WIDTH = 80
_MOST_EVIDENCE = 2


@dataclass(frozen=True, slots=True)
class _Story:
    """A sample article: its file, what it is, and what a publishing system would say of its origin."""

    file: str
    label: str
    origin: dict[str, Any] = field(default_factory=dict)

    def article(self) -> Article:
        (item,) = ArticleFiles().read([str(_SAMPLES / "articles" / self.file)])
        assert isinstance(item, Input)
        return Article.model_validate(item.article.model_dump(exclude_unset=True) | self.origin)


_BARE = _Story("agency.txt", "agency copy, bare")
_CAREFUL = _Story(
    "outlet.md", "careful outlet",
    {
        "source": {"id": "harbour-gazette"},
        "original_url": "https://www.harbourgazette.example/2023/05/18/karsun-talks-stalled-b1187",
    },
)
_STORIES = (
    _BARE, _CAREFUL, _Story("wire-ru.txt", "Russian wire, bare"), _Story("outlet-ru.html", "careful Russian outlet")
)
_SHOWN = ((_BARE, "2023-05-18"), (_CAREFUL, "2023-05-18"), (_CAREFUL, "2024-10-01"))
"""What is shown in full, in Russia: the notice that is missing, the one that is there, the one that is out of date."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``demo``."""
    parser.epilog = _EPILOG
    parser.add_argument("--database", metavar="FILE", type=Path, default=Path("demo.sqlite3"),
                        help="SQLite file of the newsroom, made when it is not there; default: demo.sqlite3")
    parser.add_argument("--no-database", action="store_true", help="only the contrast; write nothing")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Shows the contrast in one screen; then the same articles in a newsroom, where the project has one."""
    style = Style(wants_color(stdout, options))
    desk = _Desk()
    stdout.writelines(f"{line}\n" for line in (*_table(desk, style), "", *_details(desk, style), *_NEXT))
    if not options.no_database and loader() is not None:
        stdout.writelines(f"{line}\n" for line in _newsroom(options.database.absolute(), style))
    return 0


def _newsroom(file: Path, style: Style) -> Iterator[str]:
    use_database(file)
    lines = [f"  {line}"[:_WIDTH] for line in fill(timezone.now())]
    shown = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
    password = new_user()
    known = f"{password} (shown this once)" if password else "as it was shown the first time"
    yield from ("", style.strong("The same four in the newsroom, sent to print in Russia:"), *lines, "")
    yield f"See it: DATABASE_URL=sqlite:///{shown} DJANGO_DEBUG=1 \\"
    yield "  python manage.py runserver"
    yield f"  http://127.0.0.1:8000/admin/ as {USER}"
    yield f"  password {known}"
    for colleague in colleagues():
        yield f"  a second person: {colleague.get_username()}, the same password"
    yield "What to try in it: docs/rooms.md, “A walk through the desk”"


_NEXT = (
    "Try it: manage.py annotations check annotations/samples/articles/agency.txt \\",
    "  --register annotations/samples/register.jsonl \\",
    "  --jurisdiction RU --as-of 2023-05-18",
)


class _Desk:
    """Checks the stories against the samples and the shipped packs."""

    def __init__(self) -> None:
        registers = (read_register(str(_SAMPLES / "register.jsonl")),)
        sources = (read_sources(str(_SAMPLES / "sources.jsonl")),)
        self._reference: Reference = Given(registers, sources, load_packs()).reference()
        self._articles = {story.file: story.article() for story in _STORIES}

    def report(self, story: _Story, day: str, country: str, *, fixes: bool = False) -> Report:
        moment = parse_moment(day)
        return check(
            self._articles[story.file], self._reference, now=moment, as_of=moment, jurisdictions=[country], fixes=fixes
        )


def _table(desk: _Desk, style: Style) -> Iterator[str]:
    yield style.strong("One story, four ways to print it, on three dates, in two countries")
    yield "Varkesh is on the Russian list from 2022-02-20 to 2024-09-10. All is invented."
    yield ""
    indent = " " * 23
    yield indent + "  ".join(f"{label:<27}" for label in _COUNTRIES.values()).rstrip()
    yield indent + "  ".join(" ".join(_DATES.values()) + " " for _ in _COUNTRIES).rstrip()
    for story in _STORIES:
        cells = (
            " ".join(_cell(desk.report(story, day, country).decision, style) for day in _DATES) + " "
            for country in _COUNTRIES
        )
        yield f"{story.label:<23}" + "  ".join(cells).rstrip()


def _cell(decision: Decision, style: Style) -> str:
    return style.decision(decision) + " " * (8 - len(decision.value))


def _details(desk: _Desk, style: Style) -> Iterator[str]:
    for story, day in _SHOWN:
        report = desk.report(story, day, "RU", fixes=True)
        heading = f"{story.label}, Russia, {day}"
        yield f"{style.strong(heading)}: {style.decision(report.decision)}"
        for finding in report.findings:
            yield from _finding(finding, report, style)
        yield from _carried(report, style)
        yield ""


def _finding(finding: Finding, report: Report, style: Style) -> Iterator[str]:
    what = f"{finding.level}: {finding.family} {finding.outcome}: {finding.message}"
    yield from _wrapped(what, 2, painted=(finding.level, style.level(finding.level)))
    for evidence in finding.evidence[:_MOST_EVIDENCE]:
        exact = f"[{one_line(evidence.exact)}]"
        words = f"…{evidence.prefix}" * bool(evidence.prefix) + exact + f"{evidence.suffix}…" * bool(evidence.suffix)
        yield from _wrapped(words, 4, lines=1, painted=(exact, style.strong(exact)))
    if len(finding.evidence) > _MOST_EVIDENCE:
        yield f"    and {len(finding.evidence) - _MOST_EVIDENCE} more"
    why = "; ".join([finding.basis, *(f"{name} {value}" for name, value in finding.details)])
    yield from _wrapped(f"why: {why}", 4, lines=4)
    for fix in finding.fixes[:1]:
        yield from _fix(fix, report, style)


def _fix(fix: Fix, report: Report, style: Style) -> Iterator[str]:
    yield from _wrapped(f"fix: {fix.title}", 4)
    for edit in fix.edits:
        removed = report.values[edit.field][edit.start : edit.end]
        for mark, words in (("-", removed.strip()), ("+", edit.text.strip())):
            for line in _wrapped(f"{mark} {words}", 6) if words else ():
                yield style.changed(mark, line)


def _carried(report: Report, style: Style) -> Iterator[str]:
    """The notice, the credit and the link that meet what is owed."""
    for row in report.requirements:
        if row.outcome == Outcome.SATISFIED:
            said = "; ".join(_proof(row.family, row.subject, report))
            yield from _wrapped(f"✓ {row.family} {row.subject}: {said}", 2, painted=("✓", style.good("✓")))


def _proof(family: str, subject: str, report: Report) -> Iterator[str]:
    """What of the article meets the requirement, in its own words."""
    if family == "attribution":
        yield from [credit.evidence.exact for credit in report.credits if credit.source == subject][:1]
        yield from [link.href for link in report.links if link.same_as == subject][:1]
    else:
        yield from [notice.evidence.exact for notice in report.notices if subject in notice.subjects][:1]


def _wrapped(text: str, indent: int, *, lines: int = 2, painted: tuple[str, str] = ("", "")) -> Iterator[str]:
    """The text in the width of a screen; its first ``painted[0]`` is shown as ``painted[1]``, which may hold colour."""
    wrapped = textwrap.wrap(
        one_line(text), _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2), max_lines=lines,
        placeholder=" …", break_on_hyphens=False, break_long_words=False,
    )
    for number, line in enumerate(wrapped):
        yield line.replace(*painted, 1) if number == 0 and painted[0] else line
