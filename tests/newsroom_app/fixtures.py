"""Fixtures for tests with a database in which the sample registers are live."""

import pytest

from tests.newsroom_app.desk import live_register


@pytest.fixture
def desk(db: None) -> None:
    """The sample registers are live."""
    live_register()
