"""Addresses of databases."""

from pathlib import Path

import pytest

from project.databases import database_at

BASE = Path("/srv/news")


@pytest.mark.parametrize(
    ("address", "name"), [("sqlite:///news.sqlite3", "/srv/news/news.sqlite3"), ("sqlite:////var/n.sqlite3", "/var/n.sqlite3")]
)
def test_files_are_relative_to_the_project_or_absolute(address: str, name: str) -> None:
    found = database_at(address, base=BASE)
    assert (found["ENGINE"], str(found["NAME"])) == ("django.db.backends.sqlite3", name)


def test_a_server_with_everything() -> None:
    assert database_at("postgresql://anna:p%40ss@db.example:5433/news", base=BASE) == {
        "ENGINE": "django.db.backends.postgresql", "NAME": "news", "USER": "anna", "PASSWORD": "p@ss",
        "HOST": "db.example", "PORT": "5433",
    }


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="not mysql://"):
        database_at("mysql://localhost/news", base=BASE)
