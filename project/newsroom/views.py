"""What readers see, and what editors see beside it."""

from __future__ import annotations

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from project.newsroom.models import Article
from project.newsroom.page import html_of


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A published article with the notices that it owes on the day it is read."""
    found = get_object_or_404(Article, slug=slug, status=Article.Status.PUBLISHED)
    return render(request, "newsroom/article.html", {"article": found, "text": html_of(found)})


@staff_member_required
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The same article at the desk: what is still to do, and where in the text."""
    found = get_object_or_404(Article, slug=slug)
    return render(request, "newsroom/desk.html", {"article": found})
