"""The parser of the command line: whole option names only, and the nearest right word for a wrong one."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from django.core.management.base import CommandParser

from annotations.engine.dates import DateError, Moment, parse_moment
from annotations.engine.formats.printable import printable
from annotations.engine.jurisdictions import is_known, meant_by
from annotations.intake.problems import did_you_mean

_WRONG_CHOICE = re.compile(r"invalid choice: '(?P<word>.*)' \(choose from (?P<known>.*)\)", re.DOTALL)


class VerbParser(CommandParser):
    """Django's parser with plain errors: usage, what is wrong, what was probably meant; exit status 2."""

    def __init__(self, *, version: str | None = None, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options | {"allow_abbrev": False})
        _add_django_options(self, version)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Unknown options end here, where their verb is known; paths may stand between options."""
        parsed, left = super().parse_known_args(args, namespace)
        paths = getattr(parsed, "paths", None)
        while left and isinstance(paths, list) and (left[0] == "-" or not left[0].startswith("-")):
            paths.append(left.pop(0))
        if left:
            self.error(f"unknown option {left[0].split('=')[0]}" + self._nearest(left[0]))
        return parsed, left

    def error(self, message: str) -> NoReturn:
        message = re.sub(r"^argument (?=-)", "", message)
        wrong = _WRONG_CHOICE.search(message)
        if wrong is not None:
            message += did_you_mean(wrong["word"], [word.strip(" '") for word in wrong["known"].split(",")])
        if not self.called_from_command_line:
            super().error(printable(message))
        self.exit(2, f"{self.format_usage()}error: {printable(message)} [usage]\n")

    def _nearest(self, option: str) -> str:
        known = [name for name in self._option_string_actions if name.startswith("--")]
        return did_you_mean(option.split("=")[0], known).replace('"', "")


def moment(text: str) -> Moment:
    """A date, or a date-time with its offset."""
    try:
        return parse_moment(text)
    except DateError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def jurisdiction(text: str) -> str:
    """An ISO 3166-1 code or ``EU``, in any letter case."""
    code = text.upper()
    if is_known(code):
        return code
    meant = meant_by(text)
    hint = f"; did you mean {meant}?" if meant else ""
    raise argparse.ArgumentTypeError(f"{text!r} is no ISO 3166-1 code of two letters, nor EU{hint}")


def encoding(text: str) -> str:
    """The name of an encoding of text that Python knows."""
    try:
        b"".decode(text)
        "\n".encode(text)
    except (LookupError, UnicodeError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"unknown encoding {text!r}, such as windows-1251") from error
    return text


def examples(*lines: str) -> str:
    """The end of a help text."""
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)


def _add_django_options(parser: CommandParser, version: str | None) -> None:
    """The options that every Django command has.

    The command itself, which has a ``version``, states their defaults; a verb states none, so that an option may stand
    before the verb or after it.
    """
    suppressed: dict[str, Any] = {} if version else {"default": argparse.SUPPRESS}
    group = parser.add_argument_group("options of every Django command")
    if version:
        group.add_argument("--version", action="version", version=version)
    group.add_argument("-v", "--verbosity", type=int, choices=range(4), **(suppressed or {"default": 1}),
                       help="0 is quiet, 1 is normal")
    group.add_argument("--settings", **suppressed, help="the settings module; else DJANGO_SETTINGS_MODULE")
    group.add_argument("--pythonpath", **suppressed, help="a folder to put on the Python path")
    group.add_argument("--traceback", action="store_true", **suppressed, help="show where an internal error arose")
    group.add_argument("--no-color", action="store_true", **suppressed, help="plain text")
    group.add_argument("--force-color", action="store_true", **suppressed, help="colour, terminal or not")


