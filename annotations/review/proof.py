"""The proof of an article at an instant: one page to print, and the same as JSON."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from pydantic import ValidationError

from annotations.api.marked import MarkedText, marked_text
from annotations.engine.article import Article as ArticleValue
from annotations.models.article import Article
from annotations.permissions import visible
from annotations.proof.as_json import as_json
from annotations.proof.assemble import Proof, proof_of
from annotations.proof.stored_report import report_of
from annotations.review.pages import Page, page_context
from annotations.review.person import person


@never_cache
def proof_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """Text with marks, verdict, versions, who decided, who was told, and whether the record is as it was."""
    row = _article_or_404(request, article)
    at, wrong = _instant(request)
    proof = proof_of(row, at)
    context = page_context(
        request, site, title=_("Proof"), trail=_trail(row), proof=proof, article=row, at=at, wrong=wrong,
        marked=_marked(proof), digest=as_json(proof)["digest"],
    )
    return TemplateResponse(request, "annotations/review/proof.html", context, status=422 if wrong else 200)


@never_cache
def proof_json(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """The same for machines."""
    row = _article_or_404(request, article)
    at, wrong = _instant(request)
    if wrong:
        return JsonResponse({"error": wrong}, status=422)
    said = as_json(proof_of(row, at))
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="proof-{row.pk}.json"'
    return answer


def _article_or_404(request: HttpRequest, key: int) -> Article:
    rows = visible(Article.objects.select_related("channel"), person(request))
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def _instant(request: HttpRequest) -> tuple[datetime, str]:
    """The instant that is asked for, or now; and what is wrong with what was asked."""
    # A plus that was not escaped in an address comes as a space.
    stated = request.GET.get("at", "").strip().replace(" ", "+")
    if not stated:
        return timezone.now(), ""
    try:
        found = parse_datetime(stated)
        if found is None:
            day = parse_date(stated)
            found = datetime.combine(day, time.max) if day is not None else None
    except ValueError:
        found = None
    if found is None:
        return timezone.now(), _("Write an instant such as 2026-11-22T14:02 or a day such as 2026-11-22.")
    return (timezone.make_aware(found) if timezone.is_naive(found) else found), ""


def _marked(proof: Proof) -> MarkedText | None:
    if proof.revision is None:
        return None
    try:
        text = ArticleValue.model_validate(proof.revision.payload)
    except ValidationError:
        return None
    try:
        return marked_text(text, report_of(proof.check, text))
    except ValueError:
        # Too complex to be read; the check says so as well.
        return None


def _trail(article: Article) -> list[tuple[str, str]]:
    trail = [(_("Articles"), reverse("admin:annotations_article_changelist"))]
    try:
        return [*trail, (str(article), reverse("admin:annotations_article_change", args=[article.pk]))]
    except NoReverseMatch:
        return trail


PROOF_PAGES = (
    Page("article_proof", "<int:article>/proof/", proof_page, "view_article"),
    Page("article_proof_json", "<int:article>/proof.json", proof_json, "view_article"),
)
