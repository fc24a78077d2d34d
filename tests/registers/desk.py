"""A desk for tests of registers: files of entities, stored articles, the day on which all of it happens."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from annotations.engine.article import Article as Sent
from annotations.engine.word_set import word_set
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.revision import Revision
from annotations.registers.importing import Imported, import_register
from annotations.registers.jsonl import RegisterFile, read_register
from tests.engine.newsroom import story

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)

_FIRST = ("Северный", "Южный", "Тихий", "Каменный", "Озёрный", "Горный", "Лесной", "Степной")
_SECOND = ("пакт", "отряд", "легион", "рубеж", "караван", "заслон", "причал", "курган")
NAMES = [f"{first} {second}" for first in _FIRST for second in _SECOND]
FILLER = "Вчера в городе прошло собрание жителей, говорили о дорогах и о погоде."


def entity(key: str, *names: str, ended_on: str | None = None, status: str = "terrorist", **more: Any) -> dict[str, Any]:
    """An organisation designated in Russia since 2016."""
    row = {
        "register": "ru.fsb", "jurisdiction": "RU", "status": status, "in_force_on": "2016-06-02", "ended_on": ended_on,
    }
    listed = [{"value": name, "lang": "ru"} for name in names]
    return {"id": key, "schema": "Organization", "names": listed, "designations": [row], **more}


def register_file(folder: Path, rows: Iterable[dict[str, Any]], name: str = "ru.jsonl") -> RegisterFile:
    path = folder / name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return read_register(str(path))


def taken_over(folder: Path, rows: Iterable[dict[str, Any]], name: str = "ru", **options: Any) -> Imported:
    """The rows as the live snapshot of the register ``name``."""
    return import_register(name, register_file(folder, rows, f"{name}.jsonl"), **({"at": AT} | options))


def stored(*articles: Sent) -> list[Article]:
    """Each article with its only revision, in one channel."""
    channel, _ = Channel.objects.get_or_create(name="desk")
    return [_stored(channel, sent) for sent in articles]


def _stored(channel: Channel, sent: Sent) -> Article:
    article = Article.objects.create(channel=channel, external_id=sent.id)
    article.latest = Revision.objects.create(
        article=article, sequence=1, digest=sent.digest, payload=sent.model_dump(mode="json", exclude_unset=True),
        word_hashes=word_set(sent), origin="command",
    )
    article.save()
    return article


def revisions(count: int, seed: int) -> list[Sent]:
    """Articles of which some name somebody, in the nominative or with the words of two names mixed."""
    chance = random.Random(seed)
    return [story(_text(chance), id=f"a{number}") for number in range(count)]


def _text(chance: random.Random) -> str:
    name = chance.choice(NAMES)
    said = chance.choice(["", "", f"Говорили и про {name}.", f"«{name.upper()}» молчит.", f"{name} сообщил о себе."])
    return f"{FILLER} {said} {FILLER}"
