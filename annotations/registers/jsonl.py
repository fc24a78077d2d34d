"""Register files and source files (CONTRACT 2 and 3) as values in memory, or every reason why not."""

from __future__ import annotations

from annotations.engine.register import Entity
from annotations.engine.source import Source
from annotations.intake.problems import Problem
from annotations.intake.value_files import RefusedFileError, ValueFile, read_values
from annotations.registers.reading import MojibakeError, ReadOptions, staged_register

__all__ = ["RefusedFileError", "RegisterFile", "SourceFile", "read_register", "read_sources"]

RegisterFile = ValueFile[Entity]
SourceFile = ValueFile[Source]

_SOURCE_SYNONYMS = {"license": "licence", "credits": "credit", "domains": "hosts", "aliases": "names", "title": "name"}


def read_register(path: str, options: ReadOptions | None = None) -> RegisterFile:
    """The entities of a register file in any format that is known, names cleaned.

    Raises:
        RefusedFileError: if the file cannot be read or is wrong; wrong rows are named, up to 50.
    """
    try:
        with staged_register(path, options) as staged:
            values, lines = tuple(staged.staging.entities()), staged.staging.lines()
            return ValueFile(staged.id, path, staged.digest, values, lines, staged.warnings)
    except MojibakeError as error:
        raise RefusedFileError(Problem(path, "mojibake", str(error))) from error


def read_sources(path: str) -> SourceFile:
    """The sources of a file; raises ``RefusedFileError`` as ``read_register`` does."""
    return read_values(path, lambda line: line.validated(Source), synonyms=_SOURCE_SYNONYMS)
