"""Language, section and source of an article become columns of it and of its flags; 0032 fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0030_rules_and_alerts'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='section'),
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='source'),
        ),
        migrations.AddField(
            model_name='flag',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=20, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='flag',
            name='section',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200, verbose_name='section'),
        ),
        migrations.AddField(
            model_name='flag',
            name='source',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200, verbose_name='source'),
        ),
    ]
