"""Addresses of the runnable project."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from project.newsroom import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("annotations/", include("annotations.urls")),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>/desk/", views.desk, name="desk"),
]
