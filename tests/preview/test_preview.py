"""A preview says what a real run then does, article by article, and leaves the database as it is."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.db import connection

from annotations.flags import decisions, waivers
from annotations.jobs.worker import Worker
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.register import Snapshot
from annotations.models.rule_stage import RuleStage
from annotations.preview.intended import Intended, change_of_rule, snapshot_live
from annotations.preview.measure import Preview, preview
from annotations.preview.sample import estimate
from annotations.registers.importing import import_register
from annotations.registers.lock import locked_transaction
from annotations.registers.publish import make_live
from annotations.rule_stages import changes
from annotations.rule_stages.applied import Placed
from tests.flags.desk import LEGION, OTHER_PACT, PACT, PACT_NOTICE, Desk
from tests.registers.desk import entity, register_file
from tests.rule_stages.wanted import RULE, subject

WHY = "Это название картины, а не организация."


@pytest.fixture
def desk(tmp_path: Path, db: None, settings: Any) -> Desk:
    """A desk with articles in every state that a change can meet."""
    settings.ANNOTATIONS = {"BACKEND": "worker"}
    desk = Desk(tmp_path).open()
    texts = [PACT, LEGION, f"{PACT}\n\n{LEGION}", f"{PACT}\n\n{PACT_NOTICE}", OTHER_PACT, "Погода без перемен."]
    for number, text in enumerate(texts * 2):
        desk.send(text, id=f"a{number + 1}", status="live" if number % 2 else None)
    anna = desk.person("anna")
    decisions.dismiss(desk.flag(external_id="a1"), by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    decisions.dismiss(desk.flag("legion", external_id="a2"), by=anna, reason="not_a_mention", note=WHY, at=desk.now)
    waiver = waivers.request(
        desk.flag(external_id="a3"), by=anna, reason=WHY, until=desk.now.replace(day=28), at=desk.now
    )
    waivers.approve(waiver, by=desk.person("bob"), at=desk.now)
    return desk


def checksum() -> str:
    """Of every row of every table of the app."""
    digest = hashlib.sha256()
    for model in sorted(apps.get_app_config("annotations").get_models(), key=lambda model: model.__name__):
        digest.update(serializers.serialize("json", model._default_manager.order_by("pk")).encode())
    return digest.hexdigest()


def foreseen(desk: Desk, intended: Intended, most: int = 500) -> Preview:
    before = checksum()
    found = preview(intended, channels=Channel.objects.all(), at=desk.now, most=most)
    assert checksum() == before
    return found


def counts(found: Preview) -> Counter[str]:
    return Counter(opened=len(found.opened), reopened=len(found.reopened), closed=len(found.closed))


def really(desk: Desk) -> Counter[str]:
    """What the jobs do once the change is made."""
    last = Event.objects.order_by("-id").values_list("pk", flat=True)[0]
    Worker(by="w", clock=lambda: desk.now, random=Random(1)).drain()
    names = {"opened": "opened", "reopened": "reopened", "fixed": "closed", "obsolete": "closed"}
    kinds = Event.objects.filter(pk__gt=last, kind__in=names).values_list("kind", flat=True)
    return Counter(names[kind] for kind in kinds)


@pytest.mark.parametrize("stage", ["warn", "shadow", "draft"])
def test_a_rule_is_weakened_as_foreseen(desk: Desk, stage: str) -> None:
    found = foreseen(desk, change_of_rule(subject(), Placed(stage)))
    assert found.complete
    make_stage(desk, stage)
    assert +counts(found) == really(desk)
    back = foreseen(desk, change_of_rule(subject(), Placed("enforce")))
    assert [article.pk for article in back.to_block] == ([] if stage == "enforce" else blocked_when_live())
    make_stage(desk, "enforce")
    assert +counts(back) == really(desk)


def make_stage(desk: Desk, stage: str) -> None:
    asker, second = (User.objects.get_or_create(username=name, is_superuser=True)[0] for name in ("asker", "second"))
    change = changes.ask(subject(), Placed(stage), by=asker, reason=WHY, at=desk.later(minutes=1))
    if change.state == "requested":
        changes.approve(change, subject(), by=second, at=desk.now)


def blocked_when_live() -> list[int]:
    """Live articles with an obligation of the rule that nobody has set aside."""
    names = Article.objects.filter(status="live").exclude(verdict__decision="block").order_by("pk")
    return [row.pk for row in names if "pact" in _text(row) or "legion" in _text(row)]


def _text(article: Article) -> str:
    assert article.latest is not None
    text = article.latest.payload["body"]["value"]
    owed = []
    if "Северный пакт" in text and PACT_NOTICE not in text:
        owed.append("pact")
    if "Южный легион" in text and article.external_id != "a2":
        owed.append("legion")
    return " ".join(owed)


@pytest.mark.parametrize("rows", [
    [entity("pact", "Северный пакт", ended_on="2026-10-01"), entity("legion", "Южный легион")],
    [entity("pact", "Северный пакт")],
    [entity("pact", "Северный пакт"), entity("legion", "Южный легион"), entity("picture", "картину")],
])  # fmt: skip
def test_a_snapshot_does_what_was_foreseen(desk: Desk, tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    file = register_file(tmp_path, rows, "next.jsonl")
    staged = import_register("ru", file, at=desk.now, allow_shrink=100, apply=False).snapshot
    found = foreseen(desk, snapshot_live(staged))
    with locked_transaction():
        make_live(Snapshot.objects.get(pk=staged.pk), at=desk.later(minutes=1))
    assert +counts(found) == really(desk)
    assert sum(counts(found).values()) > 0


def test_a_sample_tells_between_which_numbers_the_whole_lies(desk: Desk) -> None:
    whole = foreseen(desk, change_of_rule(subject(), Placed("draft")))
    part = foreseen(desk, change_of_rule(subject(), Placed("draft")), most=6)
    assert (part.looked_at, part.of, part.complete) == (6, whole.of, False)
    closed = part.articles_closed
    assert closed.low <= whole.articles_closed.counted <= closed.high
    assert closed.low < closed.high
    assert not closed.exact
    assert whole.articles_closed.exact


def test_the_interval_is_never_narrower_than_what_was_seen() -> None:
    assert estimate(0, looked_at=20, of=1000).low == 0
    assert estimate(20, looked_at=20, of=1000).high == 1000
    assert estimate(3, looked_at=20, of=21).low == 3
    assert estimate(3, looked_at=20, of=21).high == 4


def test_nothing_is_written_and_no_query_but_reading_is_made(desk: Desk) -> None:
    with connection.execute_wrapper(only_reading):
        preview(change_of_rule(subject(), Placed("draft")), channels=Channel.objects.all(), at=desk.now)
    assert not RuleStage.objects.filter(rule=RULE).exists()


def only_reading(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.lstrip().upper().startswith("SELECT"), sql
    return execute(sql, params, many, context)
