"""Of all addresses only the one that takes webhooks is without a token against forgery, and it knows no session."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.webhooks.sending import NOW, channel_with, envelope, post, standard


def patterns(resolver: URLResolver, before: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for row in resolver.url_patterns:
        at = before + str(row.pattern)
        found += patterns(row, at) if isinstance(row, URLResolver) else [(at, row)]
    return found


def test_only_webhooks_and_the_api_are_without_a_cookies_token() -> None:
    free = [at for at, row in patterns(get_resolver("project.urls")) if getattr(row.callback, "csrf_exempt", False)]
    ours = [at for at in free if at.startswith("annotations/")]
    # The API asks for the token itself wherever a person is known by a cookie (tests/rest/test_matrix.py).
    beside_api = [at for at in ours if not at.startswith("annotations/api/v1/")]
    assert beside_api == ["annotations/hooks/<str:channel>/", "annotations/hooks/<str:channel>"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.urls")
def test_a_session_opens_nothing() -> None:
    channel_with()
    User.objects.create_superuser("root", password="x")
    client = Client(enforce_csrf_checks=True)
    client.login(username="root", password="x")
    assert post(envelope(), {}, client=client).code == "signature_missing"


@pytest.mark.django_db
def test_an_address_without_its_slash_works_as_well() -> None:
    channel_with()
    body = envelope()
    with override_settings(ROOT_URLCONF="tests.urls"):
        answer = Client().post(
            "/annotations/hooks/desk", body, content_type="application/json", headers=standard(body, at=timezone.now())
        )
    assert answer.status_code == 202


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a b", "\x00", "\ud800", "ü", "x" * 300, "%00", "1' OR '1'='1"])
def test_any_name_of_a_channel_is_answered_the_same(name: str) -> None:
    answer = post(envelope(), standard(envelope(), at=NOW), channel=quote(name, safe="", errors="surrogatepass"))
    assert (answer.status, answer.code) == (404, "not_found")
