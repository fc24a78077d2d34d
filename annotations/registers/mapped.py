"""The compiled names of what is live as a file that all processes of a machine map: compiled once, opened by the rest.

One file: a line of JSON that says where each table lies, then the tables, each at a multiple of 64 bytes. It appears
whole or not at all, is named after everything that its content depends on, and is believed only while its digest fits.
It holds no code and nothing that is run: a file that somebody else has written can be wrong, but can do nothing else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from annotations.engine.language.forms import Order
from annotations.engine.lexicon.model import NameRow, Skipped
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.lexicon.tables import Filter, FormTable, NameTable
from annotations.engine.register import Entity

logger = logging.getLogger("annotations.registers")

FORMAT = "annotations/lexicon/1"
_ALIGNED = 64
_ORDERS: Sequence[Order] = get_args(Order)
_FORMS = ("keys", "offsets", "slots", "bits", "text_offsets", "shape_keys", "shape_forms")
_NAMES = ("keys", "entries", "slots", "slot_offsets")

Table = npt.NDArray[Any]


def path_in(folder: str, key: str) -> Path:
    """Where the file of the state ``key`` lies: a text of everything that the names depend on."""
    return Path(folder) / f"lexicon-{hashlib.sha256(f'{FORMAT} {key}'.encode()).hexdigest()[:32]}.bin"


def write_lexicon(path: Path, lexicon: Lexicon, entities: Mapping[str, Entity]) -> None:
    """Writes the file and removes those of other states; a folder that cannot be written to is logged, no more."""
    tables, said = _tables(lexicon, entities)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, tables, said)
        for other in path.parent.glob("lexicon-*.bin"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        logger.exception("the compiled names cannot be written to %s; each process compiles its own", path)


def open_lexicon(path: Path, entities: Mapping[str, Entity]) -> Lexicon | None:
    """The lexicon of ``entities`` with its tables mapped; ``None`` when there is no file, or it is not whole."""
    try:
        with path.open("rb") as file:
            header = json.loads(file.readline())
        mapped = np.memmap(path, dtype=np.uint8, mode="r")
        body = mapped[header["body"] :]
        if header["format"] != FORMAT or hashlib.sha256(body.data).hexdigest() != header["sha256"]:
            raise ValueError("its digest does not fit")
        tables = {name: body[at : at + size].view(kind) for name, (kind, at, size) in header["tables"].items()}
        return _lexicon(tables, header["said"], entities)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError):
        logger.exception("%s is no whole file of these names; they are compiled anew", path)
        return None


def _tables(lexicon: Lexicon, entities: Mapping[str, Entity]) -> tuple[dict[str, Table], dict[str, Any]]:
    numbers = {entity: number for number, entity in enumerate(entities)}
    places = {key: {name: at for at, name in enumerate(entity.names)} for key, entity in entities.items()}
    kinds = {spelling: number for number, spelling in enumerate(dict.fromkeys(lexicon.spellings))}
    forms, names = lexicon.forms, lexicon.names
    tables: dict[str, Table] = {f"forms.{name}": getattr(forms, name) for name in _FORMS}
    tables |= {f"names.{name}": getattr(names, name) for name in _NAMES}
    tables |= {"forms.filter": forms.filter.table, "names.filter": names.filter.table}
    tables["forms.text"] = np.frombuffer(forms.text.encode(), dtype=np.uint8)
    tables["rows"] = np.array(
        [(numbers[row.entity], places[row.entity][row.name], _ORDERS.index(row.form)) for row in lexicon.rows],
        dtype=np.int32,
    ).ravel()
    tables["spellings"] = np.array([kinds[spelling] for spelling in lexicon.spellings], dtype=np.int32)
    tables["rows_of"] = np.array([row for rows in lexicon.rows_of for row in rows], dtype=np.int32)
    tables["rows_of.offsets"] = np.cumsum([0, *map(len, lexicon.rows_of)]).astype(np.int32)
    return tables, {
        "shifts": [int(forms.filter.shift), int(names.filter.shift)],
        "spellings": [astuple(spelling) for spelling in kinds],
        "skipped": [astuple(skipped) for skipped in lexicon.skipped],
    }


def _lexicon(tables: Mapping[str, Table], said: Mapping[str, Any], entities: Mapping[str, Entity]) -> Lexicon:
    held = list(entities.values())
    rows = (
        NameRow(held[entity].id, held[entity].names[name], _ORDERS[form])
        for entity, name, form in tables["rows"].reshape(-1, 3).tolist()
    )
    kinds = [
        Spelling(tuple(cased), tuple(signs), tuple(initials), surname_first)
        for cased, signs, initials, surname_first in said["spellings"]
    ]
    every = tables["rows_of"].tolist()
    first, second = (np.uint64(shift) for shift in said["shifts"])
    return Lexicon(
        rows=tuple(rows),
        skipped=tuple(Skipped(*skipped) for skipped in said["skipped"]),
        spellings=tuple(kinds[number] for number in tables["spellings"].tolist()),
        rows_of=tuple(tuple(every[start:end]) for start, end in pairwise(tables["rows_of.offsets"].tolist())),
        forms=FormTable(
            **{name: tables[f"forms.{name}"] for name in _FORMS}, filter=Filter(tables["forms.filter"], first),
            text=tables["forms.text"].tobytes().decode(),
        ),
        names=NameTable(
            **{name: tables[f"names.{name}"] for name in _NAMES}, filter=Filter(tables["names.filter"], second)
        ),
    )


def _write(path: Path, tables: Mapping[str, Table], said: Mapping[str, Any]) -> None:
    """Writes beside the place and renames: who opens the file finds the old one or the new one."""
    places: dict[str, tuple[str, int, int]] = {}
    pieces: list[bytes] = []
    at = 0
    for name, table in tables.items():
        data = np.ascontiguousarray(table).tobytes()
        places[name] = (table.dtype.str, at, len(data))
        pieces += [data, bytes(-len(data) % _ALIGNED)]
        at += len(data) + len(pieces[-1])
    body = b"".join(pieces)
    number, temporary = tempfile.mkstemp(dir=path.parent, prefix=".lexicon-")
    try:
        with open(number, "wb") as file:
            file.write(_header(places, said, hashlib.sha256(body).hexdigest()))
            file.write(body)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _header(places: Mapping[str, tuple[str, int, int]], said: Mapping[str, Any], sha256: str) -> bytes:
    """The first line, filled up with spaces so that the tables begin at a multiple of 64 bytes."""
    told = {"format": FORMAT, "sha256": sha256, "tables": places, "said": said}
    length = len(json.dumps(told | {"body": 10**12}, ensure_ascii=True)) + 1
    length += -length % _ALIGNED
    line = json.dumps(told | {"body": length}, ensure_ascii=True)
    return line.encode().ljust(length - 1) + b"\n"
