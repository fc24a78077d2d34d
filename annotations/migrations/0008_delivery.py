import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0007_webhook_intake'),
    ]

    operations = [
        migrations.CreateModel(
            name='Callback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2048, verbose_name='address')),
                ('events', models.JSONField(default=list, verbose_name='events')),
                ('secret', models.TextField(verbose_name='secret, sealed')),
                ('old_secret', models.TextField(blank=True, verbose_name='secret before it, sealed')),
                ('old_secret_until', models.DateTimeField(blank=True, null=True, verbose_name='signs with the one before until')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('disabled_because', models.CharField(blank=True, choices=[('gone', 'it answered 410 Gone'), ('failing', 'it failed for too long'), ('by_hand', 'switched off by a person')], max_length=10, verbose_name='disabled because')),
                ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='failing since')),
                ('wait_until', models.DateTimeField(blank=True, null=True, verbose_name='asked to wait until')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='annotations.channel', verbose_name='channel')),
            ],
            options={
                'verbose_name': 'callback',
                'verbose_name_plural': 'callbacks',
                'ordering': ('channel', 'url', 'id'),
                'permissions': (('redeliver_callback', 'Can send messages again'),),
            },
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('lane', models.CharField(max_length=200, verbose_name='about')),
                ('webhook_id', models.CharField(max_length=64, unique=True, verbose_name='webhook-id')),
                ('body', models.TextField(verbose_name='body')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of what it says')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('sending', 'being sent'), ('delivered', 'delivered'), ('superseded', 'replaced by a newer one'), ('dead', 'given up')], default='pending', max_length=10, verbose_name='state')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('next_at', models.DateTimeField(verbose_name='not before')),
                ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='claimed until')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annotations.article', verbose_name='article')),
                ('callback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='annotations.callback', verbose_name='callback')),
            ],
            options={
                'verbose_name': 'outgoing message',
                'verbose_name_plural': 'outgoing messages',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='HTTP status')),
                ('outcome', models.CharField(max_length=40, verbose_name='outcome')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='detail')),
                ('duration_ms', models.PositiveIntegerField(default=0, verbose_name='took, ms')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='annotations.outgoing', verbose_name='message')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(fields=('channel', 'url'), name='annotations_callback_once'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(fields=['callback', 'lane', '-id'], name='annotations_outgoing_lane'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('state__in', ('pending', 'sending'))), fields=['next_at'], name='annotations_outgoing_due'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(fields=['state', '-id'], name='annotations_outgoing_latest'),
        ),
        migrations.AddConstraint(
            model_name='outgoing',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'sending')), fields=('callback', 'lane'), name='annotations_outgoing_one_sending'),
        ),
        migrations.AddConstraint(
            model_name='outgoing',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('pending', 'sending', 'delivered', 'superseded', 'dead'))), name='annotations_outgoing_state'),
        ),
    ]
