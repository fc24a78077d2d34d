"""The vectors of the schemes, each with its own clock and secrets, posted as bytes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from tests.shared import FOLDER, shared_lines
from tests.webhooks.sending import add_secret, channel_with, post
from tests.webhooks.urls import Clock

FILE = "suites/webhook_vectors.jsonl"
ROWS = [row["id"] for row in shared_lines(FILE)] if (FOLDER / FILE).exists() else ["absent"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROWS)
def test_every_vector_is_answered_as_it_says(name: str, clock: Clock) -> None:
    row = next(row for row in shared_lines(FILE) if row["id"] == name)
    clock.now = datetime.fromtimestamp(row["now"], UTC)
    # The body of GitHub's own vector is no JSON: it is for a channel that keeps a record and reads nothing.
    channel = channel_with(adapter="record" if row["scheme"] == "github" else "", secrets={})
    for secret in row["secrets"]:
        add_secret(channel, row["scheme"], secret)
    answer = post(base64.b64decode(row["body_b64"]), row["headers"])
    assert answer.status == row["status"], answer.body
