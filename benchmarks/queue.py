"""The review queue over a million flags on PostgreSQL: server time and queries of its pages, beside the stock list.

    python -m benchmarks.queue --database postgresql://USER@HOST:PORT/NAME [--flags 1000000] [--keep]

Makes the database with its rows (3 in 100 flags are open, three flags an article, two channels), asks each page seven
times as a person who works on one of the channels, and tells the middle. ``--keep`` leaves the database there, and uses
what is in it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

ARTICLES_PER_FLAG = 0.3
_PERCENT_OPEN = 3
_TRIES = 7
_MAKE = """
INSERT INTO annotations_article (channel_id, external_id, rendition, headline, url, status,
       language, section, source, unchecked, created_at, updated_at)
SELECT %(channel)s, 'b' || n, 'web', 'Headline of story ' || n || ' about talks ' || (n %% 977), '',
       CASE WHEN n %% 4 = 0 THEN 'live' ELSE 'draft' END,
       CASE WHEN n %% 20 = 0 THEN 'ru' ELSE 'en' END,
       CASE WHEN n %% 10 = 0 THEN 'Sport' ELSE 'Section ' || n %% 30 END,
       CASE WHEN n %% 300 = 0 THEN 'meridian' WHEN n %% 3 = 0 THEN 'agency-' || n %% 40 ELSE '' END,
       '', now(), now() FROM generate_series(1, %(articles)s) n;
INSERT INTO annotations_revision (article_id, sequence, digest, payload, word_hashes, origin, received_at)
SELECT id, 1, 'sha256:' || id, jsonb_build_object('id', external_id, 'language', language, 'section', section, 'body',
       jsonb_build_object('format', 'text', 'value', repeat('Envoys came to the capital for talks. ', 60))),
       '', 'webhook', now()
FROM annotations_article WHERE channel_id = %(channel)s;
UPDATE annotations_article a SET latest_id = r.id FROM annotations_revision r WHERE r.article_id = a.id;
INSERT INTO annotations_flag (article_id, channel_id, language, section, source,
       key, rule, rule_version, family, subject, slot, outcome, level,
       confidence,
       message, finding, subject_digest, found, state, reason, reopened_because, urgency, waiting_on, manual, version,
       opened_at, closed_at,
       first_revision_id, last_revision_id)
SELECT a.id, a.channel_id, a.language, a.section, a.source,
       'k' || a.id || '.' || n, 'ru.rule.' || (n %% 40), 1, 'designation',
       'subject-' || (n %% 5000), '',
       'missing', v.level, 0.99,
       'Subject ' || (n %% 5000) || ' is named, and nothing a reader can see says that it is banned.',
       jsonb_build_object('help', repeat('What to do. ', 10), 'evidence', jsonb_build_array(jsonb_build_object(
           'field', 'body', 'start', 0,
           'end', 6, 'exact', 'Envoys', 'prefix', '', 'suffix', ' came to the capital for talks. '))),
       '', true, CASE WHEN v.open THEN 'open' ELSE 'closed' END, CASE WHEN v.open THEN 'new' ELSE 'fixed' END, '',
       CASE WHEN v.level = 'error' THEN CASE WHEN a.status = 'live' THEN 0 ELSE 1 END
            WHEN v.level = 'warning' AND a.status = 'live' THEN 1 ELSE 2 END,
       CASE WHEN n %% 50 = 0 THEN 'legal' ELSE '' END, false, 1, now() - (n %% 100000) * interval '7 minutes',
       CASE WHEN v.open THEN NULL ELSE now() - (n %% 90000) * interval '5 minutes' END, a.latest_id, a.latest_id
FROM generate_series(1, %(flags)s::bigint) n
CROSS JOIN LATERAL (SELECT (n * 7919 %% 100) < %(percent)s AS open,
                           (ARRAY['error', 'warning', 'note', 'warning'])[1 + (n / 100 * 31 %% 4)] AS level) v
JOIN annotations_article a ON a.channel_id = %(channel)s AND a.external_id = 'b' || (1 + n %% %(articles)s);
"""


def main() -> None:
    """Prints a line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, metavar="URL", help="on a PostgreSQL server; made when not there")
    parser.add_argument("--flags", type=int, default=1_000_000)
    parser.add_argument("--keep", action="store_true", help="leave the rows there, and use those that are there")
    options = parser.parse_args()
    made = _made(options.database)
    os.environ["DATABASE_URL"] = options.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    if made:
        _fill(options.flags)
    for line in _lines():
        print(line, flush=True)
    if not options.keep:
        _dropped(options.database)


def _server(url: str) -> Any:
    import psycopg

    return psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True)


def _made(url: str) -> bool:
    """Whether the database was not there."""
    name = urlsplit(url).path.lstrip("/")
    with _server(url) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return False
        server.execute(f'CREATE DATABASE "{name}"')
    return True


def _dropped(url: str) -> None:
    from django.db import connections

    connections.close_all()
    with _server(url) as server:
        server.execute(f'DROP DATABASE "{urlsplit(url).path.lstrip("/")}"')


def _fill(flags: int) -> None:
    from django.contrib.auth.models import Permission, User
    from django.core.management import call_command
    from django.db import connection

    from annotations.models.channel import Channel
    from annotations.models.member import ChannelMember
    from annotations.models.source import SourceRecord

    call_command("migrate", verbosity=0)
    person = User.objects.create_user("member", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="annotations"))
    User.objects.create_superuser("root")
    SourceRecord.objects.create(name="meridian", payload={"id": "meridian", "name": "Meridian"})
    for name, share in (("wire", 0.7), ("radio", 0.3)):
        channel, count = Channel.objects.create(name=name), int(flags * share)
        if name == "wire":
            ChannelMember.objects.create(channel=channel, user=person)
        numbers = {
            "channel": channel.pk, "flags": count, "articles": int(count * ARTICLES_PER_FLAG), "percent": _PERCENT_OPEN,
        }  # fmt: skip
        with connection.cursor() as cursor:
            for statement in _MAKE.split(";\n"):
                if statement.strip():
                    cursor.execute(statement, numbers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _lines() -> Iterator[str]:
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.db import connection, reset_queries
    from django.test import Client, override_settings
    from django.urls import path
    from django.utils import timezone

    from annotations.models.flag import Flag
    from annotations.review.queue.following import next_flag

    print(f"{Flag.objects.count():,} flags, {Flag.objects.filter(state='open').count():,} of them open")
    person = User.objects.get(username="member")
    client, now = Client(SERVER_NAME="localhost"), timezone.now()
    client.force_login(person)
    flag = Flag.objects.filter(state="open", article__channel__name="wire").order_by("urgency", "opened_at", "id")[300]
    number = flag.pk
    for name, query in {
        "default queue": "", "published with open flags": "?view=live", "waiting on legal": "?view=legal",
        "all states": "?view=all", "page 40": "?view=open&p=40",
        "open, errors, published": "?view=open&level=error&live=yes",
        "open, in English": "?view=open&language=en", "open, in Russian": "?view=open&language=ru",
        "open, of one section": "?view=open&section=Sport", "open, of one source": "?view=open&source=meridian",
        "mine, of one section": "?section=Sport", "open, of no section": "?view=open&section=Nothing",
        "all states, in Russian": "?view=all&language=ru", "all states, of one section": "?view=all&section=Sport",
        "all states, of one source": "?view=all&source=meridian", "all states, no section": "?view=all&section=Nothing",
        "search for two words": "?view=open&q=subject-77+headline", "search for a number": f"?view=all&q=F-{number}",
        "search, all states": "?view=all&q=talks+977",
    }.items():
        yield _asked(client, name, f"/admin/annotations/flag/{query}")
    yield _asked(client, "a flag", f"/admin/annotations/flag/{number}/change/")
    yield _asked(client, "a flag, from the queue", f"/admin/annotations/flag/{number}/change/?in=view%3Dopen")
    yield _asked(client, "a flag, from all states", f"/admin/annotations/flag/{number}/change/?in=view%3Dall")
    yield _asked(client, "first page of the admin", "/admin/")
    yield _asked(client, "an article", f"/admin/annotations/article/{flag.article_id}/change/")
    took = middle(lambda: next_flag(person, after=flag, at=now))
    yield f"{'next flag':28} {took:7.1f} ms"
    with override_settings(DEBUG=True):
        reset_queries()
        next_flag(person, after=flag, at=now)
        yield f"{'':28} {len(connection.queries):4} query"
    stock = {
        "list_display": ("message", "level", "state", "article", "assignee", "opened_at"),
        "list_filter": ("state", "level"),
        "search_fields": ("message", "article__headline"),
    }  # fmt: skip
    site = admin.AdminSite()
    site.register(Flag, type("StockAdmin", (admin.ModelAdmin,), stock))
    root = Client(SERVER_NAME="localhost")
    root.force_login(User.objects.get(username="root"))
    with override_settings(ROOT_URLCONF=type("urls", (), {"urlpatterns": [path("admin/", site.urls)]})):
        asked = {"stock list": "", "stock list, open": "?state__exact=open", "stock search": "?q=headline"}
        for name, query in asked.items():
            yield _asked(root, name, f"/admin/annotations/flag/{query}")


def _asked(client: Any, name: str, path: str) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
        count = len(captured)
    assert answer.status_code == 200, (name, answer.status_code)
    took = middle(lambda: client.get(path))
    return f"{name:28} {took:7.1f} ms {count:4} queries"


def middle(work: Callable[[], Any]) -> float:
    """The middle of the times that ``work`` takes, in ms, after one that is not counted."""
    work()
    times = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
