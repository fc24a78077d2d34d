"""Jobs of registers, from the import to the checks of the articles that it affects."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.checking import check_revision
from annotations.jobs.handlers import handler_of
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.models.register import Register
from annotations.models.revision import Revision
from tests.engine.newsroom import story
from tests.registers.desk import AT, LATER, NAMES, entity, revisions, stored, taken_over

pytestmark = pytest.mark.django_db

PACT, OUTPOST = entity("pact", "Северный пакт"), entity("outpost", "Белая застава")


def done(kind: str) -> int:
    """Does the work of every waiting job of a kind; how many."""
    jobs = list(Job.objects.filter(kind=kind, state="queued").order_by("id"))
    for job in jobs:
        handler_of(kind)(job, LATER).write()
        job.delete()
    return len(jobs)


def test_a_change_queues_checks_of_the_articles_that_it_affects_and_no_others(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT])
    named, _ = stored(story("Белая застава вернулась.", id="a"), story("Дождь.", id="b"))
    Job.objects.all().delete()
    taken_over(tmp_path, [PACT, OUTPOST], at=LATER)
    done("register_change")
    assert list(Job.objects.values_list("kind", "payload")) == [("check", {"revision": named.latest_id})]


def test_a_staged_snapshot_goes_live_by_its_job(tmp_path: Path) -> None:
    taken_over(tmp_path, [PACT])
    staged = taken_over(tmp_path, [PACT, OUTPOST], apply_at=LATER).snapshot
    assert Job.objects.get(kind="snapshot").run_after == LATER > AT
    done("snapshot")
    assert Register.objects.get().live == staged
    assert Job.objects.filter(kind="register_change").count() == 2


def flags() -> list[tuple[object, ...]]:
    rows = Flag.objects.order_by("key").values_list("key", "state", "outcome", "level", "message")
    return list(rows)


def test_flags_are_those_of_a_full_check_though_few_articles_were_checked(tmp_path: Path) -> None:
    listed = [entity(f"e{number}", name) for number, name in enumerate(NAMES[:40])]
    taken_over(tmp_path, listed)
    articles = stored(*revisions(60, seed=5))
    for article in articles:
        check_revision(latest(article), at=AT)
    Job.objects.all().delete()
    ended = [entity(f"e{number}", NAMES[number], ended_on="2020-01-01") for number in range(2)]
    added = [entity(f"n{number}", name) for number, name in enumerate(NAMES[40:50])]
    taken_over(tmp_path, [*ended, *listed[2:], *added], at=LATER)
    before = flags()
    done("register_change")
    checked = done("check")
    after = flags()
    for article in articles:
        check_revision(latest(article), at=LATER)
    assert flags() == after != before
    assert 0 < checked < len(articles) / 2


def latest(article: Article) -> Revision:
    return Revision.objects.select_related("article__channel").get(article=article)
