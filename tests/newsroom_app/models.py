"""A host's own models, as tests of the hooks need them: nothing in them knows this product."""

from __future__ import annotations

from django.db import models


class Agency(models.Model):
    """Where a story comes from."""

    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """A story with a status of its own."""

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    author = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=20, default="draft", choices=[(n, n) for n in ("draft", "published", "killed")])
    pub_date = models.DateTimeField(null=True, blank=True)
    modified = models.DateTimeField(auto_now=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.SET_NULL)
    version = models.PositiveIntegerField(default=1)
    country = models.CharField(max_length=20, default="RU")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/stories/{self.pk}/"


class Bulletin(models.Model):
    """A text with nothing but a date: live from that day."""

    heading = models.CharField(max_length=200)
    content = models.TextField()
    day = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.heading


class Flash(Story):
    """A story of a further table."""

    urgency = models.PositiveIntegerField(default=1)


class ShortStory(Story):
    """The same rows under another name."""

    class Meta:
        proxy = True


class Memo(models.Model):
    """Nothing is hooked here."""

    text = models.TextField()

    def __str__(self) -> str:
        return self.text
