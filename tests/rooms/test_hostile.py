"""Every hostile string in the rooms: as a name in a register, a partner, a rule, a reason, a text that is tried."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotations.gate.overrides import override
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.models.rule_stage import RuleChange
from annotations.models.rule_version import RuleVersion
from annotations.models.source import SourceRecord
from tests.registers.desk import entity
from tests.review.desk import newsroom
from tests.review.markup import forbidden
from tests.review.payloads import payloads
from tests.rule_stages.wanted import RULE, text

ADMIN = "/admin/annotations"
AT_ONCE = 60
_OURS = re.compile(r"<(?:rect|line|desc|datalist)>|<(?:rect|line) (?:x|y|x1|x2|y1|y2|width|height)=|<svg (?:preserveaspectratio|preserveAspectRatio|focusable)=|<input (?:list|inputmode|accept)=|<textarea spellcheck=")
"""What charts and forms of the rooms have beyond what the desk's other pages hold."""


def strange(html: str) -> list[str]:
    return [row for row in forbidden(html) if not _OURS.match(row)]


@pytest.mark.django_db
def test_no_page_of_the_rooms_holds_anything_but_words(admin_client: Client, admin_user: Any) -> None:
    made = newsroom()
    article = made.send("Envoys of the Northern Pact came to the capital.", "a1", language="en", status="live")
    words = payloads(few=True)
    for start in range(0, len(words), AT_ONCE):
        batch = words[start : start + AT_ONCE]
        fill(batch, start, article, admin_user)
        for path, sent in pages(batch, article):
            answer = admin_client.post(path, sent) if sent is not None else admin_client.get(path)
            assert answer.status_code in (200, 422), path
            assert (path, strange(answer.content.decode())) == (path, [])


def fill(batch: Sequence[str], number: int, article: Article, admin: Any) -> None:
    """The batch wherever the rooms show what others have written."""
    now = timezone.now()
    register, _ = Register.objects.get_or_create(name="hostile")
    row = entity("x", *[word[:400] for word in batch])
    snapshots = [
        Snapshot.objects.create(register=register, digest=f"{number}.{place}", retrieved_at=now, created_by=admin)
        for place in range(2)
    ]
    row["names"] = [{"value": word, "lang": "en"} for word in batch]
    for place, snapshot in enumerate(snapshots):
        payload = {**row, "hosts": [batch[place]]}
        version = EntityVersion.objects.create(entity=batch[0][:300], digest=f"e{number}.{place}", payload=payload)
        SnapshotEntry.objects.create(snapshot=snapshot, version=version)
    register.title, register.publisher, register.live = batch[0][:200], batch[-1][:200], snapshots[0]
    register.save()
    SourceRecord.objects.create(name=f"s{number}", payload={"id": "s", "name": batch[0], "credit": list(batch), "phrases": list(batch), "hosts": list(batch)})
    RuleChange.objects.filter(state="requested").delete()
    RuleChange.objects.create(rule=RULE, before_stage="enforce", stage="warn", reason="\n".join(batch), requested_by=admin, requested_at=now)
    RuleVersion.objects.create(
        rule=RULE, number=number + 1, pack="ru", text=text() + "\n# " + " ".join(batch), digest=f"{number}", note=batch[0], created_at=now,
        cases_failed=[{"text": word, "expected": word, "found": [word]} for word in batch],
    )  # fmt: skip
    Flag.objects.update(message=" ".join(batch), subject=batch[0][:300])
    Article.objects.filter(pk=article.pk).update(headline=batch[0][:500], url=batch[0][:2000])
    override(Article.objects.select_related("channel", "latest").get(pk=article.pk), by=admin, reason="\n".join(batch))


def pages(batch: Sequence[str], article: Article) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Every page on which the batch is shown, and what is sent to it."""
    register, source = Register.objects.get(name="hostile"), SourceRecord.objects.latest("pk")
    waiting = Snapshot.objects.filter(register=register).latest("pk")
    said, many = "\n\n".join(batch), "\n".join(batch)
    newest = RuleVersion.objects.latest("number").number
    yield f"{ADMIN}/rulestage/", None
    yield f"{ADMIN}/rulestage/rule/{RULE}/", None
    yield f"{ADMIN}/rulestage/rule/{RULE}/version/{newest}/", None
    yield f"{ADMIN}/rulestage/rule/{RULE}/edit/", {"text": many, "note": batch[0], "base": batch[0]}
    yield f"{ADMIN}/rulestage/new/", {"text": many, "note": batch[0], "pack": batch[0]}
    yield f"{ADMIN}/rulestage/rule/{RULE}/change/", {"stage": "draft", "reason": batch[0][:5], "sample": batch[0]}
    yield f"{ADMIN}/register/", None
    yield f"{ADMIN}/register/{register.pk}/page/", None
    yield f"{ADMIN}/register/{register.pk}/entities/", None
    yield f"{ADMIN}/register/import/", {"register": batch[0], "shrink": batch[-1]}
    yield f"{ADMIN}/register/snapshot/{waiting.pk}/?sample=100", None
    yield f"{ADMIN}/sourcerecord/", None
    yield f"{ADMIN}/sourcerecord/source/{source.pk}/", {"text": said, "url": "", "format": "html", "original_url": batch[0]}
    yield f"{ADMIN}/sourcerecord/source/{source.pk}/", {"url": batch[0], "text": ""}
    yield f"{ADMIN}/sourcerecord/source/{source.pk}/terms/", {"name": batch[0], "hosts": many, "valid_from": batch[0]}
    yield f"{ADMIN}/flag/dashboard/", None
    for form in ("text", "html", "markdown"):
        yield f"{ADMIN}/flag/sandbox/", {"text": said, "format": form, "headline": batch[0], "byline": batch[-1], "jurisdictions": "RU"}
    yield f"{ADMIN}/flag/sandbox/", {"text": said, "as_of": batch[0], "language": batch[-1], "jurisdictions": batch[0]}
    yield f"{ADMIN}/flag/notifications/", {"channel": batch[0], "time_zone": batch[0], "url": batch[-1], "digest_at": batch[0]}
    yield f"{ADMIN}/article/{article.pk}/proof/", None
    yield f"{ADMIN}/article/{article.pk}/override/", {"reason": batch[0][:5]}


@pytest.mark.django_db
def test_the_proof_as_json_is_json_whatever_is_in_it(admin_client: Client, admin_user: Any) -> None:
    article = newsroom().send("Envoys of the Northern Pact came.", "a1", language="en")
    for word in payloads(few=True)[:40]:
        Article.objects.filter(pk=article.pk).update(headline=word[:500])
        answer = admin_client.get(f"{ADMIN}/article/{article.pk}/proof.json")
        assert json.loads(answer.content)["article"]["headline"] == word[:500]
        assert answer["Content-Type"] == "application/json"
    assert Channel.objects.count() == 2
