"""Options that say how a register file is read, where it does not say so itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from annotations.management.arguments import encoding, jurisdiction
from annotations.registers.formats.columns import ColumnMap, read_column_map
from annotations.registers.formats.model import Stated
from annotations.registers.formats.registry import FORMATS
from annotations.registers.reading import ReadOptions
from annotations.registers.unpacking import MAX_OPENED

_MIB = 2**20


def add_reading(parser: argparse.ArgumentParser) -> None:
    """The options of verbs that read one register file."""
    group = parser.add_argument_group("reading the file")
    _add_form(group, "--")
    group.add_argument("--status", metavar="WORD", default="", help="the status of all rows that state none")
    group.add_argument("--jurisdiction", metavar="CODE", type=jurisdiction,
                       help="the jurisdiction of all rows that state none, such as RU")
    group.add_argument("--manifest", metavar="FILE",
                       help="where its checksum stands; default: FILE.sha256, SHA256SUMS or manifest.json beside it")
    group.add_argument("--sha256", metavar="DIGEST", help="its checksum")
    group.add_argument("--max-opened", metavar="MIB", type=_mebibytes, default=MAX_OPENED,
                       help="how much a compressed file may open to; default: 256")
    group.add_argument("--allow-mojibake", action="store_true", help="take names that seem read in a wrong encoding")


def add_reading_of_given(parser: argparse.ArgumentParser) -> None:
    """The same for verbs that are given registers beside other files."""
    _add_form(parser, "--register-")


def _add_form(parser: Any, prefix: str) -> None:
    parser.add_argument(f"{prefix}format", metavar="NAME", choices=tuple(FORMATS), default=None,
                        help=f"of the register; default: by what is in it. Known: {', '.join(FORMATS)}")
    parser.add_argument(f"{prefix}encoding", metavar="NAME", type=encoding, help="of a register that is not UTF-8")
    parser.add_argument(f"{prefix}columns", metavar="MAP", help="YAML or JSON: what the columns of a table are")


def _mebibytes(text: str) -> int:
    try:
        return max(1, int(text)) * _MIB
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of MiB") from error


def read_options(
    options: argparse.Namespace, *, register: str | None, progress: Callable[[float, int], None]
) -> ReadOptions:
    """What ``add_reading`` was given.

    Raises:
        RefusedFileError: when the map of columns is wrong.
    """
    return ReadOptions(
        format=options.format, encoding=options.encoding, columns=_columns(options.columns), register=register,
        stated=Stated(status=options.status, jurisdiction=options.jurisdiction or ""), manifest=options.manifest,
        checksum=options.sha256, max_opened=options.max_opened, allow_mojibake=options.allow_mojibake, weak=True,
        progress=progress,
    )


def options_of_given(options: argparse.Namespace) -> ReadOptions:
    """What ``add_reading_of_given`` was given; raises as ``read_options`` does."""
    return ReadOptions(
        format=getattr(options, "register_format", None), encoding=getattr(options, "register_encoding", None),
        columns=_columns(getattr(options, "register_columns", None)),
    )


def _columns(path: str | None) -> ColumnMap:
    return read_column_map(path) if path is not None else ColumnMap()
