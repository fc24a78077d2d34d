"""Which channels print notices, in Django's admin, beside the channels themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models

from annotations.contrib.wagtail.models import PrintedNotices

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[models.Model]
else:
    _Admin = admin.ModelAdmin


@admin.register(PrintedNotices)
class PrintedNoticesAdmin(_Admin):
    """One row a channel."""

    list_display: Any = ("channel", "is_on")
    list_select_related = ("channel",)
