"""The desk in Django's admin: read-only lists of what is stored, channel by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.localization.labels import label
from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.event import Event
from annotations.models.member import ChannelMember
from annotations.models.webhook_secret import WebhookSecret
from annotations.review.rows import ChannelFilter, OfChannelsAdmin

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[models.Model]
else:
    _Admin = admin.ModelAdmin


@admin.register(Channel)
class ChannelAdmin(OfChannelsAdmin):
    """Where articles come from."""

    list_display = ("name", "title", "adapter", "on_engine_failure", "is_active")
    search_fields = ("name", "title")


@admin.register(Event)
class EventAdmin(OfChannelsAdmin):
    """The audit trail, the newest first."""

    list_display = ("at", "happened", "actor_name", "channel", "article", "flag")
    list_filter = (ChannelFilter,)
    list_select_related = ("channel", "article__channel", "flag")
    search_fields = ("kind", "actor_name")
    ordering = ("-id",)

    @admin.display(description=_("what"), ordering="kind")
    def happened(self, event: Event) -> str:
        return label("event", event.kind)


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


@admin.register(WebhookSecret)
class WebhookSecretAdmin(OfChannelsAdmin):
    """Which secrets are live, without the secrets."""

    list_display = ("id", "channel", "scheme", "hint", "created_at", "valid_until")
    list_filter = ("scheme", ChannelFilter)
    list_select_related = ("channel",)
    exclude = ("sealed",)
    ordering = ("channel__name", "-created_at", "-id")


@admin.register(Delivery)
class DeliveryAdmin(OfChannelsAdmin):
    """What came in by webhook, the newest first."""

    list_display = ("received_at", "channel", "outcome", "webhook_id", "address", "secret")
    list_filter = ("outcome", ChannelFilter)
    list_select_related = ("channel", "secret")
    search_fields = ("webhook_id", "address")
    ordering = ("-received_at",)


# Below what it is built on.
from annotations.delivery import admin as _delivery_admin  # noqa: E402, F401
from annotations.review import admin as _review_admin  # noqa: E402, F401
from annotations.review.registers import admin as _registers_admin  # noqa: E402, F401
from annotations.review.rules import admin as _rules_admin  # noqa: E402, F401
from annotations.review.sources import admin as _sources_admin  # noqa: E402, F401
