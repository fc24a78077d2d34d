"""How long a change of a register takes, and whether only the right articles are checked again.

    python -m benchmarks.register_change --database postgresql://USER@HOST:PORT [--revisions 100000] [--compared 20000]

Makes a database of its own on that server and drops it at the end. Stores articles made from a seed, imports a register
of 2,000 organisations, then the same with ten names added (five new organisations, five further names of known ones)
and two designations ended. The articles said to be affected are checked again; as many as ``--compared`` are all
checked before and after, and their findings must be those of the short way.

What an import has checked again is queued for a worker, of which there is none: the parts are timed one by one. With
``--inline`` the import itself checks, first all that is stored, then what the change concerns; an hour or so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NAME = f"annotations_benchmark_{os.environ.setdefault('ANNOTATIONS_BENCHMARK', str(os.getpid()))}"
"""Of the database; processes that a measurement starts find it by their environment."""
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ENTITIES = 2000
_AT_ONCE = 2000


def main() -> None:
    options = _options()
    with database(options.database):
        _measure(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, metavar="URL", help="a PostgreSQL server")
    parser.add_argument("--revisions", type=int, default=100_000)
    parser.add_argument("--compared", type=int, default=20_000, help="articles that are all checked before and after")
    parser.add_argument("--words", type=int, default=150, help="in an article")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inline", action="store_true", help="imports check by themselves what they concern")
    return parser.parse_args()


@contextmanager
def database(url: str) -> Iterator[None]:
    """A database with the app's tables, for as long as the block lasts."""
    import psycopg

    server = psycopg.connect(f"{url.rstrip('/')}/postgres", autocommit=True)
    server.execute(f"DROP DATABASE IF EXISTS {NAME}")
    server.execute(f"CREATE DATABASE {NAME}")
    try:
        connected(url)
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield
    finally:
        from django.db import connections

        connections.close_all()
        server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
        server.close()


def connected(url: str) -> None:
    """Starts Django on the database that ``database`` has made on the server ``url``."""
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    parts = urlsplit(url)
    settings.DATABASES = {"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": NAME, "USER": parts.username or "", "HOST": parts.hostname,
        "PASSWORD": parts.password or "", "PORT": parts.port or "",
    }}
    django.setup()


class Newsroom:
    """Words, organisations and articles, all from one seed."""

    def __init__(self, seed: int, words: int) -> None:
        self.chance, self.length = random.Random(seed), words
        self.vocabulary = sorted({self._word() for _ in range(20_000)})
        self.weights = [1 / (rank + 10) for rank in range(len(self.vocabulary))]
        self.chance.shuffle(self.vocabulary)
        self.names = list(dict.fromkeys(self._name() for _ in range(ENTITIES + 100)))[: ENTITIES + 10]

    def _word(self) -> str:
        syllables = ["ба", "во", "ги", "ду", "же", "зо", "ка", "ле", "мо", "ни", "по", "ру", "са", "то", "фи", "ша"]
        stem = "".join(self.chance.choices(syllables, k=self.chance.randint(2, 4)))
        return stem + self.chance.choice(["", "н", "т", "к", "р"])

    def _name(self) -> str:
        stem, ending = self._word().rstrip("аеёиоуы"), self.chance.choice(["ский", "ный", "овый"])
        return f"{(stem + ending).capitalize()} {self.chance.choice(['союз', 'отряд', 'фронт', 'легион', 'комитет'])}"

    def article(self, number: int) -> dict[str, Any]:
        """One in three names somebody, some with a notice, some with the words of the name apart."""
        words = self.chance.choices(self.vocabulary, self.weights, k=self.length)
        sentences = [" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, len(words), 12)]
        for _ in range(self.chance.choice([0, 0, 0, 0, 1, 2])):
            sentences.insert(self.chance.randrange(len(sentences)), self._naming())
        return {
            "id": f"a{number}", "language": "ru", "jurisdictions": ["RU"], "published": "2024-03-01",
            "headline": sentences[0][:60], "body": {"format": "text", "value": "\n\n".join(sentences)},
        }

    def _naming(self) -> str:
        name = self.names[min(int(self.chance.expovariate(1 / 400)), len(self.names) - 1)]
        if self.chance.random() < 0.1:
            name = self.chance.choice(self.names[-10:])
        notice = " (признан террористическим и запрещён в России)" if self.chance.random() < 0.3 else ""
        first, second = name.split()
        said = [f"{name}{notice} собрал людей.", f"«{name}»{notice} молчит.", f"Так решил {name}{notice}."]
        return self.chance.choice([*said, f"{first} ветер принёс дождь, а {second} ушёл."])

    def register(self, *, changed: bool) -> list[dict[str, Any]]:
        """The organisations; ``changed``: five new ones, five with one more name, two whose designation has ended."""
        rows = [organisation(f"e{number}", [name]) for number, name in enumerate(self.names[:ENTITIES])]
        if changed:
            new = self.names[ENTITIES:]
            for number in (3, 40):
                rows[number] = organisation(f"e{number}", [self.names[number]], ended_on="2023-01-01")
            for number, name in zip(range(100, 105), new[:5], strict=True):
                rows[number] = organisation(f"e{number}", [self.names[number], name])
            rows += [organisation(f"n{number}", [name]) for number, name in enumerate(new[5:])]
        return rows


def organisation(key: str, names: Sequence[str], ended_on: str | None = None) -> dict[str, Any]:
    row = {
        "register": "ru.fsb", "jurisdiction": "RU", "status": "terrorist", "in_force_on": "2016-06-02",
        "ended_on": ended_on,
    }
    kinds = ["primary", *["alias"] * (len(names) - 1)]
    listed = [{"value": name, "lang": "ru", "kind": kind} for name, kind in zip(names, kinds, strict=True)]
    return {"id": key, "schema": "Organization", "names": listed, "designations": [row]}


def _measure(options: argparse.Namespace) -> None:
    from django.conf import settings

    from annotations.registers.affected import affected_by_change
    from annotations.registers.live import current_reference

    settings.ANNOTATIONS = {**settings.ANNOTATIONS, "BACKEND": "inline" if options.inline else "worker"}
    newsroom = Newsroom(options.seed, options.words)
    with _timed(f"{options.revisions} revisions of {options.words} words stored"):
        _store(newsroom, options.revisions)
    with _timed(f"register of {ENTITIES} imported"):
        old = _imported(newsroom.register(changed=False), AT)
    with _timed("its names compiled"):
        reference = current_reference(["ru"])
    with _timed(f"{options.compared} articles checked before the change"):
        before = _findings(reference, _first(options.compared))
    with _timed("changed register imported"):
        new = _imported(newsroom.register(changed=True), AT + timedelta(hours=1))
    reference = current_reference(["ru"])
    with _timed("affected articles found"):
        affected = affected_by_change(new.register, old.pk, new.pk)
    with _timed(f"{len(affected)} affected articles of {options.revisions} checked again"):
        again = _findings(reference, affected)
    with _timed(f"{options.compared} articles checked again, all of them"):
        after = _findings(reference, _first(options.compared))
    _compare(before, again, after)


def _compare(before: dict[int, str], again: dict[int, str], after: dict[int, str]) -> None:
    short = before | {key: found for key, found in again.items() if key in before}
    wrong = [key for key in after if short[key] != after[key]]
    changed = [key for key in after if before[key] != after[key]]
    in_vain = [key for key in again if key in after and before[key] == after[key]]
    print(f"of {len(after)} compared: {len(changed)} changed, {len(in_vain)} checked again in vain, {len(wrong)} wrong")
    if wrong:
        raise SystemExit(1)


def _store(newsroom: Newsroom, count: int) -> None:
    from annotations.engine.article import Article as Sent
    from annotations.engine.word_set import word_set
    from annotations.models.article import Article
    from annotations.models.channel import Channel
    from annotations.models.revision import Revision

    channel = Channel.objects.create(name="desk")
    for start in range(0, count, _AT_ONCE):
        sent = [Sent.model_validate(newsroom.article(number)) for number in range(start, min(start + _AT_ONCE, count))]
        articles = Article.objects.bulk_create(Article(channel=channel, external_id=row.id) for row in sent)
        revisions = Revision.objects.bulk_create(
            Revision(
                article=article, sequence=1, digest=row.digest, origin="command", word_hashes=word_set(row),
                payload=row.model_dump(mode="json", exclude_unset=True),
            )
            for article, row in zip(articles, sent, strict=True)
        )
        for article, revision in zip(articles, revisions, strict=True):
            article.latest = revision
        Article.objects.bulk_update(articles, ["latest"])


def _imported(rows: Sequence[dict[str, Any]], at: datetime) -> Any:
    from annotations.registers.importing import import_register
    from annotations.registers.jsonl import read_register

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ru.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        return import_register("ru", read_register(str(path)), at=at).snapshot


def _first(count: int) -> list[int]:
    from annotations.models.article import Article

    return list(Article.objects.order_by("pk").values_list("pk", flat=True)[:count])


def _findings(reference: Any, keys: Sequence[int]) -> dict[int, str]:
    """For each article its verdict: everything that the report says but for the snapshots it was made by."""
    from dataclasses import replace

    from annotations.engine.article import Article as Sent
    from annotations.engine.check import check
    from annotations.engine.dates import Moment
    from annotations.models.article import Article

    found: dict[int, str] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = Article.objects.filter(pk__in=keys[start : start + _AT_ONCE]).values_list("pk", "latest__payload")
        for key, payload in rows:
            report = check(Sent.model_validate(payload), reference, now=Moment(instant=AT), fixes=False)
            found[key] = repr(replace(report, registers=()))
    return found


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.2f} s", flush=True)


if __name__ == "__main__":
    main()
