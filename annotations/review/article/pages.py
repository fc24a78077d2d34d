"""The pages of one article: it itself, two of its texts compared, and its text as it is laid out."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models.article import Article
from annotations.models.revision import Revision
from annotations.review.article.asking import ASKING_PAGES
from annotations.review.article.comparing import compared
from annotations.review.article.downloading import REPORT_PAGES
from annotations.review.article.finding import article_for, trail_of
from annotations.review.article.showing import shown
from annotations.review.evidence import article_in
from annotations.review.pages import Page, address_or_none, page_context
from annotations.sanitizing import TooComplex, sanitize

_ISOLATED = (
    "sandbox; default-src 'none'; style-src 'self'; img-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Of the page that shows markup of an article: whatever came through the sanitiser would run and reach nothing."""


def article_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """One article with its checklist, its texts, and how it stands at the gate."""
    found, at = article_for(cast(Any, request.user), article), timezone.now()
    context = page_context(
        request, site, title=found.headline or _("(no headline)"), trail=trail_of(), shown=shown(found, at=at), now=at,
        article=found, proof=address_or_none("article_proof", found.pk),
        may_flags=request.user.has_perm("annotations.view_flag"), subtitle=None,
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/article.html", context)


def compare_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """Two texts: ``from`` and ``to`` are their places in the order of arrival."""
    found = article_for(cast(Any, request.user), article)
    before, after = (_text(found, request.GET.get(name, "")) for name in ("from", "to"))
    title = _("From %(before)s to %(after)s") % {"before": before, "after": after}
    context = page_context(
        request, site, title=title, trail=trail_of(found),
        comparison=compared(before, after), before=before, after=after, article=found, subtitle=None,
        sequences=list(Revision.objects.filter(article=found).order_by("sequence").values_list("sequence", flat=True)),
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/compare.html", context)


def layout_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """The newest text with its markup, cleaned, on a page that may do nothing."""
    found = article_for(cast(Any, request.user), article)
    text = article_in(found.latest)
    if text is None:
        raise Http404(_("There is nothing here."))
    markup, too_complex = None, False
    if text.body.format == "html":
        try:
            markup = sanitize(text.body.value)
        except TooComplex:
            too_complex = True
    context = {"article": found, "text": text, "markup": markup, "too_complex": too_complex}
    answer = TemplateResponse(request, "annotations/review/layout.html", context)
    answer["Content-Security-Policy"] = _ISOLATED
    return answer


ARTICLE_PAGES: tuple[Page, ...] = (
    Page("article_compare", "<int:article>/compare/", compare_page, "view_article"),
    Page("article_layout", "<int:article>/layout/", layout_page, "view_article"),
    *REPORT_PAGES,
    *ASKING_PAGES,
)


def _text(article: Article, stated: str) -> Revision:
    if not (stated.isascii() and stated.isdecimal() and len(stated) < 10):
        raise Http404(_("There is nothing here."))
    try:
        return Revision.objects.get(article=article, sequence=int(stated))
    except ObjectDoesNotExist:
        raise Http404(_("There is nothing here.")) from None
