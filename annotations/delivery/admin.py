"""Callbacks, and what was sent to them, in Django's admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from annotations.delivery import callbacks
from annotations.delivery.address import CODE, CallbackRefused
from annotations.delivery.redelivery import PERMISSION, RedeliveryRefused, redeliver, redeliver_all
from annotations.models.callback import Callback
from annotations.models.outgoing import Outgoing
from annotations.permissions import channels_of, may, visible
from annotations.review.rows import ChannelFilter, OfChannelsAdmin

if TYPE_CHECKING:
    _Form = forms.ModelForm[Callback]
else:
    _Form = forms.ModelForm

_ROTATE = "change_callback"


class MessageChannelFilter(ChannelFilter):
    """Messages of one channel."""

    field = "callback__channel"


class CallbackForm(_Form):
    """An address is judged before it is kept."""

    class Meta:
        model = Callback
        fields = ("channel", "url", "is_active")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if self.instance.pk and url == self.instance.url:
            return url
        channel = self.instance.channel_id or getattr(self.cleaned_data.get("channel"), "pk", None)
        try:
            href = callbacks.refuse_unless_allowed(url)
            if channel is not None:
                callbacks.refuse_twice(href, of=channel, but=self.instance.pk)
            return href
        except CallbackRefused as error:
            raise ValidationError(str(error), code=CODE) from None


@admin.register(Callback)
class CallbackAdmin(OfChannelsAdmin):
    """Where verdicts are told. Its secret is shown when it is made, and by nothing else."""

    form = CallbackForm  # type: ignore[assignment]
    change_form_template = "annotations/admin/callback.html"
    list_display = ("url", "channel", "is_active", "disabled_because", "failing_since")
    list_filter = ("is_active", ChannelFilter)
    list_select_related = ("channel",)
    search_fields = ("url",)
    readonly_fields = ("events", "disabled_because", "failing_since", "wait_until", "old_secret_until", "created_at")
    exclude = ("secret", "old_secret")

    def has_add_permission(self, request: HttpRequest) -> bool:  # type: ignore[override]
        return request.user.has_perm("annotations.add_callback")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = request.user.has_perm("annotations.change_callback")
        return allowed and (obj is None or may(request.user, _ROTATE, obj.channel))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "channel") if obj is not None else ("events",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "channel":
            kwargs["queryset"] = channels_of(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the desk's own functions, so that every change has its event."""
        now, user = timezone.now(), _person(request)
        if not change:
            made, request.annotations_secret = callbacks.open_callback(  # type: ignore[attr-defined]
                obj.channel, obj.url, at=now, by=user
            )
            obj.pk, obj._state.adding, obj.events = made.pk, False, made.events
            if not obj.is_active:
                callbacks.disable(obj.pk, Callback.Disabled.BY_HAND, at=now, by=user)
            return
        stored = Callback.objects.select_related("channel").get(pk=obj.pk)
        if stored.url != obj.url:
            callbacks.move(stored, obj.url, at=now, by=user)
        if stored.is_active and not obj.is_active:
            callbacks.disable(obj.pk, Callback.Disabled.BY_HAND, at=now, by=user)
        elif obj.is_active and not stored.is_active:
            callbacks.enable(stored, at=now, by=user)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """An address can become a bad one between the form and its saving."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except CallbackRefused as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._secret_page(request, obj, request.annotations_secret)  # type: ignore[attr-defined]

    def get_urls(self) -> list[URLPattern]:
        rotate = path("<int:pk>/rotate/", self.admin_site.admin_view(self.rotate), name="annotations_callback_rotate")
        return [rotate, *super().get_urls()]

    @method_decorator(require_POST)
    def rotate(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Makes another secret and shows it."""
        callback = get_object_or_404(visible(Callback.objects.select_related("channel"), request.user), pk=pk)
        if not may(request.user, _ROTATE, callback.channel):
            raise PermissionDenied
        secret = callbacks.rotate(callback, at=timezone.now(), by=_person(request))
        return self._secret_page(request, callback, secret)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        context["may_rotate"] = obj is not None and self.has_change_permission(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    @method_decorator(never_cache)
    def _secret_page(self, request: HttpRequest, callback: Any, secret: str) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": _t("The secret of the callback"), "callback": callback, "secret": secret,
        }
        return TemplateResponse(request, "annotations/admin/secret.html", context)


@admin.register(Outgoing)
class OutgoingAdmin(OfChannelsAdmin):
    """Messages to callbacks, the latest first; dead letters can be sent again."""

    change_form_template = "annotations/admin/outgoing.html"
    list_display = ("webhook_id", "kind", "callback", "article", "state", "tries", "last_error", "created_at")
    list_filter = ("state", "kind", MessageChannelFilter)
    list_select_related = ("callback", "article")
    search_fields = ("webhook_id", "article__external_id", "article__headline")
    ordering = ("-id",)
    fields = (
        "webhook_id", "kind", "callback", "article", "state", "tries", "next_at", "last_error", "created_at", "done_at",
        "attempts_made", "body",
    )  # fmt: skip
    readonly_fields = fields
    actions = ("redeliver",)  # type: ignore[assignment]

    @admin.display(description=_("attempts"))
    def attempts_made(self, message: Outgoing) -> SafeString:
        """Each try in a line."""
        rows = message.attempts.all()
        told = [(f"{row.at:%Y-%m-%d %H:%M:%S}", row.outcome, row.status or "", row.detail) for row in rows]
        return format_html_join("", "<div>{} {} {} {}</div>", told)

    def has_redeliver_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"annotations.{PERMISSION}")

    @admin.action(description=_("Redeliver"), permissions=["redeliver"])
    def redeliver(self, request: HttpRequest, queryset: QuerySet[Outgoing]) -> None:
        """Those that were chosen, and why some cannot be."""
        queued, refused = redeliver_all(queryset, at=timezone.now(), by=_person(request))
        said = ngettext("%(count)d message is queued", "%(count)d messages are queued", queued) % {"count": queued}
        self.message_user(request, said, messages.SUCCESS if queued else messages.WARNING)
        for message, error in refused[:10]:
            self.message_user(request, f"{message.webhook_id}: {error}", messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.redeliver_one)
        again = path("<int:pk>/redeliver/", view, name="annotations_outgoing_redeliver")
        return [again, *super().get_urls()]

    @method_decorator(require_POST)
    def redeliver_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The one that is looked at."""
        rows = Outgoing.objects.select_related("callback__channel", "article")
        message = visible(rows, request.user).filter(pk=pk).first()
        if message is None:
            raise Http404(_t("There is nothing here."))
        try:
            redeliver(message, at=timezone.now(), by=_person(request))
            self.message_user(request, _t("The message is queued."), messages.SUCCESS)
        except RedeliveryRefused as error:
            self.message_user(request, str(error), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:annotations_outgoing_change", args=[pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["may_redeliver"] = self.has_redeliver_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)


def _person(request: HttpRequest) -> Any:
    """Who is logged in: the admin lets nobody else come here."""
    return request.user
