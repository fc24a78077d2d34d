"""Pages of a base model of one's own."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import AbstractPage


class OwnPage(AbstractPage):
    """What every page of the site has."""

    desk = models.CharField(max_length=100, blank=True)


class StoryPage(OwnPage):
    """A story."""

    body = StreamField([("paragraph", RichTextBlock())])

    content_panels = [*OwnPage.content_panels, FieldPanel("body")]  # noqa: RUF012
