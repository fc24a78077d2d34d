"""What the desk has in the admin."""

from django.contrib import admin

from annotations.review.article.admin import ArticleAdmin
from annotations.review.queue.admin import FlagAdmin

__all__ = ["ArticleAdmin", "FlagAdmin"]

if admin.site.index_template is None:
    # A project that has a first page of its own keeps it; {% waiting %} of annotations_review puts the same there.
    admin.site.index_template = "annotations/review/index.html"
