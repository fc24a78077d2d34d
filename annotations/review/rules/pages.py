"""The page of a rule, of one of its versions, and of a pack: what they say, without changing anything."""

from __future__ import annotations

import difflib
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.engine.rulebook import Rule
from annotations.localization.words import spoken_in, title_of, words_of
from annotations.models.rule_stage import RuleChange, RuleStage, Stage
from annotations.models.rule_version import RuleVersion
from annotations.permissions import channels_of
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.review.rules.counters import counters_of, shadow_of
from annotations.review.rules.rows import rule_rows
from annotations.rule_stages.bar import bar_of
from annotations.rule_stages.changes import EDIT, PUBLISH, Subject, subject_of
from annotations.rule_stages.known import known_packs
from annotations.rule_stages.texts import failures_told, text_of, try_text
from annotations.rulebook.describe import basis_said, binds_when, dates_said, judged_by, satisfied_by, scope_of

MOST_LISTED = 50


def found_or_404(rule: str) -> Subject:
    """The rule, or what is answered where there is none."""
    found = subject_of(rule, known_packs())
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def rules_trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """What stands before a title of this room."""
    return [(_("Rules"), reverse("admin:annotations_rulestage_changelist")), *more]


def rule_page(request: HttpRequest, site: AdminSite, rule: str) -> HttpResponse:
    """What a rule asks and why, how far it has come, its cases, its versions."""
    subject, channels = found_or_404(rule), channels_of(person(request))
    text = subject.text(subject.now.version)
    tried = try_text(text_of(text), subject.pack)
    since = RuleStage.objects.filter(rule=rule).values_list("since", flat=True).first()
    context = page_context(
        request, site, title=rule, trail=rules_trail(), rule=text, pack=subject.pack, stage=subject.now.stage,
        pack_title=title_of(subject.pack),
        stage_label=Stage(subject.now.stage).label, stages=Stage.choices, since=since, subject=subject,
        said=_described(text), bar=bar_of(rule), counters=counters_of(rule, channels),
        shadow=shadow_of(rule, since, channels) if subject.now.stage == Stage.SHADOW else None,
        cases=tried.cases, cases_failed=tried.failed, versions=_versions(rule), changes=_changes(rule),
        may_edit=request.user.has_perm(EDIT), may_publish=request.user.has_perm(PUBLISH),
    )
    return TemplateResponse(request, "annotations/review/rule.html", context)


def version_page(request: HttpRequest, site: AdminSite, rule: str, number: int) -> HttpResponse:
    """The text of one version, what it changes in the one before it, and which of its cases fail."""
    subject = found_or_404(rule)
    row = RuleVersion.objects.select_related("created_by").filter(rule=rule, number=number).first()
    if row is None:
        raise Http404(_("There is nothing here."))
    before = RuleVersion.objects.filter(rule=rule, number=number - 1).values_list("text", flat=True).first()
    if before is None and subject.shipped is not None:
        before = text_of(subject.shipped)
    trail = rules_trail((rule, reverse("admin:annotations_rule", args=[rule])))
    context = page_context(
        request, site, title=_("Version %(number)d") % {"number": number}, trail=trail, row=row,
        difference=differing_lines(before or "", row.text), failures=failures_told(row.cases_failed), rule_id=rule,
    )
    return TemplateResponse(request, "annotations/review/rule_version.html", context)


def pack_page(request: HttpRequest, site: AdminSite, pack: str) -> HttpResponse:
    """The rules of one pack."""
    found = next((row for row in known_packs() if row.pack == pack), None)
    if found is None:
        raise Http404(_("There is nothing here."))
    rows = rule_rows((found,), channels_of(person(request)))
    context = page_context(request, site, title=title_of(found), trail=rules_trail(), pack=found, rows=rows)
    return TemplateResponse(request, "annotations/review/pack.html", context)


def differing_lines(before: str, after: str) -> list[dict[str, str]]:
    """The lines of a comparison: ``kind`` is added, removed, or empty for what stands around."""
    kinds = {"+": "added", "-": "removed"}
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [{"kind": kinds.get(line[:1], ""), "sign": line[:1], "text": line[1:]} for line in lines]



def _described(rule: Rule) -> dict[str, Any]:
    return {
        "words": words_of(rule), "language": spoken_in(rule),
        "binds": binds_when(rule), "scope": scope_of(rule.scope), "satisfied": satisfied_by(rule),
        "dates": dates_said(rule.in_force), "basis": basis_said(rule), "judged_by": judged_by(rule),
        "wordings": [(language, template.line.default) for language, template in sorted(rule.fix.items())],
    }


def _versions(rule: str) -> list[RuleVersion]:
    return list(RuleVersion.objects.filter(rule=rule).select_related("created_by").order_by("-number")[:MOST_LISTED])


def _changes(rule: str) -> list[RuleChange]:
    rows = RuleChange.objects.filter(rule=rule).select_related(
        "requested_by", "decided_by", "version", "before_version"
    )
    return list(rows.order_by("-pk")[:MOST_LISTED])


PAGES = (
    Page("rule", "rule/<str:rule>/", rule_page, "view_rulestage"),
    Page("rule_version", "rule/<str:rule>/version/<int:number>/", version_page, "view_rulestage"),
    Page("pack", "pack/<str:pack>/", pack_page, "view_rulestage"),
)
