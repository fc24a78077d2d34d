"""Addresses of the magazine, and the API where this Wagtail has one that writes."""

from django.urls import URLPattern, URLResolver, path
from wagtail import VERSION

from project.magazine.urls import urlpatterns as magazine

urlpatterns: list[URLPattern | URLResolver] = [*magazine]
if VERSION >= (8, 0):
    from wagtail.api.v3.api import api

    urlpatterns.insert(0, path("api/v3/", api.urls))
