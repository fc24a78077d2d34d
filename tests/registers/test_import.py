"""Imports: what they store, what they share, what they refuse, and what stays live when they fail."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from annotations.models.event import Event
from annotations.models.job import Job
from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.registers.importing import ShrunkError
from annotations.registers.live import current_reference, entities_of
from annotations.registers.publish import NothingToRollBackToError, apply_due, roll_back
from tests.registers.desk import AT, LATER, entity, register_file, taken_over

pytestmark = pytest.mark.django_db

PACT, OUTPOST = entity("pact", "Северный пакт"), entity("outpost", "Белая застава")
MANY = [entity(f"e{number}", f"Отряд Номер{number}") for number in range(20)]


def live() -> Snapshot:
    register = Register.objects.select_related("live").get(name="ru")
    assert register.live is not None
    return register.live


def test_a_file_becomes_the_live_snapshot(tmp_path: Path) -> None:
    imported = taken_over(tmp_path, [PACT, OUTPOST])
    assert live() == imported.snapshot
    assert imported.difference.counts == {"added": 2, "removed": 0, "changed": 0, "ended": 0}
    assert live().digest == register_file(tmp_path, [PACT, OUTPOST]).digest
    assert entities_of([live().pk])["pact"].names[0].value == "Северный пакт"


def test_the_same_file_twice_makes_no_snapshot_but_shows_freshness(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT])
    jobs, events = Job.objects.count(), Event.objects.count()
    assert taken_over(tmp_path, [PACT], at=LATER).unchanged
    assert (Snapshot.objects.count(), Job.objects.count(), Event.objects.count()) == (1, jobs, events)
    assert live().retrieved_at == LATER


def test_the_same_entities_in_another_order_are_unchanged(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT, OUTPOST])
    assert taken_over(tmp_path, [OUTPOST, PACT]).unchanged


def test_entities_are_shared_by_snapshots(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT, OUTPOST])
    taken_over(tmp_path, [PACT, entity("outpost", "Белая застава", "Застава")], at=LATER)
    assert EntityVersion.objects.count() == 3
    assert SnapshotEntry.objects.count() == 4


def test_follow_the_money_lines_are_taken(tmp_path: Path) -> None:
    row = {"id": "Q1", "schema": "Organization", "properties": {"name": ["Northern Pact"], "alias": ["NP"]}}
    taken_over(tmp_path, [row])
    assert [name.kind for name in entities_of([live().pk])["Q1"].names] == ["primary", "alias"]


def test_a_register_does_not_shrink_by_more_than_a_tenth_unasked(tmp_path: Path) -> None:
    first = taken_over(tmp_path, MANY)
    with pytest.raises(ShrunkError, match=r"refused: 20 -> 17 entities \(-15 %\); if that is right, use --allow-shrink 15"):
        taken_over(tmp_path, MANY[:17], at=LATER)
    assert live() == first.snapshot
    assert not taken_over(tmp_path, MANY[:18], at=LATER).unchanged
    assert taken_over(tmp_path, MANY[:9], at=LATER, allow_shrink=50).snapshot == live()


def test_each_change_of_what_is_live_has_one_event_and_one_job(tmp_path: Path) -> None:
    first = taken_over(tmp_path, [PACT]).snapshot
    second = taken_over(tmp_path, [PACT, OUTPOST], at=LATER).snapshot
    roll_back(second.register, at=LATER)
    kinds = list(Event.objects.order_by("sequence").values_list("kind", "data__snapshot"))
    assert kinds == [("register.live", first.pk), ("register.live", second.pk), ("register.rolled_back", first.pk)]
    changes = list(Job.objects.filter(kind="register_change").order_by("id").values_list("payload", flat=True))
    assert changes[-1] == {"register": "ru", "before": second.pk, "after": first.pk}


def test_a_rollback_makes_the_older_snapshot_live_again(tmp_path: Path) -> None:
    first = taken_over(tmp_path, [PACT]).snapshot
    taken_over(tmp_path, [PACT, OUTPOST], at=LATER)
    roll_back(live().register, at=LATER)
    assert live() == first
    assert list(current_reference().entities) == ["pact"]
    assert Snapshot.objects.filter(state="live").count() == 1


def test_without_an_older_snapshot_there_is_no_rollback(tmp_path: Path) -> None:
    register = taken_over(tmp_path, [PACT]).register
    with pytest.raises(NothingToRollBackToError, match="register ru has no older snapshot"):
        roll_back(register, at=LATER)


def test_a_staged_snapshot_goes_live_at_its_time(tmp_path: Path) -> None:
    first = taken_over(tmp_path, [PACT]).snapshot
    staged = taken_over(tmp_path, [PACT, OUTPOST], apply_at=LATER).snapshot
    assert apply_due(LATER - timedelta(seconds=1)) == []
    assert live() == first
    assert apply_due(LATER) == [staged]
    assert live() == staged
    assert apply_due(LATER) == []


def test_a_failure_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = taken_over(tmp_path, [PACT]).snapshot

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("annotations.registers.importing.make_live", fail)
    with pytest.raises(OSError, match="the disk is full"):
        taken_over(tmp_path, [PACT, OUTPOST], at=LATER)
    assert (live(), Snapshot.objects.count(), EntityVersion.objects.count()) == (first, 1, 1)


def test_the_first_import_is_retrieved_at_its_time(tmp_path: Path) -> None:
    assert taken_over(tmp_path, [PACT]).snapshot.retrieved_at == AT


def test_a_staged_file_that_comes_again_only_gets_another_time(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT])
    staged = taken_over(tmp_path, [PACT, OUTPOST], apply_at=LATER).snapshot
    assert taken_over(tmp_path, [PACT, OUTPOST], apply_at=LATER + timedelta(days=1)).snapshot == staged
    assert apply_due(LATER) == []
    assert taken_over(tmp_path, [PACT, OUTPOST], at=LATER).snapshot == staged == live()


def test_older_knowledge_that_waits_does_not_replace_newer(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT])
    staged = taken_over(tmp_path, [PACT, OUTPOST], apply_at=LATER + timedelta(days=1)).snapshot
    newer = taken_over(tmp_path, [PACT, *MANY], at=LATER).snapshot
    assert apply_due(LATER + timedelta(days=2)) == []
    assert live() == newer
    assert Event.objects.order_by("-sequence")[0].data["withdrawn"] == [staged.pk]
