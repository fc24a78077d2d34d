"""Settings of the test run: those of the project, a host's app to hook, and an admin site for it."""

from project.settings import *  # noqa: F403
from project.settings import INSTALLED_APPS as PROJECT_APPS
from project.settings import MIDDLEWARE as PROJECT_MIDDLEWARE

_APPS = (
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "tests.newsroom_app",
)
INSTALLED_APPS = [*PROJECT_APPS, *(app for app in _APPS if app not in PROJECT_APPS)]

_MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)
MIDDLEWARE = [*PROJECT_MIDDLEWARE, *(name for name in _MIDDLEWARE if name not in PROJECT_MIDDLEWARE)]

TEMPLATES = [
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
ROOT_URLCONF = "tests.urls"
ANNOTATIONS = {"BACKEND": "worker"}
STATIC_URL = "static/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
