"""Addresses of the project, and of the tests' own host."""

from django.urls import path

from project.urls import urlpatterns as project_patterns
from tests.newsroom_app import views

urlpatterns = [*project_patterns, path("api/stories/<int:pk>/publish/", views.publish)]
