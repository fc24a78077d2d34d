"""The Celery application: ``celery -A project worker`` and ``celery -A project beat``.

Messages are JSON and say nothing but "there is work"; the database holds the work. Settings of a project's own go into
its Django settings as CELERY_...; those here are what the desk relies on.
"""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

app = Celery("project")
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    result_backend=None,
    task_ignore_result=True,
    # A worker that is killed leaves its message to another; each takes one at a time.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=15 * 60,
    # A broker that is away costs a request a moment, and a worker nothing but waiting.
    broker_connection_timeout=2,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 30 * 60, "socket_connect_timeout": 2, "socket_timeout": 2,
        "max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2,
    },
    beat_schedule={
        # Makes good what a broker lost, and does what is due later than a message may wait.
        "annotations": {"task": "annotations.tick", "schedule": 20.0, "options": {"expires": 15}},
        "annotations-tidy": {"task": "annotations.tidy", "schedule": 3600.0},
    },
)  # fmt: skip
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
