"""What a person wants to hear of, and when. Everybody sees and changes their own."""

from __future__ import annotations

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from annotations.delivery.address import CallbackRefused
from annotations.models.channel import Channel
from annotations.models.subscription import Subscription
from annotations.notify.subscribing import NotSubscribed, Wish, by_email, by_webhook, stop
from annotations.permissions import channels_of
from annotations.review.pages import Page, page_context
from annotations.review.person import person

LANGUAGES = ("en", "ru")


class _Unreadable(ValueError):
    """A field of the form that cannot be read."""


@never_cache
def notifications(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What is subscribed, and a form for another."""
    who = person(request)
    mine = Subscription.objects.filter(user=who).select_related("channel", "callback")
    context = page_context(
        request, site, title=_("Notifications"), channels=channels_of(who), form=_form(request),
        rows=mine.order_by("channel__name", "via"),
        may_webhook=who.has_perm("annotations.add_callback"), languages=[("en", "English"), ("ru", "Русский")],
    )
    if request.method == "POST":
        try:
            said = _subscribed(request)
            context |= said
            if "secret" not in said:
                messages.success(request, _("It is kept."))
                return HttpResponseRedirect(reverse("admin:annotations_notifications"))
        except (NotSubscribed, CallbackRefused, _Unreadable) as error:
            context["error"] = str(error)
    status = 422 if "error" in context else 200
    return TemplateResponse(request, "annotations/review/notifications.html", context, status=status)


def stop_page(request: HttpRequest, site: AdminSite, subscription: int) -> HttpResponse:
    """Ends one of the person's own."""
    row = Subscription.objects.filter(pk=subscription, user=request.user.pk).select_related("channel").first()
    if row is None:
        raise Http404(_("There is nothing here."))
    stop(row, by=person(request), at=timezone.now())
    messages.success(request, _("You hear no more of it."))
    return HttpResponseRedirect(reverse("admin:annotations_notifications"))


def _subscribed(request: HttpRequest) -> dict[str, Any]:
    who, form, now = person(request), request.POST, timezone.now()
    key = form.get("channel", "")
    channel = Channel.objects.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
    if channel is None:
        raise _Unreadable(_("Choose a channel."))
    if form.get("via") != Subscription.Via.WEBHOOK:
        by_email(who, channel, _wish(request), at=now)
        return {}
    made, secret = by_webhook(who, channel, form.get("url", "").strip(), _wish(request), at=now)
    return {"secret": secret, "made": made}


def _wish(request: HttpRequest) -> Wish:
    form = request.POST
    zone = form.get("time_zone", "") or settings.TIME_ZONE
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        said = _("%(name)s is no time zone; write one such as Europe/Moscow.") % {"name": zone[:60]}
        raise _Unreadable(said) from None
    start, end = _time(form.get("quiet_from", "")), _time(form.get("quiet_until", ""))
    if (start is None) != (end is None):
        raise _Unreadable(_("Quiet hours have a beginning and an end, or neither."))
    language = form.get("language", "")
    return Wish(
        alerts="alerts" in form, digest="digest" in form, digest_at=_time(form.get("digest_at", "")) or time(8),
        quiet_from=start, quiet_until=end, time_zone=zone, language=language if language in LANGUAGES else "en",
    )


def _time(stated: str) -> time | None:
    if not stated.strip():
        return None
    try:
        found = parse_time(stated.strip())
    except ValueError:
        found = None
    if found is None:
        raise _Unreadable(_("%(time)s is no time of day; write 22:00.") % {"time": stated[:20]})
    return found


def _form(request: HttpRequest) -> dict[str, Any]:
    if request.method == "POST":
        return request.POST.dict()
    return {
        "via": "email", "alerts": "on", "digest": "on", "digest_at": "08:00", "quiet_from": "22:00",
        "quiet_until": "07:00", "time_zone": settings.TIME_ZONE, "language": (get_language() or "en")[:2],
    }


NOTIFICATION_PAGES = (
    Page("notifications", "notifications/", notifications, "view_flag", ("GET", "POST")),
    Page("notification_stop", "notifications/<int:subscription>/stop/", stop_page, "view_flag", ("POST",)),
)
