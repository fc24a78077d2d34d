"""The verb ``registers`` as its user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connections

from annotations.models.register import Register, Snapshot
from annotations.registers.lock import LockedError
from tests.management.run import SAMPLES, Runner
from tests.registers.desk import entity

pytestmark = pytest.mark.django_db

MANY = [entity(f"e{number}", f"Отряд Номер{number}") for number in range(20)]


@pytest.fixture(autouse=True)
def _open_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command closes its connection at its end; the test's transaction goes on in it."""
    monkeypatch.setattr(connections, "close_all", lambda: None)


def written(name: str, rows: list[dict[str, object]]) -> str:
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return name


def test_an_import_shows_the_difference_and_stops(annotations: Runner) -> None:
    ended = annotations("registers", "import", written("ru.jsonl", MANY))
    assert ended.status == 0
    assert ended.out.startswith("0 -> 20 entities: 20 added, 0 removed, 0 changed; 0 designations ended\n+ e0 «Отряд")
    assert ended.out.endswith("0 articles can be affected\nnothing is changed: add --apply, or --apply-at TIME\n")
    assert Register.objects.count() == Snapshot.objects.count() == 0


def test_with_apply_it_is_live(annotations: Runner) -> None:
    ended = annotations("registers", "import", written("ru.jsonl", MANY), "--apply", "--max-age", "72")
    number = Snapshot.objects.get().pk
    assert ended.out.endswith(f"snapshot {number} of ru is live; the articles it affects are checked again\n")
    listed = annotations("registers", "list")
    assert listed.out == f"ru: snapshot {number}, 20 entities, 0 h old (fresh)\n"


def test_the_same_file_again_says_so(annotations: Runner) -> None:
    annotations("registers", "import", written("ru.jsonl", MANY), "--apply")
    again = annotations("registers", "import", "ru.jsonl", "--apply")
    snapshot = Snapshot.objects.get()
    assert (again.status, again.out) == (0, f"unchanged: snapshot {snapshot.pk} of ru, of {snapshot.applied_at:%Y-%m-%d}, is live\n")


def test_a_shrunken_file_is_refused_with_status_3(annotations: Runner) -> None:
    annotations("registers", "import", written("ru.jsonl", MANY), "--apply")
    ended = annotations("registers", "import", written("ru.jsonl", MANY[:12]), "--apply")
    assert ended.status == 3
    assert ended.err == "refused: 20 -> 12 entities (-40 %); if that is right, use --allow-shrink 40 [shrunk]\n"
    assert annotations("registers", "import", "ru.jsonl", "--apply", "--allow-shrink", "40").status == 0


def test_ended_designations_are_shown(annotations: Runner) -> None:
    annotations("registers", "import", written("ru.jsonl", MANY), "--apply")
    rows = [entity("e0", "Отряд Номер0", ended_on="2026-11-20"), *MANY[1:19], entity("e19", "Отряд Номер19", status="x")]
    ended = annotations("registers", "diff", written("ru.jsonl", rows))
    assert "~ e0 «Отряд Номер0»: designations\n" in ended.out
    assert "! e0: terrorist in RU (ru.fsb) ends on 2026-11-20\n" in ended.out
    assert "! e19: terrorist in RU (ru.fsb) ends on " in ended.out


def test_a_snapshot_waits_for_its_time(annotations: Runner) -> None:
    ended = annotations("registers", "import", written("ru.jsonl", MANY), "--apply-at", "2999-01-01T03:00:00+03:00")
    number = Snapshot.objects.get().pk
    assert ended.out.endswith(f"snapshot {number} of ru goes live at 2999-01-01 00:00 UTC\n")
    assert annotations("registers", "apply", "--due").out == "nothing is due\n"
    assert annotations("registers", "apply", str(number)).status == 0
    assert Register.objects.get().live_id == number


def test_a_rollback_and_what_it_changed(annotations: Runner) -> None:
    annotations("registers", "import", written("ru.jsonl", MANY[:19]), "--apply")
    annotations("registers", "import", written("ru.jsonl", MANY), "--apply")
    first, second = Snapshot.objects.order_by("pk")
    ended = annotations("registers", "rollback", "ru")
    assert ended.out == f"snapshot {first.pk} of ru is live; the articles it affects are checked again\n"
    compared = annotations("registers", "diff", "--register", "ru", "--from", str(second.pk))
    assert compared.out.splitlines()[0] == "20 -> 19 entities: 0 added, 1 removed, 0 changed; 1 designations ended"


def test_a_register_of_another_name_is_suggested(annotations: Runner) -> None:
    annotations("registers", "import", written("ru-fsb.jsonl", MANY), "--apply")
    ended = annotations("registers", "rollback", "ru-fsd")
    assert ended.status == 2
    assert 'no register "ru-fsd"; did you mean "ru-fsb"?' in ended.err


def test_freshness_has_a_status_of_its_own(annotations: Runner) -> None:
    assert annotations("registers", "freshness").status == 4
    annotations("registers", "import", written("ru.jsonl", MANY), "--apply", "--max-age", "1")
    assert annotations("registers", "freshness").status == 0
    Snapshot.objects.update(retrieved_at="2020-01-01T00:00:00Z")
    stale = annotations("registers", "freshness")
    assert stale.status == 4
    assert "stale, may be 1 h old" in stale.out


def test_a_wrong_file_changes_nothing(annotations: Runner) -> None:
    Path("ru.jsonl").write_text('{"id": "a"}\n{"id": 7}\n', "utf-8")
    ended = annotations("registers", "import", "ru.jsonl", "--apply")
    assert ended.status == 2
    assert "ru.jsonl:1: error: /schema: is required [schema_invalid]" in ended.err
    assert Register.objects.count() == 0


def test_the_samples_can_be_imported(annotations: Runner) -> None:
    ended = annotations("registers", "import", str(SAMPLES / "register.jsonl"), "--register", "sample", "--apply")
    assert ended.status == 0
    assert annotations("registers", "list", "--format", "json").out.startswith('[\n  {\n    "name": "sample"')


def test_a_held_lock_is_status_75(annotations: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object, **__: object) -> None:
        raise LockedError("another import holds the lock (process 7, since 2026-11-22 09:00:00 UTC)")

    monkeypatch.setattr("annotations.management.verbs.register_files.import_staged", held)
    ended = annotations("registers", "import", written("ru.jsonl", MANY), "--apply")
    assert ended.status == 75
    assert ended.err.endswith("(process 7, since 2026-11-22 09:00:00 UTC); try again later [locked]\n")
