"""The compiled names of what is live as a file that all processes of a machine map: compiled once, opened by the rest.

One file: a line of JSON that says where each table lies, then the tables, each at a multiple of 64 bytes. It appears
whole or not at all, is named after everything that its content depends on, and is believed only while the digest of its
first line, its length and the sums of its tables fit. Opening reads no table into memory but to add it up.
It holds no code and nothing that is run: a file that somebody else has written can be wrong, but can do nothing else.

After a small change of the registers the file holds the new names alone and says on which older one it stands.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from annotations.engine.lexicon.buckets import Buckets
from annotations.engine.lexicon.filters import Filter, PairFilter
from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.lexicon.model import Skipped
from annotations.engine.lexicon.name_table import NameTable
from annotations.engine.lexicon.part import Part
from annotations.engine.lexicon.probe import Probe
from annotations.engine.lexicon.rows import Kind, Rows
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.register import Entity

logger = logging.getLogger("annotations.registers")

FORMAT = "annotations/lexicon/4"
_ALIGNED = 64
_FORMS = ("outlines", "exact", "offsets", "slots", "bits", "letters", "text_offsets", "shape_keys", "shape_forms")
_ROWS = ("entity", "kind")

Table = npt.NDArray[Any]


def path_in(folder: str, key: str) -> Path:
    """Where the file of the state ``key`` lies: a text of everything that the names depend on."""
    return Path(folder) / f"lexicon-{hashlib.sha256(f'{FORMAT} {key}'.encode()).hexdigest()[:32]}.bin"


def write_lexicon(path: Path, lexicon: Lexicon, entities: Mapping[str, Entity], *, base: Path | None = None) -> None:
    """Writes the file and removes those of other states; a folder that cannot be written to is logged, no more.

    ``entities``: those of the last part of ``lexicon``. ``base``: the file of the part before it, which stays.
    """
    tables, said = _tables(lexicon, sorted(entities))
    said |= {"base": base.name if base else None, "gone": sorted(lexicon.gone)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, tables, said)
        for other in path.parent.glob("lexicon-*.bin"):
            if other not in {path, base}:
                other.unlink(missing_ok=True)
    except OSError:
        logger.exception("the compiled names cannot be written to %s; each process compiles its own", path)


def open_lexicon(path: Path, entities: Mapping[str, Entity]) -> Lexicon | None:
    """The lexicon of ``entities`` with its tables mapped; ``None`` when there is no file, or it is not whole."""
    try:
        tables, said = _read(path)
        parts: tuple[Part, ...] = (_part(tables, said, entities),)
        if said["base"]:
            older = _read(path.with_name(said["base"]))
            parts = (_part(*older, entities), *parts)
        skipped = tuple(Skipped(*skip) for skip in said["skipped"])
        return Lexicon(parts, skipped, frozenset(said["gone"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError):
        logger.exception("%s is no whole file of these names; they are compiled anew", path)
        return None


def base_of(path: Path) -> Path:
    """The file on which the one at ``path`` stands; itself when it stands alone."""
    with path.open("rb") as file:
        base = json.loads(file.readline().partition(b" ")[2])["said"]["base"]
    return path.with_name(base) if base else path


def _tables(lexicon: Lexicon, ids: Sequence[str]) -> tuple[dict[str, Table], dict[str, Any]]:
    part = lexicon.parts[-1]
    forms, names, rows = part.forms, part.names, part.rows
    tables: dict[str, Table] = {f"forms.{name}": getattr(forms, name) for name in _FORMS}
    for number, level in enumerate((forms.keys, *names.levels)):
        tables |= {f"keys.{number}": level.keys, f"starts.{number}": level.starts}
    tables |= {f"rows.{name}": getattr(rows, name) for name in _ROWS}
    tables |= {"forms.filter": forms.filter.table, "kinds": names.kinds, "pairs": names.pairs.table}
    tables |= {"rows_of": part.rows_of, "row_offsets": part.row_offsets}
    encoded = [key.encode() for key in ids]
    tables["ids"] = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    tables["ids.offsets"] = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return tables, {
        "shifts": [int(forms.filter.shift), int(names.pairs.shift)],
        "most": [forms.keys.most, *(level.most for level in names.levels)], "firsts": names.firsts,
        "has_single": names.has_single,
        "kinds": [(kind.name, kind.form, *astuple(kind.spelling)) for kind in rows.kinds],
        "skipped": [astuple(skipped) for skipped in lexicon.skipped],
    }


def _part(tables: Mapping[str, Table], said: Mapping[str, Any], entities: Mapping[str, Entity]) -> Part:
    kinds = tuple(
        Kind(name, form, Spelling(tuple(cased), tuple(signs), tuple(initials), surname_first))
        for name, form, cased, signs, initials, surname_first in said["kinds"]
    )
    ids, offsets = tables["ids"], tables["ids.offsets"]

    def entity_at(number: int) -> Entity:
        return entities[ids[offsets[number] : offsets[number + 1]].tobytes().decode()]

    first, second = (np.uint64(shift) for shift in said["shifts"])
    keys, *levels = (
        Buckets(tables[f"keys.{number}"], tables[f"starts.{number}"], most) for number, most in enumerate(said["most"])
    )
    forms = FormTable(
        keys, **{name: tables[f"forms.{name}"] for name in _FORMS}, filter=Filter(tables["forms.filter"], first)
    )
    pairs = PairFilter(tables["pairs"], second)
    names = NameTable(tuple(levels), tables["kinds"], said["firsts"], pairs, said["has_single"])
    rows = Rows(**{name: tables[f"rows.{name}"] for name in _ROWS}, kinds=kinds, entity_at=entity_at)
    return Part(forms, names, rows, tables["rows_of"], tables["row_offsets"], Probe(forms, names))


def _read(path: Path) -> tuple[dict[str, Table], dict[str, Any]]:
    """The tables of a file, mapped, and what it says beside them.

    Raises:
        OSError: when it cannot be read.
        ValueError: when it is not whole.
        LookupError, TypeError: when its first line is not one of ours.
    """
    with path.open("rb") as file:
        digest, _, line = file.readline().partition(b" ")
    if hashlib.sha256(line).hexdigest().encode() != digest:
        raise ValueError("the digest of its first line does not fit")
    header = json.loads(line)
    if header["format"] != FORMAT or path.stat().st_size != header["size"]:
        raise ValueError("it is of another format or length")
    mapped = np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)
    if sum_of(mapped[header["body"] :]) != header["sum"]:
        raise ValueError("the sum of its tables does not fit")
    body = mapped[header["body"] :]
    tables = {name: body[at : at + size].view(kind) for name, (kind, at, size) in header["tables"].items()}
    return tables, header["said"]


def sum_of(body: Table) -> int:
    """A sum of eight bytes each, modulo 2**64: a few milliseconds where a digest would take a second."""
    return int(np.add.reduce(body.view(np.uint64)))


def _write(path: Path, tables: Mapping[str, Table], said: Mapping[str, Any]) -> None:
    """Writes beside the place and renames: who opens the file finds the old one or the new one."""
    places: dict[str, tuple[str, int, int]] = {}
    pieces: list[Table] = []
    at, total = 0, 0
    for name, table in tables.items():
        data = np.ascontiguousarray(table).view(np.uint8).ravel()
        places[name] = (table.dtype.str, at, len(data))
        pieces.append(np.concatenate((data, np.zeros(-len(data) % _ALIGNED, dtype=np.uint8))))
        at += len(pieces[-1])
        total += sum_of(pieces[-1])
    told = {"format": FORMAT, "sum": total % (1 << 64), "tables": places, "said": said}
    number, temporary = tempfile.mkstemp(dir=path.parent, prefix=".lexicon-")
    try:
        with open(number, "wb") as file:
            file.write(_first_line(told, at))
            file.writelines(piece.data for piece in pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _first_line(told: dict[str, Any], size: int) -> bytes:
    """The digest of what follows it, and what the file says, filled up so that the tables begin at a multiple of 64."""
    digest = 64
    length = digest + 1 + len(json.dumps(told | {"body": 10**12, "size": 10**12})) + 1
    length += -length % _ALIGNED
    line = json.dumps(told | {"body": length, "size": length + size}).encode().ljust(length - digest - 2) + b"\n"
    return hashlib.sha256(line).hexdigest().encode() + b" " + line

