"""Writing a rule: another version of it, or a new one; its cases are run before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.engine.rulebook import Pack
from annotations.models.rule_version import RuleVersion
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.review.rules.pages import found_or_404, rules_trail
from annotations.rule_stages.changes import subject_of
from annotations.rule_stages.known import known_packs
from annotations.rule_stages.refused import RuleChangeRefused
from annotations.rule_stages.texts import Tried, failures_told, save_version, text_of, try_text
from annotations.rulebook.problems import RulebookError


@dataclass(slots=True)
class Written:
    """What stands in the form, and what came of trying it."""

    text: str
    note: str = ""
    tried: Tried | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        failed = self.tried.failed if self.tried is not None else ()
        return failures_told([
            {"text": row.case.text, "expected": row.case.expect, "found": list(row.found)} for row in failed
        ])  # fmt: skip


def edit_page(request: HttpRequest, site: AdminSite, rule: str) -> HttpResponse:
    """Another version of a rule. ``try`` runs the cases and saves nothing."""
    subject = found_or_404(rule)
    newest = RuleVersion.objects.filter(rule=rule).order_by("-number").first()
    base = newest.number if newest is not None else 0
    written = Written(newest.text if newest is not None else text_of(subject.text(subject.now.version)))
    if request.method == "POST":
        written = Written(request.POST.get("text", ""), request.POST.get("note", ""))
        base = _number(request.POST.get("base", ""), base)
        done = _sent(request, written, subject.pack, rule, base)
        if done is not None:
            return done
    trail = rules_trail((rule, reverse("admin:annotations_rule", args=[rule])))
    context = page_context(request, site, title=_("Write another version"), trail=trail, written=written, base=base)
    return TemplateResponse(request, "annotations/review/rule_edit.html", context, status=_status(written))


def new_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """A rule of the desk's own; ``?like=`` begins with the text of another."""
    packs = known_packs()
    like = subject_of(request.GET.get("like", ""), packs)
    written = Written(text_of(like.text(like.now.version)) if like is not None else "")
    chosen = like.pack.pack if like is not None else ""
    if request.method == "POST":
        written = Written(request.POST.get("text", ""), request.POST.get("note", ""))
        chosen = request.POST.get("pack", "")
        pack = next((row for row in packs if row.pack == chosen), None)
        if pack is None:
            written.problems.append(_("Choose the pack that it belongs to."))
        else:
            done = _sent_new(request, written, pack)
            if done is not None:
                return done
    context = page_context(
        request, site, title=_("Write a new rule"), trail=rules_trail(), written=written, packs=packs, chosen=chosen
    )
    return TemplateResponse(request, "annotations/review/rule_edit.html", context, status=_status(written))


def _sent_new(request: HttpRequest, written: Written, pack: Pack) -> HttpResponse | None:
    tried = _tried(written, pack)
    if tried is None:
        return None
    if subject_of(tried.rule.id, known_packs()) is not None:
        said = _("A rule %(name)s is there already; give this one another id.") % {"name": tried.rule.id}
        written.problems.append(said)
        return None
    return _sent(request, written, pack, tried.rule.id, 0)


def _sent(request: HttpRequest, written: Written, pack: Pack, rule: str, base: int) -> HttpResponse | None:
    """Where to go when it was saved; ``None`` when the form is to be shown again."""
    if _tried(written, pack) is None or "try" in request.POST:
        return None
    try:
        made = save_version(
            written.text, pack, rule=rule, by=person(request), at=timezone.now(), note=written.note, base=base
        )
    except RuleChangeRefused as error:
        written.problems.append(str(error))
        return None
    said = _("Version %(number)d is saved; nothing uses it until the rule is changed to it.") % {"number": made.number}
    messages.success(request, said)
    if made.cases_failed:
        messages.warning(request, _("Cases fail, so it cannot be put into use."))
    return HttpResponseRedirect(reverse("admin:annotations_rule_version", args=[rule, made.number]))


def _tried(written: Written, pack: Pack) -> Tried | None:
    try:
        written.tried = try_text(written.text, pack)
    except RulebookError as error:
        written.problems.extend(
            _("Line %(line)d, column %(column)d: %(message)s")
            % {"line": row.line, "column": row.column, "message": row.message} for row in error.problems
        )  # fmt: skip
    return written.tried


def _status(written: Written) -> int:
    return 422 if written.problems else 200


def _number(stated: str, usual: int) -> int:
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else usual


PAGES = (
    Page("rule_new", "new/", new_page, "edit_rule", ("GET", "POST")),
    Page("rule_edit", "rule/<str:rule>/edit/", edit_page, "edit_rule", ("GET", "POST")),
)
