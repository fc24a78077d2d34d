"""What lists of the admin have in common: nothing is changed there but by the desk's functions, channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.permissions import channels_of, visible

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[models.Model]
else:
    _Admin = admin.ModelAdmin


class ReadOnlyAdmin(_Admin):
    """Shows; the desk's own functions change, so that every change has its event."""

    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OfChannelsAdmin(ReadOnlyAdmin):
    """Rows of the channels that a person works on; others are not found."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        return visible(super().get_queryset(request), request.user)


class ChannelFilter(admin.SimpleListFilter):
    """By one of the channels that the person works on, in one query."""

    title = _("channel")
    parameter_name = "channel"
    field = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(channel.pk), str(channel)) for channel in channels_of(request.user)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(**{self.field: value}) if value.isdecimal() else queryset.none()


