"""Changing a rule: what it would do to stored articles, then the reason, then, where it weakens, a second person."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models.rule_stage import RuleChange, Stage
from annotations.models.rule_version import RuleVersion
from annotations.permissions import channels_of
from annotations.preview.intended import change_of_rule
from annotations.preview.measure import MOST, Preview, preview
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.review.rules.pages import found_or_404, rules_trail
from annotations.rule_stages.applied import Placed
from annotations.rule_stages.bar import bar_of
from annotations.rule_stages.changes import PUBLISH, Subject, approve, ask, reject, why_second
from annotations.rule_stages.refused import RuleChangeRefused

SAMPLES = (100, 250, MOST)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for in the address or the form."""

    to: Placed
    sample: int
    number: str

    @classmethod
    def of(cls, stated: dict[str, str], subject: Subject) -> Wanted | None:
        """``None`` when no stage is named."""
        stage, number = stated.get("stage", ""), stated.get("version", "")
        if stage not in Stage.values:
            return None
        rows = RuleVersion.objects.filter(rule=subject.rule)
        version = rows.filter(number=int(number)).first() if number.isascii() and number.isdecimal() else None
        if number and version is None:
            raise Http404(_("There is nothing here."))
        sample = stated.get("sample", "")
        most = int(sample) if sample in map(str, SAMPLES) else SAMPLES[0]
        return cls(Placed(stage, version.pk if version else None), most, number)


def change_page(request: HttpRequest, site: AdminSite, rule: str) -> HttpResponse:
    """A preview of a change; sent with a reason, the change is asked for."""
    subject = found_or_404(rule)
    wanted = Wanted.of((request.POST if request.method == "POST" else request.GET).dict(), subject)
    error = ""
    if request.method == "POST" and wanted is not None:
        try:
            return _asked(request, subject, wanted)
        except RuleChangeRefused as refused:
            error = str(refused)
    trail = rules_trail((rule, reverse("admin:annotations_rule", args=[rule])))
    context = page_context(
        request, site, title=_("Change this rule"), trail=trail, rule_id=rule, wanted=wanted, subject=subject,
        stages=Stage.choices, samples=SAMPLES, error=error, bar=bar_of(rule), reason=request.POST.get("reason", ""),
        versions=RuleVersion.objects.filter(rule=rule).order_by("-number")[:50], **_foreseen(request, subject, wanted),
    )
    return TemplateResponse(request, "annotations/review/rule_change.html", context, status=422 if error else 200)


def decide_page(request: HttpRequest, site: AdminSite, change: int) -> HttpResponse:
    """A second person lets a change happen, or turns it down."""
    row = get_object_or_404(RuleChange, pk=change)
    back = HttpResponseRedirect(reverse("admin:annotations_rule", args=[row.rule]))
    try:
        if request.POST.get("answer") == "approve":
            approve(row, found_or_404(row.rule), by=person(request), at=timezone.now())
            messages.success(request, _("The change is in effect; the articles that it concerns are checked again."))
        else:
            reject(row, by=person(request), at=timezone.now(), reason=request.POST.get("reason", ""))
            messages.success(request, _("The change is turned down; nothing is different."))
    except RuleChangeRefused as refused:
        messages.error(request, str(refused))
    return back


def _asked(request: HttpRequest, subject: Subject, wanted: Wanted) -> HttpResponse:
    made = ask(subject, wanted.to, by=person(request), reason=request.POST.get("reason", ""), at=timezone.now())
    if made.state == RuleChange.State.APPLIED:
        messages.success(request, _("The change is in effect; the articles that it concerns are checked again."))
    else:
        messages.warning(request, _("The change waits for a second person; until then nothing is different."))
    return HttpResponseRedirect(reverse("admin:annotations_rule", args=[subject.rule]))


def _foreseen(request: HttpRequest, subject: Subject, wanted: Wanted | None) -> dict[str, object]:
    if wanted is None or wanted.to == subject.now:
        return {"foreseen": None, "second": []}
    try:
        second = why_second(subject, wanted.to)
    except RuleChangeRefused:
        raise Http404(_("There is nothing here.")) from None
    if not request.user.has_perm(PUBLISH):
        second.append("no_permission")
    return {"foreseen": _preview(request, subject, wanted), "second": second_told(second)}


def _preview(request: HttpRequest, subject: Subject, wanted: Wanted) -> Preview:
    if not request.user.has_perm("annotations.view_article"):
        raise PermissionDenied(_("That needs the permission %(name)s.") % {"name": "annotations.view_article"})
    return preview(
        change_of_rule(subject, wanted.to), channels=channels_of(person(request)), at=timezone.now(), most=wanted.sample
    )


def second_told(codes: list[str]) -> list[str]:
    """Why a second person is needed, in words."""
    words = {
        "stage_lowered": _("It would do less than now."),
        "level_lowered": _("An outcome would weigh less than now."),
        "text_changed": _("It is in use, and would ask for something else."),
        "below_bar": _("It has not reached the bar for enforcing."),
        "no_permission": _("You may ask for changes, and not publish them."),
    }
    return [words[code] for code in codes if code in words]


PAGES = (
    Page("rule_change", "rule/<str:rule>/change/", change_page, "edit_rule", ("GET", "POST")),
    Page("rule_decide", "change/<int:change>/decide/", decide_page, "edit_rule", ("POST",)),
)
