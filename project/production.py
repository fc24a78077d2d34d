"""Settings for where strangers reach the desk: everything comes from the environment (docs/deploy.md).

``DJANGO_SETTINGS_MODULE=project.production``; ``manage.py check --deploy --fail-level WARNING`` finds nothing here.
"""

from __future__ import annotations

import os
from typing import Any

import django

from project.databases import database_at
from project.environment import Environment
from project.settings import *  # noqa: F403
from project.settings import BASE_DIR, MIDDLEWARE

_env = Environment(os.environ)
_env.require("DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "DATABASE_URL", "ANNOTATIONS_SEALING_KEYS")

DEBUG = False
SECRET_KEY = _env.text("DJANGO_SECRET_KEY")
SECRET_KEY_FALLBACKS = _env.items("DJANGO_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = _env.items("DJANGO_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = _env.items("DJANGO_CSRF_TRUSTED_ORIGINS") or [
    f"https://{'*' + host if host.startswith('.') else host}" for host in ALLOWED_HOSTS if host != "*"
]

# A connection is kept for its thread. One that the server has dropped is opened anew before it is used.
DATABASES = {
    "default": database_at(_env.text("DATABASE_URL"), base=BASE_DIR)
    | {"CONN_MAX_AGE": _env.number("DATABASE_CONN_MAX_AGE", 600), "CONN_HEALTH_CHECKS": True}
}

_redis = _env.text("REDIS_URL")
if _redis:
    CACHES: dict[str, Any] = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis}
    }

# HTTPS only. What is before the server says by X-Forwarded-Proto how a request came; it must set it, never pass it on.
_proxies = _env.number("ANNOTATIONS_PROXIES", 1)
if _proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# A supervisor on the same machine asks without TLS.
SECURE_REDIRECT_EXEMPT = [r"^annotations/api/v1/health/"]
SECURE_HSTS_SECONDS = _env.number("DJANGO_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True

MIDDLEWARE = [MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE[1:]]

# Alerts and digests; without a host mail goes to this machine's own.
_SMTP = {
    "host": _env.text("DJANGO_EMAIL_HOST", "localhost"),
    "port": _env.number("DJANGO_EMAIL_PORT", 25),
    "username": _env.text("DJANGO_EMAIL_USER"),
    "password": _env.text("DJANGO_EMAIL_PASSWORD"),
    "timeout": 15,
}
if django.VERSION >= (6, 1):
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": _SMTP | {"use_tls": _SMTP["port"] == 587},
        }
    }
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _SMTP["host"], _SMTP["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SMTP["username"], _SMTP["password"]
    EMAIL_USE_TLS, EMAIL_TIMEOUT = EMAIL_PORT == 587, _SMTP["timeout"]
DEFAULT_FROM_EMAIL = _env.text("DJANGO_EMAIL_FROM", "annotations@localhost")

STATIC_URL = "/static/"
STATIC_ROOT = _env.text("DJANGO_STATIC_ROOT", str(BASE_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "NUM_PROXIES": _proxies,
}

CELERY_BROKER_URL = _env.text("CELERY_BROKER_URL")
ANNOTATIONS = {
    "BACKEND": "celery" if CELERY_BROKER_URL else "worker",
    "SEALING_KEYS": _env.items("ANNOTATIONS_SEALING_KEYS"),
    "PROXIES": _proxies,
    "PUBLIC_URL": _env.text("ANNOTATIONS_PUBLIC_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.*')}"),
    "MAPPED_FOLDER": _env.text("ANNOTATIONS_MAPPED_FOLDER"),
    "API_RATE_CACHE": "default" if _redis else "",
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "project.logs.PlainFormatter"},
        "json": {"()": "project.logs.JsonFormatter"},
    },
    "handlers": {
        # Not standard output, where commands write their data.
        "stderr": {
            "class": "logging.StreamHandler", "stream": "ext://sys.stderr",
            "formatter": _env.choice("DJANGO_LOG_FORMAT", "plain", "json"),
        }
    },
    "root": {"handlers": ["stderr"], "level": _env.choice("DJANGO_LOG_LEVEL", "INFO", "WARNING", "ERROR", "DEBUG")},
    # Django's own handlers would say the same a second time.
    "loggers": {
        "django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True},
        "pymorphy3": {"level": "WARNING"},
    },
}
