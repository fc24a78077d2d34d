"""The row of an article, made when it is not there yet, and locked: one statement, since every request waits for it."""

from __future__ import annotations

from functools import cache

from django.db import connection

from annotations.models.article import Article
from annotations.models.channel import Channel

_UPSERT = """
    INSERT INTO {table} ({columns}) VALUES ({places})
    ON CONFLICT (channel_id, external_id, rendition) DO UPDATE SET unchecked = {table}.unchecked
    RETURNING {all}
"""


def article_row(channel: Channel, external_id: str, rendition: str) -> Article:
    """The article's row as it stands once nobody else holds it; it is the caller's until the transaction ends.

    Where it is there already it is written as it is, which takes its lock on every database.
    """
    draft = Article(channel=channel, external_id=external_id, rendition=rendition)
    fields = [field for field in Article._meta.concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(field.pre_save(draft, add=True), connection) for field in fields]
    (found,) = Article.objects.raw(_statement(connection.vendor), values)
    found.channel = channel
    return found


@cache
def _statement(vendor: str) -> str:
    """Written by hand because Django's upsert does not return the row that was there."""
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in Article._meta.concrete_fields if not field.primary_key and field.column]
    key = quote(Article._meta.pk.column or "id")
    places = ", ".join(["%s"] * len(columns))
    return _UPSERT.format(
        table=quote(Article._meta.db_table), columns=", ".join(columns), places=places, all=", ".join([key, *columns])
    )
