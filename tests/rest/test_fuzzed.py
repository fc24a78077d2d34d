"""The API against its own document: every operation, all checks of schemathesis, and sequences along the links.

A bounded number of requests; ``ANNOTATIONS_FULL=1`` asks for 200 an operation.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from annotations.models.channel import Channel
from annotations.rest.openapi import document
from annotations.rest.parsing import NDJSON
from annotations.rest.scopes import SCOPES
from annotations.rest.tokens import make_token
from annotations.rest.urls import endpoints
from tests.api.rows import flag, received
from tests.newsroom_app.desk import live_register
from tests.rest.client import BASE
from tests.rest.people import person

EXAMPLES = 200 if os.environ.get("ANNOTATIONS_FULL") else 20
_STEPS = 20 if os.environ.get("ANNOTATIONS_FULL") else 6
_SETTINGS: dict[str, Any] = {
    "deadline": None, "derandomize": True, "database": None,
    "suppress_health_check": list(HealthCheck),
}
_ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "429"]
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": _ACCEPTED},
        # A missing If-Match is 428 by RFC 6585.
        "missing_required_header": {"expected-statuses": ["400", "401", "403", "406", "415", "422", "428"]},
        # DELETE withdraws: what was published stays readable, with its history.
        "use_after_free": {"enabled": False},
    },
    # What a schema cannot say: the version that a flag has by now (412); what an action needs, and what stands in the
    # text that is quoted (422); what the lines of a register must hold, and which addresses may be called (422).
    "operations": [
        {
            "include-operation-id": [
                "flags_change", "decisions_add", "flags_raise", "snapshots_add", "overrides_add", "callbacks_add",
            ],
            "checks": {"positive_data_acceptance": {"expected-statuses": [*_ACCEPTED, "412", "422"]}},
        },
    ],
}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::hypothesis.errors.HypothesisWarning"),
]


def _schema() -> Any:
    written = document(list(endpoints), BASE)
    for operation in [row for path in written["paths"].values() for row in path.values()]:
        # Nobody makes up a signed cursor: that is tested by itself.
        operation["parameters"] = [row for row in operation["parameters"] if row["name"] != "cursor"]
    found = schemathesis.openapi.from_dict(written, config=SchemathesisConfig.from_dict(CONFIG))
    found.app = get_wsgi_application()
    return found


schema = _schema()
_sent = {"token": "Bearer of no test"}


@schemathesis.serializer(NDJSON)
def lines(context: Any, value: Any) -> bytes:
    """A body of lines is sent as it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """An article is put under its own id; made up apart, the two would never be the same."""
    stated = case.body.get("id") if case.method.upper() == "PUT" and isinstance(case.body, dict) else None
    if isinstance(stated, str) and 0 < len(stated) <= 200:
        case.body["id"] = unquote(case.path_parameters.get("article", stated))


@schema.auth(refresh_interval=None)
class Token:
    """What every request is sent with."""

    def get(self, case: Any, context: Any) -> str:
        return _sent["token"]

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers["Authorization"] = data


@pytest.fixture
def token(db: None) -> Iterator[None]:
    """Of a machine that may do everything, in a person's name; there are articles and flags."""
    live_register()
    channel = Channel.objects.create(name="wire", jurisdictions=["RU"])
    anna = person("anna", channel, superuser=True)
    for number in range(1, 4):
        flag(received(channel, f"a{number}"))
    _, secret = make_token(channel, "fuzz", tuple(SCOPES), at=timezone.now(), person=anna)
    with override_settings(ANNOTATIONS={"BACKEND": "worker", "API_RATE": 10**8, "API_RATE_ANONYMOUS": 10**8}):
        _sent["token"] = f"Bearer {secret}"
        for signal in (request_started, request_finished):
            # Around a request Django closes connections that are in a transaction, as that of a test is.
            signal.disconnect(close_old_connections)
        yield
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=EXAMPLES, **_SETTINGS)
@pytest.mark.usefixtures("token")
def test_every_operation_does_what_its_document_says(case: Any) -> None:
    case.call_and_validate()


@pytest.mark.usefixtures("token")
def test_sequences_along_the_links_do() -> None:
    schema.as_state_machine().run(settings=settings(max_examples=EXAMPLES, stateful_step_count=_STEPS, **_SETTINGS))
