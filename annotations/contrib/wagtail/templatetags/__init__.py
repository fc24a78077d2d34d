"""Template tags for Wagtail sites: ``{% load annotations_wagtail %}``."""
