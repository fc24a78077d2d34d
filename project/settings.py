"""Settings of the runnable project: SQLite, nothing else to start. Production values come from the environment."""

import os
from pathlib import Path
from typing import Any

import django

from project import policy
from project.databases import database_at

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "django-insecure-for-trying-out-only-set-DJANGO_SECRET_KEY")
DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "annotations",
    "project.newsroom",
    *policy.apps(),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *policy.middleware(),
]
SECURE_CSP = policy.POLICY
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.POLICY}
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "project.urls"
LOGIN_URL = "admin:login"
STATIC_URL = "static/"

# ANNOTATIONS_TEST_DATABASE is what the tests are run on.
_DATABASE = os.environ.get("ANNOTATIONS_TEST_DATABASE") or os.environ.get("DATABASE_URL") or "sqlite:///db.sqlite3"
DATABASES = {"default": database_at(_DATABASE, base=BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Mail that nobody has said how to send is shown where the server runs.
_MAILER = os.environ.get("DJANGO_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
if django.VERSION >= (6, 1):
    MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": _MAILER}}
else:
    EMAIL_BACKEND = _MAILER

LANGUAGE_CODE = "en"
# Those in which the desk is complete; a browser says which it wants.
LANGUAGES = [("en", "English"), ("ru", "Русский")]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# With a broker (redis://..., amqp://...) Celery workers do the work; without one each save does its own.
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "")

ANNOTATIONS: dict[str, Any] = {"BACKEND": "celery" if CELERY_BROKER_URL else "inline"}
