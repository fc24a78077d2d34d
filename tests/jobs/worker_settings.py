"""Settings of the tests, with the work done by ``annotations worker``."""

from tests.settings import *  # noqa: F403

ANNOTATIONS = {"BACKEND": "worker"}
