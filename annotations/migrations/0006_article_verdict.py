import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0005_scheduled_policy'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='status_revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annotations.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='verdict',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annotations.check'),
        ),
    ]
