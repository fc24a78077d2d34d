"""The newsroom's own admin: a blocked publish is told on the form."""

from django.contrib import admin
from django.db import models

from annotations.forms import AnnotatedAdminMixin
from project.newsroom.models import Article


@admin.register(Article)
class ArticleAdmin(AnnotatedAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Articles, the newest first."""

    list_display = ("title", "status", "agency", "published_at")
    list_filter = ("status",)
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}  # noqa: RUF012
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # noqa: RUF012
