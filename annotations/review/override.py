"""“Publish anyway”: lets one text out against the verdict, with a reason, for an hour, in sight of everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.conf import desk
from annotations.engine.article import Article as ArticleValue
from annotations.flags.notes import SHORTEST
from annotations.gate.overrides import OverrideRefused, override, valid_override
from annotations.gate.verdict import verdict_now
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.permissions import require, visible
from annotations.review.pages import Page, page_context
from annotations.review.person import person


def override_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """What stands against the article, and the form that lets it out all the same."""
    found = _article_or_404(request, article)
    require(person(request), "override_gate", found.channel)
    error, now = "", timezone.now()
    if request.method == "POST":
        try:
            return _let_out(request, found)
        except OverrideRefused as refused:
            error = str(refused)
    place = (str(found), reverse("admin:annotations_article_change", args=[found.pk]))
    context = page_context(
        request, site, title=_("Publish anyway"), article=found, error=error, reason=request.POST.get("reason", ""),
        trail=[(_("Articles"), reverse("admin:annotations_article_changelist")), place], presets=_presets(),
        minutes=desk().override_minutes, verdict=verdict_now(found, at=now), standing=standing_override(found),
        errors=Flag.objects.filter(article=found, state=Flag.State.OPEN, level="error").order_by("opened_at")[:20],
    )
    return TemplateResponse(request, "annotations/review/override.html", context, status=422 if error else 200)


def standing_override(article: Article) -> object:
    """The override that lets the newest text out now, if any."""
    if article.latest is None:
        return None
    text = ArticleValue.model_validate(article.latest.payload)
    return valid_override(text, channel=article.channel, rendition=article.rendition, at=timezone.now())


def _let_out(request: HttpRequest, article: Article) -> HttpResponse:
    reason = " ".join(filter(None, (request.POST.get("preset", ""), request.POST.get("reason", "")))).strip()
    if len(reason) < SHORTEST:
        said = _("Say why, in at least %(count)d characters.") % {"count": SHORTEST}
        raise OverrideRefused("reason_required", said)
    made = override(article, by=person(request), reason=reason)
    until = timezone.localtime(made.expires_at)
    said = _("This text may be published until %(until)s, whatever the verdict. Whoever asked for alerts is told.")
    messages.warning(request, said % {"until": f"{until:%H:%M}"})
    return HttpResponseRedirect(reverse("admin:annotations_article_change", args=[article.pk]))


def _article_or_404(request: HttpRequest, key: int) -> Article:
    rows = visible(Article.objects.select_related("channel", "latest", "verdict"), person(request))
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def _presets() -> list[str]:
    return [_("Safety of life."), _("Breaking; the fix follows."), _("Cleared by legal by word of mouth.")]


OVERRIDE_PAGES = (Page("article_override", "<int:article>/override/", override_page, "override_gate", ("GET", "POST")),)
