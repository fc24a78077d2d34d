"""The runnable newsroom around the app."""

import os

if os.environ.get("CELERY_BROKER_URL"):
    # Every process that queues work needs the application, not only Celery's own.
    from project.celery import app as celery_app

    __all__ = ["celery_app"]
