"""The order of the queue, and what people are to be told about each other."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def order_what_is_open(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Flags that wait for people: as ``urgency_of`` has them; closed ones are ordered when they open again. All of them
    get the channel of their article."""
    flags = apps.get_model("annotations", "Flag").objects
    article = apps.get_model("annotations", "Article").objects.filter(pk=models.OuterRef("article"))
    flags.update(channel=models.Subquery(article.values("channel")[:1]))
    rows = flags.exclude(state="closed")
    rows.filter(level="error", article__status="live").update(urgency=0)
    rows.filter(level="error").exclude(article__status="live").update(urgency=1)
    rows.filter(level="warning", article__status="live").update(urgency=1)


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0010_snapshot_reading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('taken_over', 'your claim ran out, and somebody else has claimed it'), ('came_too_late', 'somebody wanted to decide about what you had just changed')], max_length=20, verbose_name='kind')),
                ('data', models.JSONField(default=dict, verbose_name='what')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told')),
            ],
            options={
                'verbose_name': 'message to a person',
                'verbose_name_plural': 'messages to people',
            },
        ),
        migrations.AddField(
            model_name='flag',
            name='urgency',
            field=models.PositiveSmallIntegerField(choices=[(0, 'now'), (1, 'today'), (2, 'later')], db_default=2, default=2, verbose_name='urgency'),
        ),
        migrations.AddField(
            model_name='flag',
            name='channel',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annotations.channel', verbose_name='channel'),
        ),
        migrations.RunPython(order_what_is_open, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('state', 'closed')), fields=['rule', '-closed_at'], name='annotations_flag_decided'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['urgency', 'opened_at', 'id'], include=('channel', 'assignee', 'claimed_at', 'waiting_on', 'level', 'reason'), name='annotations_flag_next'),
        ),
        migrations.AddField(
            model_name='told',
            name='flag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='annotations.flag'),
        ),
        migrations.AddField(
            model_name='told',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='told',
            index=models.Index(condition=models.Q(('told_at', None)), fields=['person', 'id'], name='annotations_told_next'),
        ),
    ]
