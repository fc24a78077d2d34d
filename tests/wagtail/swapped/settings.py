"""Settings of a site with pages of its own base model."""

from tests.wagtail.settings import *  # noqa: F403
from tests.wagtail.settings import INSTALLED_APPS as APPS

WAGTAIL_PAGE_MODEL = "swapped.OwnPage"
INSTALLED_APPS = ["tests.wagtail.swapped", *(name for name in APPS if name != "project.magazine")]
ROOT_URLCONF = "project.magazine.urls"
ALLOWED_HOSTS = ["testserver"]
