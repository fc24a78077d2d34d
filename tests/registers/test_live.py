"""The reference of what is live: compiled once for each state of the database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models.register import Register
from annotations.models.source import SourceRecord
from annotations.registers.live import current_reference
from annotations.registers.staleness import stale_registers
from annotations.rulebook.load import load_packs
from tests.registers.desk import AT, LATER, entity, taken_over

pytestmark = pytest.mark.django_db

PACT, OUTPOST = entity("pact", "Северный пакт"), entity("outpost", "Белая застава")


def test_the_reference_is_the_same_until_something_is_published(tmp_path: Path) -> None:
    first = taken_over(tmp_path, [PACT])
    reference = current_reference()
    with CaptureQueriesContext(connection) as queries:
        assert current_reference() is reference
    assert len(queries) == 4
    assert dict(reference.registers) == {"ru": first.snapshot.digest}
    taken_over(tmp_path, [PACT, OUTPOST], at=LATER)
    assert set(current_reference().entities) == {"pact", "outpost"}


def test_packs_share_the_compiled_names(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT])
    russian, british = current_reference(["ru"]), current_reference(["gb"])
    assert russian.lexicon is british.lexicon
    assert [pack.pack for pack in russian.packs] == ["ru"]


def test_an_edited_pack_is_read_again(tmp_path: Path) -> None:
    source = Path(__file__).resolve().parents[2] / "annotations" / "packs" / "gb" / "rules.yaml"
    pack = tmp_path / "rules.yaml"
    pack.write_text(source.read_text("utf-8"), "utf-8")
    before = current_reference([str(pack)])
    pack.write_text(source.read_text("utf-8") + "# changed\n", "utf-8")
    assert current_reference([str(pack)]) is not before


def test_registers_are_united(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT], "ru")
    taken_over(tmp_path, [entity("pact", "Northern Pact", status="extremist")], "kz")
    pact = current_reference().entities["pact"]
    assert {name.value for name in pact.names} == {"Северный пакт", "Northern Pact"}
    assert {row.status for row in pact.designations} == {"terrorist", "extremist"}


def test_active_sources_count() -> None:
    SourceRecord.objects.create(name="meridian", payload={"id": "meridian", "name": "Meridian"})
    SourceRecord.objects.create(name="old", payload={"id": "old", "name": "Old"}, is_active=False)
    brought = {source.id for pack in load_packs() for source in pack.sources if source.enabled}
    assert set(current_reference().sources) == {"meridian"} | brought
    SourceRecord.objects.filter(name="old").update(is_active=True)
    assert set(current_reference().sources) == {"meridian", "old"} | brought


def test_a_register_is_stale_after_its_hours(tmp_path: Path) -> None:
    register = taken_over(tmp_path, [PACT]).register
    Register.objects.update(max_age_hours=24)
    Register.objects.create(name="never-imported", max_age_hours=24)
    Register.objects.create(name="anything-goes")
    assert [row.name for row in stale_registers(AT + timedelta(hours=24))] == ["never-imported"]
    assert register in stale_registers(AT + timedelta(hours=25))
