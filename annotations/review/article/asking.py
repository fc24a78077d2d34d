"""What a person asks of an article: what was right on another day, and that somebody looks at a line of it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from annotations.api.judging import report_on
from annotations.api.subject import moment_of, subject_of
from annotations.asking import OverBudgetError, within
from annotations.engine.report import Report
from annotations.flags.life import TransitionRefused
from annotations.flags.manual import raise_flag
from annotations.flags.notes import LONGEST
from annotations.localization.labels import LEVELS
from annotations.models.article import Article
from annotations.permissions import require
from annotations.review.article.finding import address_of, article_for, trail_of
from annotations.review.evidence import article_in
from annotations.review.pages import Page, page_context

_LONGEST_QUOTE = 2000
_LEVELS = [(level, LEVELS[level]) for level in ("warning", "error", "note")]


class DayForm(forms.Form):
    """A day."""

    day = forms.DateField(label=_("As of"), widget=forms.DateInput({"type": "date"}))


class RaiseForm(forms.Form):
    """Words of the text, and what is to be looked at."""

    use_required_attribute = False
    quote = forms.CharField(
        label=_("Words, as they stand in the newest text"), max_length=_LONGEST_QUOTE, strip=False,
        widget=forms.Textarea({"rows": 2}),
    )
    note = forms.CharField(label=_("What is to be looked at"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))
    level = forms.ChoiceField(label=_("Level"), choices=_LEVELS, initial="warning", widget=forms.RadioSelect)
    missed = forms.BooleanField(label=_("A miss: the rules should have found it"), required=False)


def as_of_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """What the newest text would have owed on another day, by the rules and registers of now. Nothing is kept."""
    found = article_for(cast(Any, request.user), article)
    form = DayForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    report, late = _report(found, day) if day is not None else (None, False)
    title = _t("As of %(day)s") % {"day": day} if day else _t("As of another day")
    context = page_context(
        request, site, title=title, trail=trail_of(found), article=found, form=form, day=day, report=report, late=late,
        subtitle=None,
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/as_of.html", context)


def raise_page(request: HttpRequest, site: AdminSite, article: int) -> HttpResponse:
    """“Legal: check this line.”"""
    person = cast(Any, request.user)
    found = article_for(person, article)
    form = _raise_form(request)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            made = raise_flag(
                found, by=person, quote=sent["quote"].strip(), note=sent["note"], level=sent["level"],
                missed=sent["missed"],
            )  # fmt: skip
        except TransitionRefused as error:
            form.add_error("quote", str(error))
        else:
            messages.success(request, _t("F-%(number)d is raised.") % {"number": made.pk})
            return HttpResponseRedirect(reverse("admin:annotations_flag_change", args=[made.pk]))
    else:
        require(person, "add_flag", found.channel)
    context = page_context(
        request, site, title=_t("Raise a flag"), trail=trail_of(found), article=found, form=form, subtitle=None,
        back=address_of(found),
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/raise.html", context)


def _raise_form(request: HttpRequest) -> RaiseForm:
    if request.method == "POST":
        return RaiseForm(request.POST)
    return RaiseForm(initial={"missed": request.GET.get("missed") == "1"})


def _report(article: Article, day: date) -> tuple[Report | None, bool]:
    """The report, and whether it took too long."""
    text = article_in(article.latest)
    if text is None:
        return None, False
    asked, when = subject_of(text, channel=article.channel), moment_of(day)
    reference = asked.reference()
    try:
        # Only the engine is waited for in another thread: the database is asked in this one.
        made = within(article.channel.budget_ms, lambda: report_on(asked, reference, as_of=when, fixes=False))
    except OverBudgetError:
        return None, True
    return made, False


ASKING_PAGES: tuple[Page, ...] = (
    Page("article_as_of", "<int:article>/as-of/", as_of_page, "view_article"),
    Page("article_raise", "<int:article>/raise/", raise_page, "add_flag", ("GET", "POST")),
)
