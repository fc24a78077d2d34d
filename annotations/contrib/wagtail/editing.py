"""The page or snippet that somebody is writing, as the editor's form has it at this moment; nothing is saved."""

from __future__ import annotations

import uuid
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin

from annotations.adapters.registry import adapter_for
from annotations.contrib.wagtail.adapter import PARENT, DraftAdapter
from annotations.contrib.wagtail.forms import PUBLISH
from annotations.contrib.wagtail.page_model import page_model

NEW = "new"
"""In the place of a key: an object that is being created."""


class Unreadable(ValueError):
    """What was typed is no page yet; the message says which fields are to be filled in first."""


def object_of(request: HttpRequest, app: str, model: str, pk: str) -> Any:
    """The object whose editor somebody has open, in its newest draft.

    Raises:
        Http404: there is no such object, or its model is not hooked.
        PermissionDenied: the person may not edit it, or not create one there.
    """
    kind = _model(app, model)
    if issubclass(kind, page_model()):
        return _new_page(request, kind) if pk == NEW else _page(request, kind, pk)
    return _snippet(request, kind, pk)


def typed(request: HttpRequest, obj: Any) -> Any:
    """``obj`` with what stands in the form. Fields that hold no text need not be right yet.

    Raises:
        Unreadable: some of the text is not valid.
    """
    form = _form(request, obj)
    if hasattr(form, "defer_required_fields"):
        form.defer_required_fields()
    try:
        is_valid = form.is_valid()
    except (ValueError, KeyError, TypeError) as error:
        # Wagtail reads the blocks of a form that its own editor has made; another sender may leave out anything.
        raise Unreadable(_("The form cannot be read: send what the editor sends.")) from error
    if is_valid:
        form.save(commit=False)
        return form.instance
    adapter = adapter_for(type(obj))
    texts = {*adapter.body_fields, adapter.field_of("headline")} if isinstance(adapter, DraftAdapter) else set()
    wrong = [name for name in form.errors if name in texts]
    if wrong:
        names = ", ".join(str(form.fields[name].label or name) for name in wrong)
        raise Unreadable(_("It will be checked when these fields are right: %(fields)s.") % {"fields": names})
    return form.instance


def _model(app: str, name: str) -> Any:
    try:
        found = apps.get_model(app, name)
    except LookupError as error:
        raise Http404 from error
    if not isinstance(adapter_for(found), DraftAdapter) or not issubclass(found, DraftStateMixin):
        raise Http404
    return found


def _page(request: HttpRequest, kind: Any, pk: str) -> Any:
    page = get_object_or_404(kind, pk=pk if pk.isdecimal() else 0).get_latest_revision_as_object()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _new_page(request: HttpRequest, kind: Any) -> Any:
    parent_pk = request.GET.get("parent", "")
    parent = get_object_or_404(page_model(), pk=parent_pk if parent_pk.isdecimal() else 0).specific
    allowed = parent.permissions_for_user(request.user).can_add_subpage()
    if not allowed or kind not in parent.creatable_subpage_models():
        raise PermissionDenied
    page = kind(owner=request.user, locale=parent.locale, live=False)
    # A place in the tree, which validation and the page's address ask for; nothing is put there.
    page.depth = parent.depth + 1
    page.path = page._get_path(parent.path, page.depth, 1) if parent.is_leaf() else parent.get_last_child()._inc_path()
    setattr(page, PARENT, parent)
    return page


def _snippet(request: HttpRequest, kind: Any, pk: str) -> Any:
    viewset = getattr(kind, "snippet_viewset", None)
    if viewset is None:
        raise Http404
    wanted = "add" if pk == NEW else "change"
    if not viewset.permission_policy.user_has_permission(request.user, wanted):
        raise PermissionDenied
    if pk == NEW:
        return kind(live=False)
    try:
        key = kind._meta.pk.to_python(pk)
    except Exception as error:
        raise Http404 from error
    return get_object_or_404(kind, pk=key).get_latest_revision_as_object()


def _form(request: HttpRequest, obj: Any) -> Any:
    data = request.POST.copy()
    data.pop(PUBLISH, None)
    extra: dict[str, Any] = {"for_user": request.user}
    if hasattr(type(obj), "get_edit_handler"):
        handler = type(obj).get_edit_handler()
    else:
        handler = obj.snippet_viewset.get_edit_handler()
    if hasattr(obj, "get_parent"):
        data["title"] = data.get("title") or _("Without a title")
        data["slug"] = data.get("slug") or str(uuid.uuid4())
        extra["parent_page"] = getattr(obj, PARENT, None) or obj.get_parent().specific
    return handler.get_form_class()(data, request.FILES, instance=obj, **extra)
