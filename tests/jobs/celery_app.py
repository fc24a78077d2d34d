"""The project's Celery application, with the handlers of the tests: what Celery's own processes load in tests."""

from __future__ import annotations

import django

from project.celery import app

django.setup()

from annotations.jobs.handlers import HANDLERS  # noqa: E402
from tests.jobs.deeds import KINDS  # noqa: E402

HANDLERS.update(KINDS)

__all__ = ["app"]
