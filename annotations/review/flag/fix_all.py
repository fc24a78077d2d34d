"""All fixes of an article in one change of its text: seen as diffs first."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.flags.fixing import apply_all, is_writable
from annotations.flags.life import TransitionRefused, take
from annotations.models.flag import Flag
from annotations.permissions import visible
from annotations.review.flag.doing import flag_for
from annotations.review.flag.showing import fixes_shown
from annotations.review.pages import Page, page_context


def fix_all_page(request: HttpRequest, site: AdminSite, flag: int) -> HttpResponse:
    """The first fix of each open flag of the article that a flag is of; sent back, makes them."""
    person = cast(Any, request.user)
    found = flag_for(person, flag)
    flags = fixable(found, person)
    back = reverse("admin:annotations_flag_change", args=[found.pk])
    if not flags or not is_writable(found):
        messages.warning(request, _("There is no fix that can be made from here."))
        return HttpResponseRedirect(back)
    if request.method == "POST":
        return _made(request, found, flags, back)
    trail = [(_("Queue"), reverse("admin:annotations_flag_changelist")), (f"F-{found.pk}", back)]
    rows = [(row, fixes_shown(row)[:1]) for row in flags]
    context = page_context(request, site, title=_("Fix all"), trail=trail, flag=found, rows=rows, subtitle=None)
    return TemplateResponse(request, "annotations/review/fix_all.html", context)


def fixable(flag: Flag, person: Any) -> list[Flag]:
    """The open flags of its article that have a fix."""
    rows = Flag.objects.filter(article=flag.article_id, state=Flag.State.OPEN).select_related(
        "article__channel", "last_revision"
    )
    return [row for row in visible(rows, person).order_by("urgency", "opened_at", "id") if row.finding.get("fixes")]


def _made(request: HttpRequest, flag: Flag, flags: list[Flag], back: str) -> HttpResponse:
    seen = dict(stated.partition(":")[::2] for stated in request.POST.getlist("flag"))
    chosen = [row for row in flags if seen.get(str(row.pk)) == str(row.version)]
    try:
        if len(chosen) != len(seen):
            raise TransitionRefused("version_conflict", _("Some of the flags have changed; look at the fixes again."))
        with transaction.atomic():
            for row in chosen:
                take(row, row.version)
            apply_all(chosen, by=cast(Any, request.user))
    except TransitionRefused as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:annotations_flag_fixall", args=[flag.pk]))
    said = ngettext("%(count)d fix is made; the check of the new text closes the flag.",
                    "%(count)d fixes are made; the check of the new text closes the flags.", len(chosen))  # fmt: skip
    messages.success(request, said % {"count": len(chosen)})
    return HttpResponseRedirect(reverse("admin:annotations_article_change", args=[flag.article_id]))


FIX_ALL_PAGE = Page("flag_fixall", "<int:flag>/fixall/", fix_all_page, "fix_flag", ("GET", "POST"))
