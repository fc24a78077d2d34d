"""Every hostile string in every place where people's words are shown: it is shown, and is nothing but words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from annotations import events
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.decision import Decision
from annotations.models.flag import Flag
from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.models.revision import Revision
from annotations.models.waiver import Waiver
from annotations.sanitizing import TooComplex, sanitize
from tests.review.markup import forbidden
from tests.review.payloads import payloads

pytestmark = pytest.mark.django_db
ENGINES = ("bleach", "nh3")
ADMIN = "/admin/annotations/"
AT_ONCE = 50


def test_what_is_cleaned_holds_nothing_that_is_off_the_list_and_comes_to_rest(settings: Any) -> None:
    for engine in ENGINES:
        settings.ANNOTATIONS = {"SANITIZER": engine}
        for text in payloads():
            try:
                clean = sanitize(text)
            except TooComplex:
                continue
            assert (text, forbidden(f"<main>{clean}</main>")) == (text, [])
            assert (text, sanitize(clean)) == (text, clean)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "markup", ["<b>" * 100_000, "<p " * 50_000, "&" * 1_000_000, "<!--" * 100_000, "<div>" * 20_000, "<a href='" * 100_000]
)
def test_markup_that_would_keep_the_machine_busy_is_not_cleaned(engine: str, markup: str, settings: Any) -> None:
    settings.ANNOTATIONS = {"SANITIZER": engine}
    with pytest.raises(TooComplex):
        sanitize(markup)


@pytest.mark.parametrize("address", ["javascript:123", "java\tscript:alert(1)", "JAVASCRIPT&colon;alert(1)", "data:text/html,x", "vbscript:x"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_link_leads_to_no_odd_scheme(engine: str, address: str, settings: Any) -> None:
    settings.ANNOTATIONS = {"SANITIZER": engine}
    assert "href" not in sanitize(f'<a href="{address}">x</a>')
    assert 'href="https://example.org/"' in sanitize('<a href="https://example.org/">x</a>')


def test_no_page_holds_anything_but_words(admin_client: Client) -> None:
    channel = Channel.objects.create(name="wire")
    texts = payloads(few=True)
    for start in range(0, len(texts), AT_ONCE):
        batch = texts[start : start + AT_ONCE]
        flags = hostile(channel, batch, start)
        for path, sent in pages(flags, batch):
            answer = admin_client.post(path, sent) if sent else admin_client.get(path)
            assert answer.status_code == 200, path
            assert (path, forbidden(answer.content.decode())) == (path, [])
        Flag.objects.filter(state="open").update(state="waived", reason="waived")


def pages(flags: Sequence[Flag], batch: Sequence[str]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Every page on which the batch is shown: the address, and what is sent to it."""
    flag, article = flags[0], flags[0].article_id
    yield f"{ADMIN}flag/?view=open", None
    yield f"{ADMIN}flag/{flag.pk}/change/", None
    for name in ("dismiss", "waive", "assign", "comment", "claim"):
        yield f"{ADMIN}flag/{flag.pk}/{name}/", None
    yield f"{ADMIN}flag/{flag.pk}/dismiss/", {"reason": "", "note": batch[0], "scope": batch[-1], "version": batch[0]}
    yield f"{ADMIN}flag/bulk/", {"deed": "claim", "flag": [f"{row.pk}:{row.version}" for row in flags], "query": f"q={batch[0]}"}
    yield f"{ADMIN}article/{article}/change/", None
    yield f"{ADMIN}article/{article}/compare/?from=1&to=2", None
    yield f"{ADMIN}article/{article}/layout/", None
    for name in ("article", "event", "register", "channel"):
        yield f"{ADMIN}{name}/", None


def hostile(channel: Channel, batch: Sequence[str], number: int) -> list[Flag]:
    """An article with the batch in its text, headline and byline, and flags, comments, events, a waiver and an entity
    with it in theirs."""
    article = Article.objects.create(
        channel=channel, external_id=f"h{number}", headline=batch[0][:500], url=batch[0][:2000], status="live"
    )
    texts = [{"id": "h", "headline": batch[-1], "byline": batch[0], "body": {"format": kind, "value": "\n\n".join(batch)}}
             for kind in ("text", "html")]
    revisions = [
        Revision.objects.create(article=article, sequence=place, digest=f"d{number}.{place}", payload=text, origin="hook")
        for place, text in enumerate(texts, start=1)
    ]
    article.latest = revisions[-1]
    article.save()
    register = known(batch, number)
    pieces = [{"field": "body", "start": 0, "end": 1, "exact": text[:500], "prefix": text[:40], "suffix": text[:40]} for text in batch]
    fixes = [{"safe": False, "title": text, "edits": [{"field": "body", "start": 0, "end": 0, "text": text}]} for text in batch[:10]]
    flags = [
        Flag.objects.create(
            article=article, key=f"{number}.{place}", rule=text[:200], family=text[:40], subject=register if not place else text[:300],
            outcome="missing", level="warning", message=text, opened_at=timezone.now(), first_revision=revisions[0],
            last_revision=revisions[-1], finding={"help": text, "basis": text, "evidence": pieces, "fixes": fixes},
        )
        for place, text in enumerate(batch)
    ]  # fmt: skip
    for text in batch:
        Decision.objects.create(flag=flags[0], kind="comment", note=text)
        with transaction.atomic():
            events.record(text[:40], channel=channel, article=article, flag=flags[0], data={"note": text, "because": text}, at=timezone.now())
    Waiver.objects.create(flag=flags[0], state="requested", reason=batch[-1], until=timezone.now())
    return flags


def known(batch: Sequence[str], number: int) -> str:
    """An entity of a live register whose names and designations are the batch; its id."""
    register = Register.objects.create(name=f"r{number}", title=batch[0][:200], publisher=batch[-1][:200])
    rows = [{"register": text, "jurisdiction": "RU", "status": text, "end_reason": text, "source": text} for text in batch]
    entity = {"id": f"e{number}", "schema": "Organization", "names": [{"value": batch[0]}], "designations": rows}
    version = EntityVersion.objects.create(entity=f"e{number}", digest=f"e{number}", payload=entity)
    register.live = Snapshot.objects.create(register=register, digest=batch[0][:80], state="live", retrieved_at=timezone.now())
    SnapshotEntry.objects.create(snapshot=register.live, version=version)
    register.save()
    return f"e{number}"
