"""The model of pages: Wagtail's, or what a project has put in its place (Wagtail 8)."""

from __future__ import annotations

from typing import Any


def page_model() -> Any:
    """``wagtail.models.Page``, or the model that ``WAGTAIL_PAGE_MODEL`` names."""
    try:
        import swapper
    except ImportError:
        from wagtail.models import Page

        return Page
    return swapper.load_model("wagtailcore", "Page")
