"""An article by its key, for whoever may see it, and where its page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.models.article import Article
from annotations.permissions import visible

if TYPE_CHECKING:
    from annotations.permissions import Person


def article_for(person: Person, key: int) -> Article:
    """The article.

    Raises:
        Http404: there is none that the person may see.
    """
    rows = Article.objects.select_related("channel", "latest", "live", "verdict__revision")
    found = visible(rows, person).filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def address_of(article: Article) -> str:
    """Where its page is."""
    return reverse("admin:annotations_article_change", args=[article.pk])


def trail_of(article: Article | None = None) -> list[tuple[str, str]]:
    """What stands before the title of a page about articles, or about one."""
    listed = [(_("Articles"), reverse("admin:annotations_article_changelist"))]
    if article is None:
        return listed
    return [*listed, (article.headline or _("(no headline)"), address_of(article))]
