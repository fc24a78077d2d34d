"""The project's addresses, with a receiver whose clock stands still, or where a test puts it."""

from __future__ import annotations

from datetime import datetime

from django.urls import URLPattern, URLResolver, path

from annotations.webhooks.views import receiver
from project.urls import urlpatterns as project_patterns
from tests.webhooks.sending import NOW


class Clock:
    """Tells the time that it was set to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


CLOCK = Clock()
urlpatterns: list[URLPattern | URLResolver] = [
    path("annotations/hooks/<str:channel>/", receiver(CLOCK)),
    *project_patterns,
]
