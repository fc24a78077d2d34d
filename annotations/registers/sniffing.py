"""The beginning of a register file, by which its format is told."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import PurePath

from annotations.registers.formats.model import Head, Source
from annotations.registers.unpacking import ZIP

HEAD = 64 * 1024
"""Bytes by which a format is told."""
_PACKED = frozenset({".gz", ".bz2", ".xz", ".zip"})


def head_of(source: Source) -> Head:
    """What a file begins with; ``workbook`` when it is a zip, since every other archive is opened by now."""
    with closing(source.open()) as stream:
        data = stream.read(HEAD)
    workbook = data.startswith(ZIP)
    text = "" if workbook else data.decode(source.encoding or "utf-8", errors="replace").removeprefix("\ufeff")
    return Head(ending_of(source.path), data, text, workbook)


def ending_of(path: str) -> str:
    """``.csv`` of ``list.csv`` and of ``list.csv.gz``."""
    endings = [ending.lower() for ending in PurePath(path).suffixes]
    while endings and endings[-1] in _PACKED:
        endings.pop()
    return endings[-1] if endings else ""


def name_of(path: str) -> str:
    """The name of a register by that of its file: without folders and endings, ``ru.fsb`` for ``ru.fsb.csv.gz``."""
    name = PurePath(path).name
    while PurePath(name).suffix.lower() in _PACKED:
        name = PurePath(name).stem
    stem = PurePath(name).stem
    return re.sub(r"\.(?:ftm)$", "", stem)
