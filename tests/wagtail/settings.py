"""Settings of the Wagtail tests: those of the magazine, with nothing written outside of the test's database."""

import tempfile

from project.magazine.settings import *  # noqa: F403
from project.magazine.settings import INSTALLED_APPS as MAGAZINE_APPS

INSTALLED_APPS = [*MAGAZINE_APPS, "wagtail.api.v2"]
ROOT_URLCONF = "tests.wagtail.urls"
# A file: the browser's requests come in several at once, each on a connection of its own.
_DATABASE = f"{tempfile.mkdtemp()}/magazine.sqlite3"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3", "NAME": _DATABASE, "TEST": {"NAME": _DATABASE},
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA synchronous=OFF;"},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.gettempdir()


class _NoMigrations(dict[str, None]):
    """Tables are made from the models: Wagtail's hundred migrations take longer than the tests."""

    def __contains__(self, app: object) -> bool:
        return True

    def __missing__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _NoMigrations()
WAGTAILEMBEDS_FINDERS = [{"class": "tests.wagtail.embeds.AnyFinder"}]
