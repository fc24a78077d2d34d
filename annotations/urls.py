"""Addresses that a project includes: ``path("annotations/", include("annotations.urls"))``.

The HTTP API is among them where the project has ``rest_framework`` among its apps.
"""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from annotations.problems import views as problems
from annotations.webhooks import views as webhooks

app_name = "annotations"
_receive = webhooks.receiver()
urlpatterns: list[URLPattern | URLResolver] = [
    path("problems/<slug:code>/", problems.about_problem, name="problem"),
    path("hooks/<str:channel>/", _receive, name="hook"),
    path("hooks/<str:channel>", _receive),
    path("deliveries/<uuid:delivery>/", webhooks.delivery_status, name="delivery"),
]
if apps.is_installed("rest_framework"):
    urlpatterns.append(path("api/v1/", include("annotations.rest.urls")))
