"""Five revisions in all 120 orders of arrival: one end."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from annotations import events
from annotations.flags import decisions
from annotations.gate.verdict import verdict_now
from annotations.models.flag import Flag
from tests.flags.desk import LEGION, LEGION_NOTICE, OTHER_PACT, PACT, PACT_NOTICE, Desk

TEXTS = {
    1: (PACT, None),
    2: (f"{PACT}\n\n{PACT_NOTICE}", "live"),
    3: (f"{OTHER_PACT}\n\n{LEGION}", "live"),
    4: (f"{PACT}\n\n{LEGION}\n\n{PACT_NOTICE}\n\n{LEGION_NOTICE}", "withdrawn"),
    5: (f"{LEGION}\n\n{PACT}\n\n{PACT_NOTICE}", "live"),
}


def outcome(desk: Desk) -> dict[str, Any]:
    """What people see of the article, however it came about."""
    article = desk.article()
    assert article.latest is not None
    waiting = Flag.objects.filter(article=article, state="open").order_by("key")
    return {
        "latest": article.latest.number, "status": article.status, "headline": article.headline,
        "live": article.live.number if article.live else None, "verdict": verdict_now(article, at=desk.now),
        "waiting": [(flag.rule, flag.subject, flag.outcome, flag.level, flag.finding["evidence"]) for flag in waiting],
        "revisions": sorted(article.revisions.values_list("number", "digest")),
    }


@pytest.mark.parametrize("last", [4, 5])
def test_all_orders_of_five_revisions_end_alike(tmp_path: Path, db: None, last: int) -> None:
    desk = Desk(tmp_path).open()
    numbers = [number for number in range(1, 6) if number <= last]
    ends = []
    for order in permutations(numbers):
        with transaction.atomic():
            for number in order:
                text, status = TEXTS[number]
                desk.send(text, revision=number, status=status)
            ends.append(outcome(desk))
            assert events.verify(desk.channel) == []
            transaction.set_rollback(True)
    assert len(ends) == {4: 24, 5: 120}[last]
    assert all(end == ends[0] for end in ends)
    assert ends[0]["latest"] == last
    assert [row[1] for row in ends[0]["waiting"]] == {4: [], 5: ["legion"]}[last]


def test_a_decision_stands_however_late_older_texts_come(tmp_path: Path, db: None) -> None:
    desk = Desk(tmp_path).open()
    anna = desk.person("anna")
    desk.send(TEXTS[5][0], revision=5)
    decisions.dismiss(desk.flag("legion"), by=anna, reason="wrong_entity", note="Другой легион.", at=desk.now)
    before = outcome(desk)["waiting"], Flag.objects.count()
    for order in permutations((1, 2, 3, 4)):
        with transaction.atomic():
            for number in order:
                desk.send(TEXTS[number][0], revision=number)
            assert (outcome(desk)["waiting"], Flag.objects.count()) == before
            transaction.set_rollback(True)
