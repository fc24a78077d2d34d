"""The flags of a view as a table for spreadsheets, or as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from annotations.models.flag import Flag
from annotations.review.pages import Page

MOST = 10_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet would run."""
_COLUMNS = (
    "flag", "state", "reason", "level", "rule", "subject", "outcome", "message", "confidence", "channel", "article",
    "rendition", "headline", "url", "opened_at", "closed_at", "waiting_on", "assignee", "evidence",
)  # fmt: skip

Matching = Callable[[HttpRequest, QueryDict], QuerySet[Flag]]


def export_pages(matching: Matching) -> tuple[Page, ...]:
    """The two pages, for a queue."""

    def as_csv(request: HttpRequest, site: AdminSite) -> HttpResponse:
        answer = HttpResponse(table(_rows(matching(request, request.GET))), content_type="text/csv; charset=utf-8")
        return as_file(answer, "flags.csv")

    def as_json(request: HttpRequest, site: AdminSite) -> HttpResponse:
        return as_file(JsonResponse({"flags": _rows(matching(request, request.GET))}), "flags.json")

    return (
        Page("flag_csv", "export.csv", as_csv, "view_flag"), Page("flag_json", "export.json", as_json, "view_flag"),
    )  # fmt: skip


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as CSV; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _harmless(value: Any) -> str:
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(_FORMULA) else said


def _rows(flags: QuerySet[Flag]) -> list[dict[str, Any]]:
    rows = flags.select_related("article__channel", "assignee")[:MOST]
    return [_row(flag) for flag in rows]


def _row(flag: Flag) -> dict[str, Any]:
    article, evidence = flag.article, flag.finding.get("evidence", ())
    return {
        "flag": flag.pk, "state": flag.state, "reason": flag.reason, "level": flag.level, "rule": flag.rule,
        "subject": flag.subject, "outcome": flag.outcome, "message": flag.message, "confidence": flag.confidence,
        "channel": article.channel.name, "article": article.external_id, "rendition": article.rendition,
        "headline": article.headline, "url": article.url, "opened_at": flag.opened_at.isoformat(),
        "closed_at": flag.closed_at.isoformat() if flag.closed_at else None, "waiting_on": flag.waiting_on,
        "assignee": flag.assignee.get_username() if flag.assignee else None,
        "evidence": evidence[0]["exact"] if evidence else "",
    }  # fmt: skip


def as_file(answer: HttpResponse, name: str) -> HttpResponse:
    """``answer`` as a file to be kept under that name."""
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
