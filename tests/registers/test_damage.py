"""A file that is cut or in which a byte has changed: refused, or read whole; never half of it is live.

``ANNOTATIONS_FULL=1``: at 200 places and for 200 bytes, as many as SECURITY asks for.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.intake.value_files import RefusedFileError
from annotations.models.register import Snapshot
from annotations.registers.guards import GuardError
from annotations.registers.importing import Order, import_staged
from annotations.registers.reading import MojibakeError, ReadOptions, staged_register
from tests.registers import layouts
from tests.registers.desk import AT, LATER, entity

pytestmark = pytest.mark.django_db

PLACES = 200 if os.environ.get("ANNOTATIONS_FULL") else 12
JSON = "".join(json.dumps(entity(f"e{n}", f"Отряд Номер{n}"), ensure_ascii=False) + "\n" for n in range(40)).encode()
FTM = "".join(
    json.dumps({"id": f"Q{n}", "schema": "Organization", "properties": {"name": [f"Отряд Номер{n}"]}}) + "\n"
    for n in range(40)
).encode()
PAGE = "<html><body><table><tr><th>Наименование</th><th>Статус</th><th>Юрисдикция</th></tr>" + "".join(
    f"<tr><td>Отряд Номер{n}</td><td>x</td><td>RU</td></tr>" for n in range(40)
) + "</table></body></html>\n"
PARAGRAPHS = "Реестр иностранных агентов\n" + "".join(
    f"{n}. Общество «Отряд Номер{n}» 11777460000{n:02} 77050000{n:02}\n28.12.2017\n" for n in range(1, 41)
)
FORMATS: dict[str, bytes] = {
    "a.jsonl": JSON, "a.ftm.json": FTM, "a.csv": layouts.table().encode(), "a.tsv": layouts.table(sign="\t").encode(),
    "a.xlsx": layouts.workbook(), "a.html": PAGE.encode(), "a.xml": layouts.xml().encode(), "a.txt": PARAGRAPHS.encode(),
    "a.jsonl.gz": gzip.compress(JSON), "a.csv.bz2": bz2.compress(layouts.table().encode()), "a.jsonl.xz": lzma.compress(JSON),
}
FRAMED = [name for name in FORMATS if name not in ("a.jsonl", "a.ftm.json", "a.csv", "a.tsv", "a.txt")]
"""Formats of which a cut is seen wherever it is: they have an end."""

Damage = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data.rstrip()))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def taken(path: Path, **options: object) -> bool:
    """Whether the file is taken over, as the register ``ru``."""
    try:
        with staged_register(str(path), ReadOptions(**options)) as staged:  # type: ignore[arg-type]
            import_staged("ru", staged, Order(at=LATER))
    except (RefusedFileError, MojibakeError, GuardError):
        return False
    return True


def damaged(path: Path, data: bytes, damage: Damage) -> Iterator[bytes]:
    """The file at ``path``, damaged in one way after another."""
    chance = random.Random(path.name)
    for _ in range(PLACES):
        worse = damage(data, chance)
        path.write_bytes(worse)
        yield worse


def live() -> Snapshot:
    return Snapshot.objects.get(state="live")


@pytest.fixture
def imported(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The whole file, taken over."""
    path: Path = tmp_path / request.param
    path.write_bytes(FORMATS[request.param])
    with staged_register(str(path)) as staged:
        import_staged("ru", staged, Order(at=AT))
    return path


@pytest.mark.parametrize("imported", FORMATS, indirect=True)
@pytest.mark.parametrize("damage", [cut, flipped])
def test_with_its_checksum_every_damaged_file_is_refused(imported: Path, damage: Damage) -> None:
    before, data = live(), imported.read_bytes()
    checksum = hashlib.sha256(data).hexdigest()
    for worse in damaged(imported, data, damage):
        assert not taken(imported, checksum=checksum), (len(worse), worse[:80])
    assert live() == before


@pytest.mark.parametrize("imported", FRAMED, indirect=True)
def test_what_has_an_end_is_refused_without_it(imported: Path) -> None:
    before = live()
    for worse in damaged(imported, imported.read_bytes(), cut):
        assert not taken(imported), worse[-80:]
    assert live() == before


@pytest.mark.parametrize("imported", ["a.jsonl", "a.ftm.json", "a.csv", "a.tsv", "a.txt"], indirect=True)
def test_lines_that_are_cut_are_never_half_a_row_nor_half_a_register(imported: Path) -> None:
    data, whole = imported.read_bytes(), live().entities
    rows = {version["id"] for version in payloads(live())}
    for worse in damaged(imported, data, cut):
        if taken(imported):
            # Cut between two rows, near the end, or within the number of one: a list that has become shorter looks the
            # same.
            left = worse.rpartition(b"\n")[2]
            assert left.strip(b"0123456789. ") == b"" or data[len(worse) :].startswith(b"\n"), worse[-80:]
            assert live().reading["entities"] >= 0.9 * whole
            assert {version["id"] for version in payloads(live())} == rows


@pytest.mark.parametrize("imported", FORMATS, indirect=True)
def test_a_changed_byte_costs_no_more_than_its_row_and_nobody_is_forgotten(imported: Path) -> None:
    whole = live().reading["entities"]
    rows = {version["id"] for version in payloads(live()) if "designations" in version}
    for _ in damaged(imported, imported.read_bytes(), flipped):
        taken(imported)
        assert live().reading["entities"] >= whole - 1
        assert {version["id"] for version in payloads(live())} >= rows


def payloads(snapshot: Snapshot) -> list[dict[str, object]]:
    return list(snapshot.entries.values_list("version__payload", flat=True))
