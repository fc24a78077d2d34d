"""What the panel beside the editor asks: how the text stands, and what a fix comes to. Nothing is stored by either."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from annotations.adapters.fixes import FixNotApplicable
from annotations.contrib.wagtail.approving import Standing, let_out, standing_of
from annotations.contrib.wagtail.checklist import Checklist, checklist_of, key_of, unreadable
from annotations.contrib.wagtail.editing import NEW, Unreadable, object_of, typed
from annotations.contrib.wagtail.fixing import as_input, changes_of
from annotations.contrib.wagtail.publishing import draft_adapter
from annotations.engine.report import Fix
from annotations.gate import OverrideRefused
from annotations.localization.told import told

_CONFLICT, _BAD = 409, 400


@require_POST
@never_cache
def check(request: HttpRequest, app: str, model: str, pk: str) -> HttpResponse:
    """The checklist of the text that is being written, as HTML and in numbers."""
    obj = object_of(request, app, model, pk)
    try:
        standing = standing_of(typed(request, obj))
        return _answer(request, checklist_of(standing), standing)
    except Unreadable as why:
        return _answer(request, unreadable(str(why)), None)


@require_POST
@never_cache
def fix(request: HttpRequest, app: str, model: str, pk: str) -> HttpResponse:
    """The new texts of the fields and blocks that a fix changes, for the editor to put in."""
    obj = object_of(request, app, model, pk)
    try:
        obj = typed(request, obj)
        key, number = (request.POST.get(name, "") for name in ("annotations-key", "annotations-fix"))
        made = _fix_of(standing_of(obj), key, number)
        adapter = draft_adapter(obj)
        if made is None or adapter is None:
            return _refused(_("The text has changed meanwhile. Look at the list again."), _CONFLICT)
        changes = changes_of(adapter, obj, made.edits)
    except (Unreadable, FixNotApplicable) as why:
        return _refused(str(why), _CONFLICT)
    rows = [
        {"field": row.field, "path": list(row.path), "source": row.source, "added": row.added,
         "value": as_input(obj, row)}
        for row in changes
    ]
    return JsonResponse({"changes": rows, "title": told(made.title)})


@require_POST
@never_cache
def override(request: HttpRequest, app: str, model: str, pk: str) -> HttpResponse:
    """Lets the text that is being written out against the verdict, for people with the right to, with a reason."""
    if pk == NEW:
        return _refused(_("Save the draft first: an override is given to a text that is kept."), _CONFLICT)
    obj = object_of(request, app, model, pk)
    try:
        obj = typed(request, obj)
        let_out(obj, by=request.user, reason=request.POST.get("annotations-reason", ""), at=timezone.now())
    except (Unreadable, OverrideRefused) as why:
        return _refused(str(why), _BAD)
    except Http404 as error:
        raise PermissionDenied from error
    standing = standing_of(obj)
    return _answer(request, checklist_of(standing), standing)


def _fix_of(standing: Standing, key: str, number: str) -> Fix | None:
    for decision in standing.decisions:
        for finding in decision.report.findings if decision.report is not None else ():
            if key_of(finding) == key and number.isdecimal() and int(number) < len(finding.fixes):
                return finding.fixes[int(number)]
    return None


def _answer(request: HttpRequest, shown: Checklist, standing: Standing | None) -> HttpResponse:
    html = render_to_string("annotations_wagtail/checklist.html", context_of(request, shown, standing), request)
    return JsonResponse({"state": shown.state, "text": shown.text, "count": shown.count, "html": html})


def context_of(request: HttpRequest, shown: Checklist, standing: Standing | None) -> dict[str, Any]:
    """What the checklist's template needs."""
    blocked = standing is not None and standing.is_blocked
    may = blocked and standing is not None and standing.obj.pk is not None and standing.may_let_out(request.user)
    return {"checklist": shown, "may_override": may}


def _refused(why: str, status: int) -> HttpResponse:
    return JsonResponse({"message": why}, status=status)
