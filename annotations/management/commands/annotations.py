"""``manage.py annotations``: one command, its verbs in a package beside it."""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotations import __version__
from annotations.management.arguments import VerbParser, examples
from annotations.management.guard import run_verb
from annotations.management.verbs import VERBS

_EXAMPLES = examples(
    "manage.py annotations demo",
    "manage.py annotations check story.html --register register.jsonl --jurisdiction RU",
    "manage.py annotations check --help",
)


class Command(BaseCommand):
    """Finds the notices that articles owe and carry. Needs no database."""

    help = "What notices an article owes, which it carries, and what is missing."
    # No check, no connection: the command works on a machine that has nothing but the files it is given.
    requires_system_checks = ()

    def get_version(self) -> str:
        return __version__

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Django's own parser cannot be told to suggest the nearest word; this one states the same options."""
        parser = VerbParser(
            version=self.get_version(), prog=f"{os.path.basename(prog_name)} {subcommand}", description=self.help,
            epilog=_EXAMPLES, called_from_command_line=getattr(self, "_called_from_command_line", None), **options,
        )
        verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")
        for verb in VERBS:
            verb.configure(verbs.add_parser(verb.NAME, help=verb.HELP, description=verb.HELP))
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        if len(argv) == 2:
            self._called_from_command_line = True
            self.create_parser(*argv).print_help(sys.stderr)
            sys.exit(2)
        super().run_from_argv(argv)

    def handle(self, *args: Any, **options: Any) -> None:
        verb = next(verb for verb in VERBS if options["verb"] == verb.NAME)
        # Django's wrappers end every write with a line feed; verbs write what they mean. A stream that the shell has
        # closed is None.
        stdout, stderr = options.get("stdout") or sys.stdout, options.get("stderr") or sys.stderr
        if isinstance(stdout, io.TextIOWrapper):
            stdout.reconfigure(errors="backslashreplace")
        with open(os.devnull, "w") as nowhere:
            status = run_verb(verb, argparse.Namespace(**options), stdout=stdout or nowhere, stderr=stderr or nowhere)
        if status:
            sys.exit(status)
