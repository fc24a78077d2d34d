"""A receiver, and settings under which it may be called although it is on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.delivery.desk import Clock
from tests.delivery.receiver import Receiver, listening


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        stated = {
            "BACKEND": "worker", "CALLBACK_SCHEMES": ["https", "http"],
            "CALLBACK_ALLOWED_HOSTS": [f"127.0.0.1:{found.port}"], "CALLBACK_TIMEOUT_S": 1,
        }
        with override_settings(ANNOTATIONS=stated):
            yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()
