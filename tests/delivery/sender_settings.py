"""Settings of senders that tests start as processes: the receiver's port comes from the environment."""

import os

from tests.settings import *  # noqa: F403

ANNOTATIONS = {
    "BACKEND": "worker",
    "CALLBACK_SCHEMES": ["http"],
    "CALLBACK_ALLOWED_HOSTS": ["127.0.0.1:" + os.environ.get("TESTS_RECEIVER_PORT", "0")],
}
