"""Everything is killed again and again under load: what was accepted is there, and was checked once in effect."""

from __future__ import annotations

import os

import pytest

from benchmarks.faults import BOUNDED, FULL, run
from benchmarks.servers import NotInstalled

pytestmark = pytest.mark.skipif(
    os.environ.get("ANNOTATIONS_TEST_DATABASE", "").startswith("postgres"),
    reason="its servers are its own: the run of the tests on SQLite has had it",
)
PLAN = FULL if os.environ.get("ANNOTATIONS_FAULTS") == "full" else BOUNDED


def test_nothing_accepted_is_lost_and_nothing_is_double() -> None:
    for needed in ("gunicorn", "celery", "redis", "psycopg", "whitenoise"):
        pytest.importorskip(needed)
    try:
        outcome = run(PLAN)
    except NotInstalled as error:
        pytest.skip(str(error))
    assert outcome.wrongs == []
    assert (outcome.accepted, outcome.revisions, outcome.articles) == (PLAN.posts, PLAN.posts, PLAN.posts // 2)
    assert outcome.refused_signatures == PLAN.posts // 20
    assert outcome.faults["database"] == PLAN.database
    assert outcome.faults["broker"] == PLAN.broker
    # A machine that is busy with other tests starts some processes again too late to be killed in time.
    assert outcome.faults["web"] + outcome.faults["worker"] >= (PLAN.web + PLAN.worker) / 2
    # A server whose database is away says so; one whose broker is away takes articles as before.
    assert set(outcome.answers_while_database_away) <= {0, 503}
    assert outcome.accepted_while_broker_away > 0
