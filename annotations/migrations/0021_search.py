"""Words of flags and articles are found by an index, on PostgreSQL; built beside the work that goes on."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

INDEXES = {
    "annotations_flag_words": (
        "annotations_flag",
        "to_tsvector('simple', left(message, 5000) || ' ' || subject || ' '"
        " || left(coalesce(finding #>> '{evidence,0,exact}', ''), 1000))",
    ),
    "annotations_article_words": ("annotations_article", "to_tsvector('simple', headline || ' ' || external_id || ' ' || url)"),
}


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name, (table, words) in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {table} USING gin (({words}))")


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("annotations", "0020_review_queue")]
    operations = [migrations.RunPython(build, drop)]
