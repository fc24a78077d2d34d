"""What a walk through the desk needs beside the articles: a webhook's article, a colleague, a snapshot that waits."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from annotations.adapters import adapter_for
from annotations.adapters.channels import channel_of
from annotations.delivery.signing import signed_headers
from annotations.models.article import Article as Stored
from annotations.models.channel import Channel
from annotations.models.member import ChannelMember
from annotations.models.register import Register, Snapshot
from annotations.models.subscription import Subscription
from annotations.notify.subscribing import Wish, by_email
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from annotations.webhooks import secrets
from annotations.webhooks.schemes.registry import SCHEMES
from project.newsroom.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User

COLLEAGUE = "lawyer"
"""The second person: brings the snapshot, hears of what goes out against the verdict."""
_WIRE = "wire"
_REGISTER = "samples"
_GONE = "pingwell"
_NEW = (("silver-bridge", "Серебряный мост", "Silver Bridge"), ("grey-harbour", "Серая гавань", "Grey Harbour"))
_SUSPENDED_ON = "2023-05-01"


def prepare(*, at: datetime) -> None:
    """Makes all of it; what is there already stays as it is."""
    _send_wire(at)
    colleague = _colleague()
    _subscribe(colleague, at)
    _bring_snapshot(colleague, at)


def _send_wire(at: datetime) -> None:
    """The agency's copy, signed as Standard Webhooks asks, through the very address that publishing systems use."""
    channel, _ = Channel.objects.get_or_create(
        name=_WIRE, defaults={"title": "Agency wire (webhook)", "jurisdictions": ["RU"]}
    )
    if Stored.objects.filter(channel=channel).exists():
        return
    plain = secrets.add(channel, "standard", at=at).plain
    text = (SAMPLES / "articles" / "agency.txt").read_text(encoding="utf-8")
    sent = {
        "id": "agency-wire", "revision": 1, "language": "en", "published": "2023-05-18T09:00:00Z",
        "headline": "Talks over Karsun pass have stalled", "body": {"format": "text", "value": text},
    }  # fmt: skip
    body = json.dumps({"type": "article.published", "timestamp": at.isoformat(), "data": sent}).encode()
    headers = signed_headers("msg_demo_1", body, at=at, keys=[SCHEMES["standard"].key_of(plain)])
    answer = Client(headers={"host": "localhost"}).post(
        reverse("annotations:hook", args=[_WIRE]), body, content_type="application/json", headers=headers
    )
    if answer.status_code != 202:
        raise RuntimeError(f"the webhook answered {answer.status_code}: {answer.content.decode()[:300]}")


def _colleague() -> User:
    users = get_user_model()
    found = users.objects.filter(**{users.USERNAME_FIELD: COLLEAGUE}).first()
    if found is None:
        found = users.objects.create_superuser(
            **{users.USERNAME_FIELD: COLLEAGUE}, email=f"{COLLEAGUE}@newsroom.example", password=None
        )
    return found


def _subscribe(user: User, at: datetime) -> None:
    adapter = adapter_for(Article)
    assert adapter is not None
    for channel in (channel_of(adapter), Channel.objects.get(name=_WIRE)):
        ChannelMember.objects.get_or_create(channel=channel, user=user)
        if not Subscription.objects.filter(user=user, channel=channel).exists():
            by_email(user, channel, Wish(), at=at)


def _bring_snapshot(user: User, at: datetime) -> None:
    """The register as it comes next: two more, one fewer, and a ban that was suspended earlier than was known."""
    register = Register.objects.get(name=_REGISTER)
    if Snapshot.objects.filter(register=register).count() > 1:
        return
    rows = [entity.row for entity in read_register(str(SAMPLES / "register.jsonl")).values if entity.id != _GONE]
    for row in rows:
        if row["id"] == "varkesh":
            row["designations"][0] |= {"suspended_on": _SUSPENDED_ON}
    rows += [_entity(*new) for new in _NEW]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        import_register(_REGISTER, read_register(str(path)), at=at, by=user, apply=False)


def _entity(key: str, russian: str, english: str) -> dict[str, Any]:
    names = [{"value": russian, "lang": "ru", "kind": "primary"}, {"value": english, "lang": "en", "kind": "primary"}]
    designation = {
        "register": "ru.minjust.extremist", "jurisdiction": "RU", "status": "extremist", "in_force_on": "2026-01-01",
    }
    return {"id": key, "schema": "Organization", "names": names, "designations": [designation]}
