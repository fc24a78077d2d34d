"""The newsroom: a host that knows only the hook, with its own pages."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from annotations.testing import Desk, annotations_desk
from project.newsroom.models import Article
from project.newsroom.page import html_of
from tests.newsroom_app.desk import CLEAN, OWING

__all__ = ["annotations_desk"]
pytestmark = pytest.mark.usefixtures("annotations_desk")


def article(text: str = OWING, **fields: object) -> Article:
    usual = {"title": "Talks", "slug": "talks", "text": text, "published_at": timezone.now()}
    return Article(**(usual | fields))


def test_the_adapter_fits_the_model(annotations_desk: Desk) -> None:
    annotations_desk.check(article()).assert_flags({"ru.designation.notice": "error"})
    annotations_desk.check(article(CLEAN)).assert_clear()


def test_readers_get_the_notice_that_the_text_lacks(client: Client) -> None:
    Article.objects.bulk_create([article(status=Article.Status.PUBLISHED)])
    page = client.get("/articles/talks/").content.decode()
    assert '<aside class="annotations-notices">' in page
    assert page.count("Northern Pact is") == 1


@pytest.mark.parametrize(
    ("text_format", "text", "shown"),
    [
        ("text", "a <b>\n\nc", "<p>a &lt;b&gt;</p>\n\n<p>c</p>"),
        ("markdown", "*a* <script>x</script>", "<p><em>a</em> "),
        ("html", '<p onclick="x()">a</p><script>x</script>', "<p>a</p>"),
    ],
)
def test_the_text_comes_through_with_harmless_markup_only(text_format: str, text: str, shown: str) -> None:
    html = html_of(article(text, text_format=text_format))
    assert html.startswith(shown)
    assert "<script" not in html


def test_drafts_are_for_the_desk(client: Client, admin_client: Client) -> None:
    Article.objects.bulk_create([article()])
    assert client.get("/articles/talks/").status_code == 404
    assert Client().get("/articles/talks/desk/").status_code == 302
    page = admin_client.get("/articles/talks/desk/").content.decode()
    assert "<mark>Northern Pact</mark>" in page
    assert "not checked" in page


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
