"""What a verb is given beside articles: registers, sources and packs, as files or by name."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotations.engine.copies.index import KnownArticles
from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.reference import Reference
from annotations.engine.register import Entity
from annotations.engine.rulebook import Pack
from annotations.engine.source import Source
from annotations.intake.problems import Problem
from annotations.intake.strict_json import quoted
from annotations.intake.value_files import RefusedFileError, ValueFile
from annotations.management.reading import add_reading_of_given, options_of_given
from annotations.management.refusal import RefusalError
from annotations.management.status import ExitStatus
from annotations.registers.form_files import FormFile, corrections_of, read_forms, unused
from annotations.registers.jsonl import RegisterFile, SourceFile, read_register, read_sources
from annotations.rulebook.load import load_packs
from annotations.rulebook.problems import RulebookError
from annotations.rulebook.wordings import shipped_wordings

_Value = TypeVar("_Value", Entity, Source)


@dataclass(frozen=True, slots=True)
class Given:
    """The files and packs of one run, all of them read and right."""

    registers: tuple[RegisterFile, ...]
    sources: tuple[SourceFile, ...]
    packs: tuple[Pack, ...]
    forms: tuple[FormFile, ...] = ()

    @property
    def entities(self) -> list[Entity]:
        """Those of all registers."""
        return [entity for file in self.registers for entity in file.values]

    def reference(self, *, known: KnownArticles | None = None) -> Reference:
        """What articles are checked against; ``known``: of which they may be copies."""
        entities = self.entities
        return Reference.build(
            entities=entities,
            sources=[source for file in self.sources for source in file.values],
            packs=self.packs,
            wordings=shipped_wordings(),
            registers={file.id: file.digest for file in self.registers},
            known=known,
            lexicon=build_lexicon(entities, corrections=corrections_of(self.forms, entities)) if self.forms else None,
        )

    def warnings(self, reference: Reference) -> Iterator[Problem]:
        """What was mended or left out on reading, and the names that cannot be looked for."""
        for register in self.registers:
            yield from register.warnings
        for source in self.sources:
            yield from source.warnings
        for name in reference.lexicon.skipped:
            register = next(file for file in self.registers if name.entity in file.lines)
            message = f"name {quoted(name.value)} cannot be looked for: {name.reason}"
            yield Problem(register.path, "name_too_weak", message, register.lines[name.entity], severity="warning")
        yield from unused(self.forms, self.entities)


def add_given(parser: argparse.ArgumentParser, *, packs: bool = True) -> None:
    """The options that say what to check against."""
    parser.add_argument("--register", metavar="FILE", action="append", default=[],
                        help="entities and designations, in any format of registers; may be given several times")
    add_reading_of_given(parser)
    parser.add_argument("--name-forms", metavar="FILE", action="append", default=[],
                        help="forms of names put right, YAML: those to add, and those never to look for")
    parser.add_argument("--source", metavar="FILE", action="append", default=[],
                        help="partners, agencies and their terms, JSON Lines; may be given several times")
    if packs:
        parser.add_argument("--pack", metavar="NAME|PATH", action="append",
                            help="a shipped pack, a folder or a file of rules; default: all shipped packs")


def read_given(options: argparse.Namespace) -> Given:
    """The files and packs that the options name.

    Raises:
        RefusalError: with exit status 2 and everything that is wrong with them.
    """
    problems: list[object] = []
    registers = _registers(options, problems)
    sources = _files(options.source, read_sources, problems)
    packs: tuple[Pack, ...] = ()
    try:
        packs = load_packs(getattr(options, "pack", None))
    except RulebookError as error:
        problems.extend(error.problems)
    forms = _forms(options.name_forms, problems)
    problems.extend(_given_twice(registers))
    problems.extend(_given_twice(sources))
    if problems:
        raise RefusalError(ExitStatus.USAGE, *problems)
    return Given(tuple(registers), tuple(sources), packs, forms)


def needs_register(packs: Sequence[Pack]) -> bool:
    """Whether any rule that is switched on looks anybody up in a register."""
    return any(rule.enabled and rule.needs_register for pack in packs for rule in pack.rules)


def _files(
    paths: Sequence[str], read: Callable[[str], ValueFile[_Value]], problems: list[object]
) -> list[ValueFile[_Value]]:
    files = []
    for path in {os.path.realpath(path): path for path in paths}.values():
        try:
            files.append(read(path))
        except RefusedFileError as error:
            problems.extend(error.problems)
    return files


def _registers(options: argparse.Namespace, problems: list[object]) -> list[RegisterFile]:
    try:
        wanted = options_of_given(options)
    except RefusedFileError as error:
        problems.extend(error.problems)
        return []
    return _files(options.register, lambda path: read_register(path, wanted), problems)


def _forms(paths: Sequence[str], problems: list[object]) -> tuple[FormFile, ...]:
    files = []
    for path in {os.path.realpath(path): path for path in paths}.values():
        try:
            files.append(read_forms(path))
        except RulebookError as error:
            problems.extend(error.problems)
    return tuple(files)


def _given_twice(files: Iterable[ValueFile[_Value]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file in files:
        for known, line in file.lines.items():
            place = f"{file.path}:{line}"
            if known in seen:
                message = f"id {quoted(known)} is also at {seen[known]}"
                yield Problem(file.path, "duplicate_id", message, line, pointer="/id")
            seen.setdefault(known, place)
