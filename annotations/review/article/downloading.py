"""The report of an article's verdict as a file: as the command line writes it, for whoever may see the article."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from annotations.engine.formats.json_text import json_text
from annotations.engine.formats.registry import render
from annotations.models.check import Check
from annotations.proof.stored_report import report_of
from annotations.review.article.finding import article_for
from annotations.review.evidence import article_in
from annotations.review.exporting import as_file
from annotations.review.flag.grounds import rules_of
from annotations.review.pages import Page


@never_cache
def json_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """The report as it was stored."""
    check = _check(request, article)
    return _file(json_text(check.report, indent=2) + "\n", "application/json", f"report-{article}.json")


@never_cache
def sarif_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """The same for code scanning and editors; titles and reasons of the rules are as the rules read now."""
    check = _check(request, article)
    text = article_in(check.revision)
    if text is None:
        raise Http404(_("There is nothing here."))
    rules = rules_of(check.revision.article.channel)
    said = render([report_of(check, text)], "sarif", rules=[rule for rule, _pack in rules.values()])
    return _file(said, "application/sarif+json", f"report-{article}.sarif")


def _check(request: HttpRequest, article: int) -> Check:
    """The verdict with its report.

    Raises:
        Http404: the person may not see the article, or nothing of it was checked.
    """
    check = article_for(cast(Any, request.user), article).verdict
    if check is None or not check.report:
        raise Http404(_("There is nothing here."))
    return check


def _file(said: str, kind: str, name: str) -> HttpResponse:
    return as_file(HttpResponse(said, content_type=f"{kind}; charset=utf-8"), name)


REPORT_PAGES: tuple[Page, ...] = (
    Page("article_report_json", "<int:article>/report.json", json_page, "view_article"),
    Page("article_report_sarif", "<int:article>/report.sarif", sarif_page, "view_article"),
)
