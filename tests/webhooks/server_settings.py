"""Settings of a server that the tests start: the project's, with a short time for bodies to come."""

import os

from project.settings import *  # noqa: F403
from project.settings import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 60
ANNOTATIONS = {
    "BACKEND": os.environ.get("SERVER_BACKEND", "worker"),
    "WEBHOOK_READ_SECONDS": 1,
    "SEALING_KEYS": ["a key of the tests, long enough for them"],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"annotations": {"handlers": ["stderr"], "level": "INFO"}},
}
