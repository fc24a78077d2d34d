"""The desk in Django's admin: read-only lists of what is stored, channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from annotations.models.register import Register
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


class FlagChannelFilter(ChannelFilter):
    """The same for flags."""

    field = "article__channel"


@admin.register(Channel)
class ChannelAdmin(OfChannelsAdmin):
    """Where articles come from."""

    list_display = ("name", "title", "adapter", "on_engine_failure", "is_active")
    search_fields = ("name", "title")


@admin.register(Article)
class ArticleAdmin(OfChannelsAdmin):
    """Articles, those that changed last first."""

    list_display = ("__str__", "channel", "rendition", "status", "unchecked", "updated_at")
    list_filter = ("status", ChannelFilter)
    list_select_related = ("channel",)
    search_fields = ("headline", "external_id")
    ordering = ("-updated_at",)


@admin.register(Flag)
class FlagAdmin(OfChannelsAdmin):
    """Flags, the newest first."""

    list_display = ("message", "level", "state", "reason", "article", "waiting_on", "assignee", "opened_at")
    list_filter = ("state", "level", "family", FlagChannelFilter)
    list_select_related = ("article__channel", "assignee")
    search_fields = ("message", "subject", "rule", "article__headline")
    ordering = ("-opened_at", "-id")


@admin.register(Event)
class EventAdmin(OfChannelsAdmin):
    """The audit trail, the newest first."""

    list_display = ("at", "kind", "actor_name", "channel", "article", "flag")
    list_filter = (ChannelFilter,)
    list_select_related = ("channel", "article__channel", "flag")
    search_fields = ("kind", "actor_name")
    ordering = ("-id",)


@admin.register(Register)
class RegisterAdmin(ReadOnlyAdmin):
    """Registers and what of them is live."""

    list_display = ("name", "title", "publisher", "live", "max_age_hours")
    list_select_related = ("live",)
    search_fields = ("name", "title")


@admin.register(ChannelMember)
class ChannelMemberAdmin(_Admin):
    """Who works on which channel: for superusers, since membership opens a channel's articles."""

    list_display = ("channel", "user", "group")
    list_select_related = ("channel", "user", "group")
    raw_id_fields = ("user", "group")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)
