"""Two channels, machines and people of each, and the sample registers."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.rest.scopes import SCOPES
from annotations.rest.tokens import make_token
from tests.management.conftest import annotations
from tests.newsroom_app.fixtures import desk
from tests.rest.client import Api

__all__ = ["annotations", "desk"]


@pytest.fixture
def wire(db: None) -> Channel:
    return Channel.objects.create(name="wire", jurisdictions=["RU"])


@pytest.fixture
def radio(db: None) -> Channel:
    return Channel.objects.create(name="radio", jurisdictions=["RU"])


@pytest.fixture
def machine() -> Callable[..., Api]:
    """A client with a token of a channel: ``machine(channel, "check")``; without scopes it has all."""

    def made(channel: Channel, *scopes: str, **more: object) -> Api:
        name = f"machine {timezone.now().timestamp()}"
        _, secret = make_token(channel, name, scopes or tuple(SCOPES), at=timezone.now(), **more)  # type: ignore[arg-type]
        return Api(secret)

    return made


@pytest.fixture
def api(wire: Channel, machine: Callable[..., Api]) -> Api:
    """A machine of ``wire`` that may do everything."""
    return machine(wire)
