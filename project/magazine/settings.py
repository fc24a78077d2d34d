"""Settings of the magazine: those of the runnable project with Wagtail's apps, on a database of its own."""

import os

from project.databases import database_at
from project.settings import *  # noqa: F403
from project.settings import ANNOTATIONS as DESK
from project.settings import BASE_DIR, MIDDLEWARE

INSTALLED_APPS = [
    "annotations",
    "annotations.contrib.wagtail",
    "project.magazine",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
]
MIDDLEWARE = [*MIDDLEWARE, "annotations.contrib.wagtail.middleware.PublishBlockedMiddleware"]
ROOT_URLCONF = "project.magazine.urls"
LOGIN_URL = "wagtailadmin_login"

DATABASES = {
    "default": database_at(os.environ.get("DATABASE_URL") or "sqlite:///magazine.sqlite3", base=BASE_DIR)
}
MEDIA_ROOT = os.environ.get("DJANGO_MEDIA_ROOT") or str(BASE_DIR / "media")
MEDIA_URL = "/media/"

WAGTAIL_SITE_NAME = "Magazine"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_I18N_ENABLED = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

ANNOTATIONS = DESK | {"BACKEND": "inline"}
