"""The desk of the tests."""

from tests.newsroom_app.fixtures import desk

__all__ = ["desk"]
