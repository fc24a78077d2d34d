"""Those of production, with the other way to take webhooks beside ours."""

from project.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.comparison.urls"
