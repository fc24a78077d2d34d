"""What the magazine publishes. Nothing in here knows of required notices."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Page, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.snippets.models import register_snippet

from project.magazine.blocks import ArticleBody


class HomePage(Page):
    """What readers see first."""

    max_count = 1


class ArticlePage(Page):
    """A story."""

    byline = models.CharField(max_length=200, blank=True)
    intro = RichTextField(blank=True)
    body = StreamField(ArticleBody(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("byline"), FieldPanel("intro"), FieldPanel("body")]  # noqa: RUF012
    parent_page_types = ["magazine.HomePage"]  # noqa: RUF012
    subpage_types: list[str] = []  # noqa: RUF012


@register_snippet
class Alert(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """Breaking news on top of every page."""

    headline = models.CharField(max_length=200)
    text = RichTextField()
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="alert")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id",
        related_query_name="alert", for_concrete_model=False,
    )

    panels = [FieldPanel("headline"), FieldPanel("text"), PublishingPanel()]  # noqa: RUF012

    def __str__(self) -> str:
        return self.headline

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "magazine/alert.html"
