"""The Content-Security-Policy of every page: scripts, styles, pictures of our own, nothing inline, nothing framed."""

from __future__ import annotations

from importlib.util import find_spec

import django

POLICY: dict[str, list[str]] = {
    "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'", "data:"],
    "font-src": ["'self'"], "connect-src": ["'self'"], "form-action": ["'self'"], "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}  # fmt: skip


def middleware() -> list[str]:
    """What sends the policy: Django itself from 6.0 on, before that django-csp, where it is installed."""
    if django.VERSION >= (6, 0):
        return ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
    return ["csp.middleware.CSPMiddleware"] if find_spec("csp") is not None else []


def apps() -> list[str]:
    """The app that comes with it."""
    return ["csp"] if middleware() == ["csp.middleware.CSPMiddleware"] else []
