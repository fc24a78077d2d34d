"""“Check a text”: what lawyers and trainees use. Nothing is stored, and the answer has no address of its own."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from annotations.conf import desk
from annotations.engine.dates import Moment
from annotations.engine.jurisdictions import is_known
from annotations.review.pages import Page, page_context
from annotations.rulebook.problems import RulebookError
from annotations.sandbox import Given, NotTried, try_text

FIELDS = ("text", "format", "headline", "byline", "language", "as_of", "jurisdictions", "source", "original_url")
FORMATS = ("text", "html", "markdown")


@never_cache
def sandbox(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The form, and below it the verdict once it is sent."""
    now = timezone.now()
    stated = {name: request.POST.get(name, "") for name in FIELDS}
    if request.method == "GET":
        stated |= {"as_of": f"{timezone.localdate(now)}", "jurisdictions": " ".join(desk().jurisdictions) or "RU"}
    context = page_context(
        request, site, title=_("Check a text"), form=stated, formats=_formats(), languages=_languages()
    )
    if request.method == "POST":
        context |= _answer(stated, Moment(instant=now))
    status = 422 if "error" in context else 200
    return TemplateResponse(request, "annotations/review/sandbox.html", context, status=status)


def _answer(stated: dict[str, str], now: Moment) -> dict[str, Any]:
    codes = re.findall(r"[^\s,;]+", stated["jurisdictions"])
    unknown = [code for code in codes if not is_known(code.upper())]
    if unknown:
        said = _("%(code)s is no ISO 3166-1 code, nor EU.") % {"code": unknown[0][:20]}
        return {"error": said, "wrong": "jurisdictions"}
    if not stated["text"].strip():
        return {"error": _("Paste a text."), "wrong": "text"}
    given = Given(
        **{name: stated[name].strip() for name in FIELDS if name not in ("text", "jurisdictions", "format")},
        text=stated["text"], jurisdictions=tuple(code.upper() for code in codes),
        format=stated["format"] if stated["format"] in FORMATS else "text",
    )  # fmt: skip
    try:
        tried = try_text(given, now=now)
    except NotTried as error:
        return {"error": str(error), "wrong": error.field}
    except RulebookError as error:
        return {"error": str(error), "wrong": "text"}
    return {"tried": tried, "report": tried.report}


def _formats() -> list[tuple[str, str]]:
    return list(zip(FORMATS, (_("plain text"), "HTML", "Markdown"), strict=True))


def _languages() -> list[tuple[str, str]]:
    return [("", _("as it is written")), ("ru", _("Russian")), ("en", _("English"))]


SANDBOX_PAGES = (Page("sandbox", "sandbox/", sandbox, "view_flag", ("GET", "POST")),)
