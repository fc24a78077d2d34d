"""What the newsroom publishes. Nothing in here knows of required notices."""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class Article(models.Model):
    """A story as the newsroom's own system holds it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        KILLED = "killed", "killed"

    class Format(models.TextChoices):
        HTML = "html", "HTML"
        MARKDOWN = "markdown", "Markdown"
        TEXT = "text", "plain text"

    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=100, unique=True)
    text = models.TextField()
    text_format = models.CharField(max_length=10, choices=Format.choices, default=Format.TEXT)
    author = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=200, blank=True, help_text="Where the story comes from; empty: our own.")
    origin = models.URLField(max_length=2000, blank=True, help_text="The address of the original.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True, help_text="The update that readers are told of.")

    class Meta:
        ordering = ("-published_at", "-id")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=(self.slug,))
