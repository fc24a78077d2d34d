"""The pages of one flag: it itself, what is asked before something is done, the way back, and the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.flags.decisions import also_dismissed
from annotations.flags.life import TransitionRefused
from annotations.localization.told import told
from annotations.models.flag import Flag
from annotations.review import undoing
from annotations.review.flag.deeds import DEEDS, Deed
from annotations.review.flag.doing import Conflict, do, flag_for
from annotations.review.flag.forms import Asked, DeedForm
from annotations.review.flag.showing import Shown, shown
from annotations.review.pages import Page, address_or_none, page_context
from annotations.review.queue.following import next_flag
from annotations.review.queue.place import Place
from annotations.rule_stages.changes import EDIT


def address_of(flag: Flag) -> str:
    """Where a flag is looked at."""
    return reverse("admin:annotations_flag_change", args=[flag.pk])


def flag_page(
    request: HttpRequest, site: AdminSite, flag: int, *, place: Callable[[Flag], Place | None]
) -> HttpResponse:
    """One flag, with what can be done about it. ``place``: of a flag in the queue that one came from."""
    person, at = cast(Any, request.user), timezone.now()
    found = flag_for(person, flag)
    content = shown(found, person, at=at)
    context = page_context(
        request, site, title=told(found.message) or found.rule, trail=_trail(), flag=found, now=at, place=place(found),
        shown=content, wording_href=_wording_of(content, person), undo=undoing.offered(request, at=at),
        rule_href=address_or_none("rule", found.rule),
        subject_href=address_or_none("entity", found.subject) if found.subject else "",
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/flag.html", context)


def _wording_of(content: Shown, person: Any) -> str:
    """Where the rule's wordings stand, for who may write others; empty for a rule without any."""
    if not content.grounds.wordings or not person.has_perms(("annotations.view_rulestage", EDIT)):
        return ""
    address = address_or_none("rule", content.flag.rule)
    return f"{address}#wordings-h" if address else ""


def deed_page(request: HttpRequest, site: AdminSite, flag: int, *, deed: Deed) -> HttpResponse:
    """What is asked before it is done; and, sent back, does it."""
    found = flag_for(cast(Any, request.user), flag)
    form = deed.form(request.POST) if request.method == "POST" else deed.form()
    form.offer(found.article.channel)
    version = number_in(request.POST.get("version"), found.version)
    if request.method == "POST" and form.is_valid():
        return _done(request, site, found, deed, form, version)
    return _asking(request, site, found, deed, form, version=version)


def next_page(request: HttpRequest, site: AdminSite, flag: int) -> HttpResponse:
    """On to the next flag of the queue."""
    person = cast(Any, request.user)
    return HttpResponseRedirect(_onward(person, flag_for(person, flag)))


def undo_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Takes back what the person did last, flag by flag; what others have changed since stays as it is."""
    person, at = cast(Any, request.user), timezone.now()
    ways = undoing.take_ways(request, at=at)
    if not ways:
        messages.warning(request, _("There is nothing to take back: ten minutes are over, or it is taken back."))
    told = undoing.go_back_all(ways, by=person, at=at)
    if told.done:
        said = ngettext("%(count)d flag is as it was.", "%(count)d flags are as they were.", told.done)
        messages.success(request, said % {"count": told.done})
    for line in told.left:
        messages.warning(request, line)
    first = Flag.objects.filter(pk=ways[0].flag).first() if len(ways) == 1 else None
    return HttpResponseRedirect(address_of(first) if first else reverse("admin:annotations_flag_changelist"))


def _done(
    request: HttpRequest, site: AdminSite, flag: Flag, deed: Deed, form: DeedForm, version: int
) -> HttpResponse:
    person, at = cast(Any, request.user), timezone.now()
    asked = form.asked() if deed.name != "fix" else Asked(fix=number_in(request.POST.get("fix"), 0))
    try:
        came = do(deed, flag, asked, by=person, at=at, version=version)
    except TransitionRefused as error:
        if not deed.asks:
            messages.error(request, str(error))
            return HttpResponseRedirect(address_of(flag))
        form.add_error(None, str(error))
        return _asking(request, site, flag_for(person, flag.pk), deed, form, version=version)
    if isinstance(came, Conflict):
        return _asking(request, site, came.flag, deed, form, version=came.flag.version, conflict=came, status=409)
    said = str(deed.done)
    undoing.remember(request, came, f"F-{flag.pk}: {said}", at=at)
    if not came:
        messages.success(request, f"F-{flag.pk}: {said}")
    return HttpResponseRedirect(_onward(person, flag) if deed.onward else address_of(flag))


def _asking(
    request: HttpRequest, site: AdminSite, flag: Flag, deed: Deed, form: DeedForm, *, version: int, status: int = 200,
    conflict: Conflict | None = None,
) -> HttpResponse:  # fmt: skip
    trail = [*_trail(), (f"F-{flag.pk}", address_of(flag))]
    evidence = flag.finding.get("evidence", ())
    context = page_context(
        request, site, title=str(deed.label).rstrip("…"), trail=trail, flag=flag, deed=deed, form=form,
        version=version, conflict=conflict, now=timezone.now(), evidence=evidence[0] if evidence else None,
        also=also_dismissed(flag) if deed.name == "dismiss" else [], subtitle=None,
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/deed.html", context, status=status)


def _onward(person: Any, flag: Flag) -> str:
    following = next_flag(person, after=flag, at=timezone.now())
    return address_of(following) if following is not None else reverse("admin:annotations_flag_changelist")


def _trail() -> list[tuple[str, str]]:
    return [(_("Queue"), reverse("admin:annotations_flag_changelist"))]


def number_in(stated: str | None, otherwise: int) -> int:
    """A number that a form states; ``otherwise`` where it states none."""
    stated = stated or ""
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 10 else otherwise


def _deed_pages() -> Sequence[Page]:
    return [
        Page(f"flag_{deed.name}", f"<int:flag>/{deed.name}/", partial(deed_page, deed=deed), deed.permission,
             ("GET", "POST"))
        for deed in DEEDS.values()
    ]  # fmt: skip


FLAG_PAGES: tuple[Page, ...] = (
    Page("flag_next", "<int:flag>/next/", next_page, "view_flag"),
    Page("undo", "undo/", undo_page, "view_flag", ("POST",)),
    *_deed_pages(),
)
