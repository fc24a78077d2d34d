"""The proof of an article: as it stood at an instant, and whatever is changed behind the desk's back shows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.flags import decisions
from annotations.models.check import Check
from annotations.models.revision import Revision
from annotations.proof.as_json import as_json
from annotations.proof.assemble import Proof, proof_of
from tests.flags.desk import PACT, PACT_NOTICE, Desk

WHY = "Это название картины, а не организация."


@pytest.fixture
def told(desk: Desk, anna: User) -> Desk:
    """Three steps, an hour apart: bare; dismissed by Anna; with the notice."""
    _sent(desk, PACT, 1)
    decisions.dismiss(desk.flag(), by=anna, reason="not_a_mention", note=WHY, at=desk.later(hours=1))
    desk.person("zoe")
    _sent(desk, f"{PACT}\n\n{PACT_NOTICE}", 2, hours=1)
    return desk


def _sent(desk: Desk, text: str, number: int, hours: int = 0) -> None:
    desk.later(hours=hours)
    check = desk.send(text, revision=number, status="live")
    # What the database stamps with its own clock is put on the desk's.
    Revision.objects.filter(pk=check.revision_id).update(received_at=desk.now)
    Check.objects.filter(pk=check.pk).update(created_at=desk.now)


def at_step(desk: Desk, step: int) -> datetime:
    return desk.now - timedelta(hours=2 - step) + timedelta(minutes=1)


def proof(desk: Desk, step: int = 2) -> Proof:
    return proof_of(desk.article(), at_step(desk, step))


def findings(found: Proof) -> dict[str, bool | None]:
    return {finding.code: finding.holds for finding in found.findings}


def test_each_instant_has_its_text_its_verdict_and_its_decisions(told: Desk) -> None:
    steps = [proof(told, step) for step in range(3)]
    assert [step.verdict for step in steps] == ["block", "allow", "allow"]
    assert [str(step.revision) for step in steps] == ["r1", "r1", "r2"]
    assert [[row.state for row in step.flags] for step in steps] == [
        ["open:new"], ["closed:false_positive"], ["closed:false_positive"],
    ]
    assert [len(step.decisions) for step in steps] == [0, 1, 1]
    assert all(step.holds and None not in findings(step).values() for step in steps)
    assert "before" not in proof_of(told.article(), at_step(told, -1)).verdict


def test_before_the_article_came_nothing_is_claimed(told: Desk) -> None:
    early = proof_of(told.article(), at_step(told, 0) - timedelta(hours=1))
    assert (early.revision, early.check, early.verdict, early.flags) == (None, None, "unchecked", ())


@pytest.mark.parametrize(("statement", "broken"), [
    ("UPDATE annotations_check SET decision = 'warn'", {"seal"}),
    ("UPDATE annotations_check SET report = '{\"findings\": []}'", {"seal"}),
    ("UPDATE annotations_check SET registers = '{\"ru\": \"sha256:0\"}'", {"seal"}),
    ("UPDATE annotations_check SET packs = '{}'", {"seal"}),
    ("UPDATE annotations_revision SET payload = '{\"id\": \"a1\", \"body\": {\"format\": \"text\", \"value\": \"x\"}}'", {"text"}),
    ("UPDATE annotations_revision SET digest = 'sha256:0'", {"text", "seal"}),
    ("UPDATE annotations_decision SET reason = 'wrong_entity'", {"decisions"}),
    ("UPDATE annotations_decision SET note = 'approved by legal'", {"decisions"}),
    ("UPDATE annotations_decision SET by_id = (SELECT max(id) FROM auth_user)", {"decisions"}),
    ("DELETE FROM annotations_decision", {"decisions"}),
    ("UPDATE annotations_event SET actor_name = 'bob' WHERE kind = 'dismissed'", {"events", "chain"}),
    ("UPDATE annotations_event SET data = '{}' WHERE kind = 'dismissed'", {"events", "chain", "decisions"}),
    ("DELETE FROM annotations_event WHERE kind = 'dismissed'", {"chain", "decisions"}),
    ("DELETE FROM annotations_event WHERE sequence = (SELECT max(sequence) FROM annotations_event)", {"chain"}),
])  # fmt: skip
def test_tampering_shows(told: Desk, statement: str, broken: set[str]) -> None:
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute(statement)
    found = proof(told)
    assert not found.holds
    assert {code for code, holds in findings(found).items() if holds is False} >= broken


def test_a_seal_of_another_check_does_not_fit(told: Desk) -> None:
    first, last = Check.objects.order_by("pk")
    Check.objects.filter(pk=last.pk).update(seal=first.seal)
    assert findings(proof(told))["seal"] is False


def test_the_json_says_the_same_and_is_the_same_every_time(told: Desk) -> None:
    said = as_json(proof(told, 1))
    assert said == as_json(proof(told, 1))
    assert json.loads(json.dumps(said)) == said
    assert said["verdict"] == "allow"
    assert said["decisions"][0]["note"] == WHY
    assert said["revision"]["sent"]["body"]["value"] == PACT
    assert said["check"]["report"]["decision"] == "block"
    assert all(row["holds"] for row in said["verified"])
    assert said["digest"] != as_json(proof(told, 2))["digest"]


def test_queries_do_not_grow_with_what_has_happened(told: Desk, anna: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            proof(told)
        return len(captured)

    before = queries()
    for number in range(20):
        decisions.comment(told.flag(), by=anna, note=f"Замечание {number}.", at=at_step(told, 1))
    assert len(proof(told).decisions) == 21
    assert queries() == before
