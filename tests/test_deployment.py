"""What ``check --deploy`` says of the desk's own settings: ids, and that good settings are not talked about."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks

from annotations.deployment import check_deployment

POLICY = {"default-src": ["'none'"], "script-src": ["'self'"]}
MIDDLEWARE = ["csp.middleware.CSPMiddleware"]
FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
DESK = {"BACKEND": "worker", "SEALING_KEYS": ["k" * 32], "PUBLIC_URL": "https://desk.example"}


@pytest.fixture
def good(settings: Any) -> Any:
    settings.MIDDLEWARE, settings.CONTENT_SECURITY_POLICY = MIDDLEWARE, {"DIRECTIVES": POLICY}
    settings.REST_FRAMEWORK, settings.ANNOTATIONS = dict(FRAMEWORK), dict(DESK)
    return settings


def said() -> list[str | None]:
    return [found.id for found in check_deployment()]


def test_good_settings_are_not_talked_about(good: Any) -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("desk", "found"),
    [
        ({"SEALING_KEYS": []}, "annotations.W042"), ({"SEALING_KEYS": ["short"]}, "annotations.W043"),
        ({"CALLBACK_SCHEMES": ["https", "http"]}, "annotations.W046"),
        ({"PUBLIC_URL": "http://desk.example"}, "annotations.W047"), ({"BACKEND": "inline"}, "annotations.W048"),
        ({"PROXIES": 1}, "annotations.W049"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_setting_of_the_desk_that_is_not_for_the_public_is_named(good: Any, desk: dict[str, Any], found: str) -> None:
    good.ANNOTATIONS = DESK | desk
    assert said() == [found]


def test_a_proxy_is_told_of_in_both_places(good: Any) -> None:
    good.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert said() == ["annotations.W049"]
    good.ANNOTATIONS, good.REST_FRAMEWORK = DESK | {"PROXIES": 1}, FRAMEWORK | {"NUM_PROXIES": 1}
    assert said() == []


@pytest.mark.parametrize(
    ("directives", "found"),
    [
        (None, ["annotations.W040"]), ({}, ["annotations.W040"]),
        ({"script-src": ["'self'", "'unsafe-inline'"]}, ["annotations.W041"]),
        ({"default-src": ["*"]}, ["annotations.W041"]), ({"style-src": ["'self'"]}, ["annotations.W041"]),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("builtin", [True, False], ids=["Django 6", "django-csp"])
def test_a_policy_that_lets_scripts_in_is_named(
    good: Any, directives: dict[str, list[str]] | None, found: list[str], builtin: bool
) -> None:
    if builtin:
        good.MIDDLEWARE, good.SECURE_CSP = ["django.middleware.csp.ContentSecurityPolicyMiddleware"], directives
    else:
        good.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives} if directives else directives
    assert said() == found


def test_a_policy_without_its_middleware_is_none(good: Any) -> None:
    good.MIDDLEWARE = []
    assert said() == ["annotations.W040"]


def test_what_the_framework_does_unless_told_otherwise_is_named(good: Any) -> None:
    good.REST_FRAMEWORK = {}
    assert said() == ["annotations.W044", "annotations.W045"]


def test_wrong_settings_are_left_to_the_check_of_the_settings(good: Any) -> None:
    good.ANNOTATIONS = {"BACKEND": "no such"}
    assert said() == []


@pytest.mark.django_db
def test_manage_py_check_asks_only_when_it_is_about_deployment(good: Any) -> None:
    good.ANNOTATIONS = DESK | {"SEALING_KEYS": []}
    assert "annotations.W042" not in {found.id for found in run_checks()}
    assert "annotations.W042" in {found.id for found in run_checks(include_deployment_checks=True)}
