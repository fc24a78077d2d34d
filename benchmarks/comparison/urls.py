"""Ours and the other one, in one server."""

from django.urls import include, path

from benchmarks.comparison.views import IntakeView

urlpatterns = [path("annotations/", include("annotations.urls")), path("usual/<slug:channel>/", IntakeView.as_view())]
