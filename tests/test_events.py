"""The audit trail: any change of it is refused by the database, and found where somebody got past that."""

from __future__ import annotations

import contextlib
import json
import random
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.db.transaction import TransactionManagementError

from annotations import events
from annotations.flags import decisions
from annotations.models.channel import Channel
from annotations.models.event import ChainHead, Event
from annotations.models.revision import ImmutableRowError
from tests.flags.desk import LEGION, LEGION_NOTICE, PACT, PACT_NOTICE, Desk

protection = import_module("annotations.migrations.0003_append_only_events")
ROLES = Path(__file__).resolve().parents[1] / "deploy" / "roles.sql"
WHY = "Это название картины, а не организация."


@pytest.fixture
def desk(tmp_path: Path, db: None) -> Desk:
    """A desk on which something has happened."""
    desk = Desk(tmp_path).open()
    anna = desk.person("anna")
    for number, text in enumerate((PACT, f"{PACT}\n\n{LEGION}", f"{PACT}\n\n{LEGION}\n\n{LEGION_NOTICE}", LEGION)):
        desk.send(text, revision=number, published=f"2026-11-0{number + 1}")
    desk.send(f"{PACT}\n\n{LEGION}", revision=9)
    decisions.dismiss(desk.flag(), by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(f"{PACT}\n\n{PACT_NOTICE}\n\n{LEGION}", revision=10, status="live")
    for number in range(30):
        decisions.comment(desk.flag("legion"), by=anna, note=f"Замечание {number}.", at=desk.later(minutes=1))
    return desk


@pytest.fixture
def protected(desk: Desk) -> Iterator[Desk]:
    """The same, with the triggers that a test database is left without."""
    protection.protect(connection)
    yield desk
    protection.unprotect(connection)


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows() -> list[int]:
    return list(Event.objects.filter(channel__isnull=False).order_by("sequence").values_list("pk", flat=True))


def edit(chance: random.Random) -> None:
    column, value = chance.choice([
        ("kind", "'opened'"), ("actor_name", "'somebody else'"), ("actor_id", "4711"), ("at", "'2020-01-01 00:00:00+00'"),
        ("data", "'{}'"), ("data", "'{\"note\": \"another\"}'"), ("data", "'[1]'"), ("flag_id", "NULL"), ("article_id", "NULL"),
        ("revision_id", "NULL"), ("previous_hash", "'" + "0" * 64 + "'"), ("hash", "'" + "f" * 64 + "'"),
        ("sequence", "sequence + 1000"), ("channel_id", "NULL"),
    ])  # fmt: skip
    unchanged = f"{column} IS NOT NULL AND CAST({column} AS text) <> {value}" if value.startswith("'") else "1 = 1"
    keys = [key for key in rows()[1:] if column not in ("flag_id", "article_id", "revision_id") or _has(key, column)]
    run(f"UPDATE annotations_event SET {column} = {value} WHERE id = %s AND {unchanged}", chance.choice(keys))


def _has(key: int, column: str) -> bool:
    return Event.objects.filter(pk=key).exclude(**{column: None}).exists()


def delete(chance: random.Random) -> None:
    keys = rows()
    first = chance.randrange(len(keys))
    gone = keys[first : first + chance.choice([1, 1, 2, 5])]
    run(f"DELETE FROM annotations_event WHERE id IN ({', '.join(map(str, gone))})")


def swap(chance: random.Random) -> None:
    one, other = chance.sample(rows(), 2)
    column = chance.choice(["sequence", "data", "hash", "kind, actor_name, data, at, flag_id, revision_id, hash"])
    if column == "sequence":
        places = {key: Event.objects.get(pk=key).sequence for key in (one, other)}
        run("UPDATE annotations_event SET sequence = 999999 WHERE id = %s", one)
        run("UPDATE annotations_event SET sequence = %s WHERE id = %s", places[one], other)
        run("UPDATE annotations_event SET sequence = %s WHERE id = %s", places[other], one)
        return
    names = column.split(", ")
    kept = [Event.objects.filter(pk=key).values_list(*names).get() for key in (one, other)]
    for key, values in ((one, kept[1]), (other, kept[0])):
        sets = ", ".join(f"{name} = %s" for name in names)
        run(f"UPDATE annotations_event SET {sets} WHERE id = %s",
            *[json.dumps(value) if isinstance(value, dict) else value for value in values], key)  # fmt: skip


def put_in(chance: random.Random) -> None:
    one = Event.objects.get(pk=chance.choice(rows()))
    last = Event.objects.filter(channel=one.channel).latest("sequence")
    forged = Event(
        channel=one.channel, sequence=last.sequence + 1, kind="dismissed", actor_name="anna", at=one.at, data={},
        article=one.article, flag=one.flag, previous_hash=last.hash,
    )  # fmt: skip
    forged.hash = events.hash_of(forged)
    forged.save(force_insert=True)


def fingerprint() -> list[tuple[object, ...]]:
    return list(Event.objects.order_by("pk").values_list())


def test_each_of_a_hundred_edits_deletions_swaps_and_forgeries_is_found(desk: Desk) -> None:
    before = fingerprint()
    for seed in range(100):
        with transaction.atomic():
            damage(random.Random(seed), before)
            found = events.verify()
            assert found, seed
            assert {row.chain for row in found} <= {"desk", "-"}, seed
            transaction.set_rollback(True)
    assert events.verify() == []


def damage(chance: random.Random, before: list[tuple[object, ...]]) -> None:
    chance.choice([edit, edit, delete, swap, put_in])(chance)
    if fingerprint() == before:
        # Two rows with the same content were swapped, or a value was written that was there.
        edit_the_note(chance)


def edit_the_note(chance: random.Random) -> None:
    run("UPDATE annotations_event SET data = '{\"note\": \"another\"}' WHERE id = %s", chance.choice(rows()))


def test_the_last_events_are_missed_too(desk: Desk) -> None:
    run("DELETE FROM annotations_event WHERE id = %s", rows()[-1])
    assert [row.problem for row in events.verify()] == ["1 event(s) after this one are missing"]


def test_the_end_of_a_chain_is_missed(desk: Desk) -> None:
    run("DELETE FROM annotations_chainhead WHERE channel_id = %s", desk.channel.pk)
    assert [row.problem for row in events.verify()] == ["the record of where this chain ends is missing"]


def test_a_channel_in_which_nothing_has_happened_is_as_it_was(desk: Desk) -> None:
    assert events.verify(Channel.objects.create(name="quiet")) == []


def test_what_is_as_it_was_written_is_not_suspected(desk: Desk) -> None:
    assert len(rows()) > 35
    assert events.verify() == []
    assert events.verify(desk.channel) == []
    (name, count, digest), *_ = [row for row in events.heads() if row[0] == "desk"]
    assert (name, count, digest) == ("desk", len(rows()), Event.objects.get(pk=rows()[-1]).hash)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotations_event SET kind = 'fixed'",
        "UPDATE annotations_event SET data = '{}' WHERE id = (SELECT max(id) FROM annotations_event)",
        "DELETE FROM annotations_event",
        "DELETE FROM annotations_event WHERE id = (SELECT max(id) FROM annotations_event)",
        "DELETE FROM annotations_chainhead",
        "UPDATE annotations_chainhead SET sequence = 0",
        "UPDATE annotations_chainhead SET hash = ''",
    ],
)
def test_the_database_refuses_to_change_it(protected: Desk, statement: str) -> None:
    before = fingerprint()
    with pytest.raises(Error, match="annotations:"), transaction.atomic():
        run(statement)
    assert fingerprint() == before
    assert events.verify() == []


def test_it_goes_on_under_protection(protected: Desk) -> None:
    protected.send(PACT, revision=11)
    assert events.verify() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has roles and TRUNCATE")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotations_event SET kind = 'fixed'", "DELETE FROM annotations_event", "TRUNCATE annotations_event CASCADE",
        "DELETE FROM annotations_chainhead", "TRUNCATE annotations_chainhead", "DELETE FROM django_migrations",
        "ALTER TABLE annotations_event DISABLE TRIGGER ALL", "DROP TRIGGER annotations_event_append_only ON annotations_event",
        "DROP TABLE annotations_event CASCADE", "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION annotations_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    ],
)  # fmt: skip
def test_the_role_of_the_application_can_write_events_and_not_change_them(protected: Desk, statement: str) -> None:
    run("CREATE ROLE annotations_app_of_a_test NOLOGIN")
    grants = re.sub(r"--.*", "", ROLES.read_text()).replace(':"app"', "annotations_app_of_a_test")
    for grant in filter(str.strip, grants.split(";")):
        run(grant)
    run("SET LOCAL ROLE annotations_app_of_a_test")
    try:
        protected.send(PACT, revision=11)
        with pytest.raises(Error), transaction.atomic():
            run(statement)
    finally:
        run("RESET ROLE")
    assert events.verify() == []


def test_an_event_and_what_it_tells_of_stand_or_fall_together(desk: Desk) -> None:
    before = fingerprint()
    with transaction.atomic():
        events.record("told", channel=desk.channel)
        transaction.set_rollback(True)
    assert fingerprint() == before
    assert events.verify() == []


@pytest.mark.django_db(transaction=True)
def test_it_is_written_in_a_transaction_only() -> None:
    with pytest.raises(TransactionManagementError):
        events.record("told", channel=None)
    assert not ChainHead.objects.exists()


def test_an_event_is_never_saved_twice(desk: Desk) -> None:
    event = Event.objects.latest("pk")
    event.kind = "fixed"
    with pytest.raises(ImmutableRowError):
        event.save()


def test_what_no_database_keeps_is_written_as_it_is_kept() -> None:
    kept = events.storable({"a\x00": ["\ud800", 2.0, (1, None)], 3: 0.5})
    assert kept == {"a\ufffd": ["\ufffd", 2, [1, None]], "3": 0.5}


@pytest.mark.django_db
def test_several_events_keep_the_chain_whole_when_some_of_them_are_undone() -> None:
    channel = Channel.objects.create(name="several")
    with transaction.atomic(), events.several():
        events.record("one", channel=channel)
        events.record("two", channel=channel)
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            events.record("undone", channel=channel)
            raise ZeroDivisionError
        with transaction.atomic():
            events.record("three", channel=channel)
        events.record("four", channel=channel)
    assert events.verify(channel) == []
    kinds = Event.objects.filter(channel=channel).order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == ["one", "two", "three", "four"]
