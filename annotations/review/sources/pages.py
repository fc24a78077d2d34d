"""The page of a partner: its terms, a form for them, and a trial."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.engine.dates import Moment
from annotations.engine.source import Source
from annotations.models.source import SourceRecord
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.review.sources.terms import LINKS, PLACES, TermsRefused, fields_of, keep, sent
from annotations.review.sources.trial import try_address, try_terms
from annotations.sandbox import NotTried

LONGEST_URL = 2048


def record_or_404(key: int) -> SourceRecord:
    """The partner, or what is answered where there is none."""
    found = SourceRecord.objects.filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def source_page(request: HttpRequest, site: AdminSite, source: int) -> HttpResponse:
    """What a partner's terms ask for; sent to, it tries them."""
    record = record_or_404(source)
    terms = Source.model_validate(record.payload)
    context = page_context(
        request, site, title=terms.name, trail=_trail(), record=record, terms=terms, form=_form(request),
        may_edit=request.user.has_perm("annotations.change_sourcerecord"),
        links=_links(), places=_places(),
    )
    if request.method == "POST":
        context |= _tried(request, terms)
    status = 422 if "error" in context else 200
    return TemplateResponse(request, "annotations/review/source.html", context, status=status)


def terms_page(request: HttpRequest, site: AdminSite, source: int) -> HttpResponse:
    """The terms in a form."""
    record = record_or_404(source)
    payload, problems = dict(record.payload), []
    if request.method == "POST":
        try:
            payload = sent(request.POST, record.payload)
            if keep(record, payload, by=person(request), at=timezone.now()):
                messages.success(request, _("The terms are kept; articles are checked by them from now on."))
            return HttpResponseRedirect(reverse("admin:annotations_source", args=[record.pk]))
        except TermsRefused as error:
            problems = error.problems
            payload |= {name: request.POST.get(name, "") for name in ("name", "valid_from", "valid_to")}
    place = (str(record.payload.get("name", record.name)), reverse("admin:annotations_source", args=[record.pk]))
    context = page_context(
        request, site, title=_("Change the terms"), trail=[*_trail(), place], record=record, fields=fields_of(payload),
        problems=problems, link=payload.get("link", "none"), links=_links(), places=_places(),
        chosen=payload.get("link_placement") or ["anywhere"],
    )
    return TemplateResponse(request, "annotations/review/terms.html", context, status=422 if problems else 200)


def _trail() -> list[tuple[str, str]]:
    return [(_("Partners"), reverse("admin:annotations_sourcerecord_changelist"))]


def _form(request: HttpRequest) -> dict[str, str]:
    stated = request.POST
    return {name: stated.get(name, "") for name in ("url", "text", "format", "original_url")}


def _tried(request: HttpRequest, terms: Source) -> dict[str, object]:
    form = _form(request)
    if form["url"].strip():
        return {"address": try_address(terms, form["url"][:LONGEST_URL])}
    if not form["text"].strip():
        return {"error": _("Put in an address or a text.")}
    formats = form["format"] if form["format"] in ("text", "html", "markdown") else "text"
    try:
        now = Moment(instant=timezone.now())
        tried, outcomes = try_terms(terms, form["text"], formats, form["original_url"].strip(), now=now)
    except NotTried as error:
        return {"error": str(error)}
    return {"tried": tried, "outcomes": outcomes}


def _links() -> list[tuple[str, str]]:
    words = (_("to the article"), _("to the home page"), _("to either"), _("none, only the credit"))
    return list(zip(LINKS, words, strict=True))


def _places() -> list[tuple[str, str]]:
    words = (_("anywhere"), _("at the top"), _("in the first paragraph"), _("at the end"))
    return list(zip(PLACES, words, strict=True))


PAGES = (
    Page("source", "source/<int:source>/", source_page, "view_sourcerecord", ("GET", "POST")),
    Page("source_terms", "source/<int:source>/terms/", terms_page, "change_sourcerecord", ("GET", "POST")),
)
