"""The flags that concern a person in Wagtail: those of the pages and snippets that they may edit or publish."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db import models
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from wagtail.permission_policies.pages import PagePermissionPolicy

from annotations.adapters.registry import registered
from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.contrib.wagtail.page_model import page_model
from annotations.models.flag import Flag

_RIGHTS = ("add", "change", "publish")


def adapters() -> tuple[DraftAdapter, ...]:
    """Those of pages and snippets."""
    return tuple(adapter for adapter in registered() if isinstance(adapter, DraftAdapter))


def flags_for(user: Any) -> models.QuerySet[Flag]:
    """All flags, closed ones too, of what ``user`` may edit or publish, those that matter most first."""
    mine = models.Q(pk__in=())
    for adapter in adapters():
        objects = _objects_for(user, adapter)
        if objects is not None:
            keys = objects.annotate(_key=Cast("pk", models.CharField(max_length=200))).order_by().values("_key")
            mine |= models.Q(article__channel__adapter=adapter.label, article__external_id__in=keys)
    weight = models.Case(
        models.When(level="error", then=0), models.When(level="warning", then=1), default=2,
        output_field=models.IntegerField(),
    )
    return Flag.objects.filter(mine).select_related("article__channel").order_by(weight, "-opened_at", "-id")


def _objects_for(user: Any, adapter: DraftAdapter) -> Any:
    """The rows of the adapter's model that ``user`` may edit or publish; ``None`` for none of them."""
    model: Any = adapter.model
    if issubclass(model, page_model()):
        if user.is_superuser:
            return model.objects.all()
        allowed = PagePermissionPolicy(page_model()).instances_user_has_any_permission_for(user, _RIGHTS)
        return model.objects.filter(pk__in=allowed.order_by().values("pk"))
    policy = model.snippet_viewset.permission_policy if hasattr(model, "snippet_viewset") else None
    return model.objects.all() if policy is not None and policy.user_has_any_permission(user, _RIGHTS) else None


def edit_url(flag: Flag) -> str:
    """The editor of what the flag is about; empty where there is none."""
    adapter = next((known for known in adapters() if known.label == flag.article.channel.adapter), None)
    if adapter is None:
        return ""
    model: Any = adapter.model
    key = quote(flag.article.external_id)
    try:
        if issubclass(model, page_model()):
            return reverse("wagtailadmin_pages:edit", args=(key,))
        return reverse(model.snippet_viewset.get_url_name("edit"), args=(key,))
    except NoReverseMatch:
        return ""
