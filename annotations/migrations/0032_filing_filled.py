"""Files the articles that there are, with their flags, by what their newest texts say; then the queue gets its indexes.

A portion at a time, each committed by itself, so that nobody waits long; a second run does the same again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.fields.json import KeyTextTransform, KeyTransform

PORTION = 1000
_COLUMNS = ("language", "section", "source")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    articles, flags = apps.get_model("annotations", "Article").objects, apps.get_model("annotations", "Flag").objects
    for rows in _portions(articles):
        filed: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for key, stated, detected, section, source in rows:
            language = (stated or detected or "").split("-")[0].lower()
            said: tuple[str, ...] = ("" if language == "und" else language[:20], (section or "")[:200], (source or "")[:200])
            filed[said].append(key)
        for said, keys in filed.items():
            columns = dict(zip(_COLUMNS, said, strict=True))
            if any(said):
                articles.filter(pk__in=keys).update(**columns)
                flags.filter(article__in=keys).update(**columns)


def _portions(articles: Any) -> Iterator[list[tuple[Any, ...]]]:
    said = (
        KeyTextTransform("language", "latest__payload"),
        KeyTextTransform("language", KeyTransform("article", "verdict__report")),
        KeyTextTransform("section", "latest__payload"),
        KeyTextTransform("id", KeyTransform("source", "latest__payload")),
    )
    last = 0
    while rows := list(articles.filter(pk__gt=last).order_by("pk").values_list("pk", *said)[:PORTION]):
        yield rows
        last = rows[-1][0]


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("annotations", "0031_filing")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['language', 'urgency', 'opened_at', 'id'], include=('channel', 'assignee', 'claimed_at', 'waiting_on', 'level', 'reason'), name='annotations_flag_by_language'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['section', 'urgency', 'opened_at', 'id'], include=('channel', 'assignee', 'claimed_at', 'waiting_on', 'level', 'reason'), name='annotations_flag_by_section'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['source', 'urgency', 'opened_at', 'id'], include=('channel', 'assignee', 'claimed_at', 'waiting_on', 'level', 'reason'), name='annotations_flag_by_source'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['language', 'channel'], name='annotations_flag_all_language'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['section', 'channel'], name='annotations_flag_all_section'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['source', 'channel'], name='annotations_flag_all_source'),
        ),
    ]
