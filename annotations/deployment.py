"""Checks of ``manage.py check --deploy``: what may be as it is while one tries things, and not where strangers come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from annotations import conf

NO_POLICY = "annotations.W040"
LOOSE_POLICY = "annotations.W041"
NO_SEALING_KEYS = "annotations.W042"
WEAK_SEALING_KEYS = "annotations.W043"
BROWSABLE_API = "annotations.W044"
OPEN_API = "annotations.W045"
PLAIN_CALLBACKS = "annotations.W046"
PLAIN_LINKS = "annotations.W047"
WORK_IN_REQUESTS = "annotations.W048"
PROXIES_DIFFER = "annotations.W049"
NO_RE2 = "annotations.E050"

SHORTEST_KEY = 32
"""Characters of a sealing key: 128 bits also where it is written in hexadecimal digits."""
_POLICY_MIDDLEWARE = {
    "django.middleware.csp.ContentSecurityPolicyMiddleware": "SECURE_CSP",
    "csp.middleware.CSPMiddleware": "CONTENT_SECURITY_POLICY",
}
_UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "*")
_FRAMEWORK = "rest_framework"


def check_deployment(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What is unsafe in public; only asked with ``--deploy``."""
    try:
        desk = conf.desk()
    except conf.WrongSettings:
        # Said by the check of the settings.
        return []
    return [message for looked_at in _CHECKS for message in looked_at(desk)]


def _policy(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    """The last of three layers between an article and the browser of who reviews it."""
    names = [name for path, name in _POLICY_MIDDLEWARE.items() if path in settings.MIDDLEWARE]
    stated = next((getattr(settings, name, None) for name in names if getattr(settings, name, None)), None)
    if stated is None:
        yield Warning(
            "There is no Content-Security-Policy.",
            hint="Set SECURE_CSP and its middleware (Django 6), or CONTENT_SECURITY_POLICY of django-csp (Django 5.2).",
            id=NO_POLICY,
        )
        return
    directives = stated.get("DIRECTIVES", stated)
    scripts = directives.get("script-src", directives.get("default-src", ["*"]))
    loose = [source for source in _UNSAFE if source in scripts]
    if loose:
        yield Warning(
            f"The Content-Security-Policy lets scripts come from {', '.join(loose)}.",
            hint="No page of the desk needs that: script-src 'self' is enough.", id=LOOSE_POLICY,
        )


def _sealing(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    where = f"{conf.NAME}['SEALING_KEYS']"
    if not desk.sealing_keys:
        yield Warning(
            f"{where} is empty: secrets in the database are sealed with SECRET_KEY.",
            hint="Whoever rotates SECRET_KEY would lose them. Set a key of its own: `openssl rand -base64 32`.",
            id=NO_SEALING_KEYS,
        )
    elif any(len(key) < SHORTEST_KEY for key in desk.sealing_keys):
        yield Warning(
            f"{where} has a key of fewer than {SHORTEST_KEY} characters.",
            hint="Put a longer one first, run `manage.py annotations secrets reseal`, then drop it.",
            id=WEAK_SEALING_KEYS,
        )


def _api(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    if not apps.is_installed(_FRAMEWORK):
        return
    stated = getattr(settings, "REST_FRAMEWORK", {})
    renderers = stated.get("DEFAULT_RENDERER_CLASSES", ("rest_framework.renderers.BrowsableAPIRenderer",))
    if any("BrowsableAPIRenderer" in str(renderer) or "AdminRenderer" in str(renderer) for renderer in renderers):
        yield Warning(
            "REST_FRAMEWORK lets views answer with the browsable API.",
            hint='Set DEFAULT_RENDERER_CLASSES to ["rest_framework.renderers.JSONRenderer"].', id=BROWSABLE_API,
        )
    allowed = stated.get("DEFAULT_PERMISSION_CLASSES", ("rest_framework.permissions.AllowAny",))
    if not allowed or any("AllowAny" in str(permission) for permission in allowed):
        yield Warning(
            "REST_FRAMEWORK lets anybody use views that name no permission.",
            hint='Set DEFAULT_PERMISSION_CLASSES to ["rest_framework.permissions.IsAuthenticated"].', id=OPEN_API,
        )
    if (stated.get("NUM_PROXIES") or 0) != desk.proxies:
        yield Warning(
            f"REST_FRAMEWORK['NUM_PROXIES'] is {stated.get('NUM_PROXIES')}, {conf.NAME}['PROXIES'] {desk.proxies}.",
            hint="Both say how many proxies of yours stand before the server.", id=PROXIES_DIFFER,
        )


def _proxies(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    if settings.SECURE_PROXY_SSL_HEADER and not desk.proxies:
        yield Warning(
            f"SECURE_PROXY_SSL_HEADER says that there is a proxy, {conf.NAME}['PROXIES'] that there is none.",
            hint="All requests would count as coming from the proxy. Set PROXIES to how many of them are yours.",
            id=PROXIES_DIFFER,
        )


def _addresses(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    if "http" in desk.callback_schemes:
        yield Warning(
            f"{conf.NAME}['CALLBACK_SCHEMES'] lets verdicts be sent without TLS.",
            hint="Leave it out: callbacks are called by https only.", id=PLAIN_CALLBACKS,
        )
    if desk.public_url and not desk.public_url.startswith("https://"):
        yield Warning(
            f"{conf.NAME}['PUBLIC_URL'] is no https address.", hint="Readers would log in without TLS.", id=PLAIN_LINKS
        )


def _work(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    if desk.backend == "inline":
        yield Warning(
            f"{conf.NAME}['BACKEND'] is 'inline': requests wait for checks.",
            hint="Set 'worker' and run `manage.py annotations worker`, or 'celery'.", id=WORK_IN_REQUESTS,
        )


def _patterns(desk: conf.DeskSettings) -> Iterator[CheckMessage]:
    if find_spec("re2") is None:
        yield Error(
            "google-re2 is not there; patterns of rules are run by it alone.", hint="pip install google-re2", id=NO_RE2
        )


_CHECKS: tuple[Callable[[conf.DeskSettings], Iterator[CheckMessage]], ...] = (
    _policy, _sealing, _api, _proxies, _addresses, _work, _patterns,
)
