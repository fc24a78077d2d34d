"""The commonest thing that arrives, the first text of an article, stored with one statement instead of ten.

Only on PostgreSQL, and only where nothing is known of the article: whatever else there is to look at is
``annotations.intake.receive``'s. The rows are those that it writes, the job that checks the revision among them; the
words that the text can be found by are left to that job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models, transaction

from annotations.engine.article import Article as ArticleValue
from annotations.flags.filing import file_by_text
from annotations.intake.receive import heading_of, revision_of
from annotations.jobs.checks import ARRIVED, waiting_check
from annotations.jobs.ticks import tell
from annotations.models.article import Article
from annotations.models.channel import Channel

_STATEMENT = """
    WITH ids AS MATERIALIZED (
        SELECT nextval(pg_get_serial_sequence('{article}', 'id')) AS article,
               nextval(pg_get_serial_sequence('{revision}', 'id')) AS revision
    ), stored_article AS (
        INSERT INTO {article} (id, latest_id, {article_columns})
        SELECT ids.article, ids.revision, {article_values} FROM ids
        ON CONFLICT (channel_id, external_id, rendition) DO NOTHING RETURNING id
    ), stored_revision AS (
        INSERT INTO {revision} (id, article_id, {revision_columns})
        SELECT ids.revision, stored_article.id, {revision_values} FROM ids, stored_article RETURNING id
    ), stored_job AS (
        INSERT INTO {job} (dedupe, payload, {job_columns})
        SELECT 'revision:' || id, jsonb_build_object('revision', id), {job_values} FROM stored_revision RETURNING id
    ), stored_beside AS (
        INSERT INTO {beside} (revision_id, {beside_columns}) SELECT id, {beside_values} FROM stored_revision
    )
    SELECT stored_revision.id, stored_job.id FROM stored_revision, stored_job
"""
_LONGEST_RENDITION = Article._meta.get_field("rendition").max_length or 0
_LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "article": ("id", "latest"),
    "revision": ("id", "article"),
    "job": ("id", "dedupe", "payload"),
    "beside": ("revision",),
}
"""Fields that the statement itself fills in."""


def receive_first(
    value: ArticleValue, *, channel: Channel, origin: str, at: datetime, beside: models.Model
) -> int | None:
    """Stores the first revision of an article and ``beside``, a row with a ``revision``, all or nothing.

    The key of the revision; ``None``, and nothing stored, when the article is known, the database is another one, or
    the rendition cannot be kept.

    Raises:
        IntegrityError: ``beside`` is there already; nothing is stored.
    """
    article = Article(channel=channel, external_id=value.id, rendition=value.rendition or "web")
    if connection.vendor != "postgresql" or len(article.rendition) > _LONGEST_RENDITION:
        return None
    article.headline, article.url = heading_of(value)
    file_by_text(article, value)
    revision = revision_of(value, article, origin)
    revision.sequence = 1
    rows = {"article": article, "revision": revision, "job": waiting_check(at=at, priority=ARRIVED), "beside": beside}
    values = [value for name, row in rows.items() for value in _values(row, _LEFT_OUT[name])]
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
        cursor.execute(_statement(*(type(row) for row in rows.values())), values)
        stored = cursor.fetchone()
    if stored is None:
        return None
    transaction.on_commit(lambda: tell([stored[1]], not_before=at), robust=True)
    return int(stored[0])


@lru_cache(maxsize=8)
def _statement(*kinds: type[models.Model]) -> str:
    """The statement for rows of these models, in the order of ``_LEFT_OUT``."""
    parts: dict[str, str] = {}
    for (name, left_out), kind in zip(_LEFT_OUT.items(), kinds, strict=True):
        fields = _fields(kind, left_out)
        parts[name] = kind._meta.db_table
        parts[f"{name}_columns"] = ", ".join(f'"{field.column}"' for field in fields)
        parts[f"{name}_values"] = ", ".join(["%s"] * len(fields))
    return _STATEMENT.format(**parts)


def _values(row: models.Model, left_out: tuple[str, ...]) -> list[Any]:
    fields = _fields(type(row), left_out)
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]


@lru_cache(maxsize=32)
def _fields(kind: type[models.Model], left_out: tuple[str, ...]) -> Sequence[models.Field[Any, Any]]:
    return [field for field in kind._meta.concrete_fields if field.name not in left_out]
