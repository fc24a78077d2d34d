from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0009_api_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="reading",
            field=models.JSONField(default=dict, verbose_name="reading"),
        ),
    ]
