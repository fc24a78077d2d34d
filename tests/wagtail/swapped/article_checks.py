"""The hook of the site."""

from annotations.contrib.wagtail import PageAdapter, register_page
from tests.wagtail.swapped.models import StoryPage

register_page(StoryPage, PageAdapter, jurisdictions=("RU",))
