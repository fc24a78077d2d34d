"""``annotations explain``: why a text mentions a listed name, or does not."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from annotations.engine.article import Article, Body
from annotations.engine.dates import Moment
from annotations.engine.explaining import Explained, explain
from annotations.engine.formats.printable import printable
from annotations.intake.problems import Problem
from annotations.management.arguments import examples, moment
from annotations.management.given import add_given, read_given
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus

NAME = "explain"
HELP = "say of each listed name in a text why it is a mention or is not"

_EPILOG = examples(
    'manage.py annotations explain "Вчера о Талибане писали." --register register.jsonl',
    'manage.py annotations explain "Вчера о Талибане писали." --register register.jsonl --format json',
    "manage.py annotations explain - --register register.jsonl < story.txt",
)
_EPILOG += """

exit status: 0 done, whether a name was found or not; 2 usage or unreadable input; 4 no register"""
_NO_REGISTER = Problem("--register", "no_register", "no register is given: give one with --register FILE")
_SAID = {"mention": "mention", "review": "a person must decide", "none": "no mention"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``explain``."""
    parser.epilog = _EPILOG
    parser.add_argument("text", metavar="TEXT", help="the text itself, or - for standard input")
    add_given(parser, packs=False)
    parser.add_argument("--as-of", metavar="DATE", type=moment, help="by the names of this day; default: today")
    parser.add_argument("--body-format", choices=("text", "markdown", "html"), default="text",
                        help="what the text is; default: text")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Explains the names of one text; warnings about the files to ``stderr``."""
    given = read_given(options)
    if not given.registers:
        raise RefusalError(ExitStatus.NO_REGISTER, _NO_REGISTER)
    reference = given.reference()
    say(stderr, given.warnings(reference))
    text = _read(options.text)
    on = (options.as_of or Moment(instant=datetime.now(UTC))).local_date(ZoneInfo("UTC"))
    article = Article(id="text", body=Body(format=options.body_format, value=text))
    found = explain(article, reference, on=on)
    if options.format == "json":
        stdout.write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n")
    else:
        say(stdout, _lines(found))
    return ExitStatus.OK


def _read(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        problem = Problem("-", "encoding", f"byte {error.start} is not UTF-8; give the text in UTF-8")
        raise RefusalError(ExitStatus.USAGE, problem) from error


def _lines(found: Sequence[Explained]) -> Iterator[str]:
    if not found:
        yield "no listed name stands in the text"
    for one in found:
        sure = f", confidence {one.confidence:.2f}" if one.confidence else ""
        yield printable(f"{one.start}-{one.end} «{one.exact}»: {_SAID[one.decision]}{sure}")
        cases = f", {' or '.join(one.cases)}" if one.cases else ""
        yield printable(f"    {one.entity}: «{one.name}» ({one.kind}), {one.form}{cases}")
        yield printable(f"    because: {one.reason}")
