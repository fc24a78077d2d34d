"""The settings for production: nothing to complain of, nothing left to chance."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
import pytest

from project.logs import JsonFormatter, PlainFormatter

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "DJANGO_SETTINGS_MODULE": "project.production",
    "DJANGO_SECRET_KEY": "hJ2kd93kfls0-dkfj39fkdlsa9fk3lfk3049fkdls0f9k3lfkd0",
    "DJANGO_ALLOWED_HOSTS": "desk.example,.news.example",
    "DATABASE_URL": "sqlite:///production.sqlite3",
    "ANNOTATIONS_SEALING_KEYS": "0123456789abcdef0123456789abcdef",
    "REDIS_URL": "redis://redis.example:6379/0",
}
_PROBE = """
import json
import django
from django.conf import settings
django.setup()
names = ("DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SECURE_HSTS_SECONDS", "ANNOTATIONS")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process with nothing in its environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=kept | environment, text=True, capture_output=True, timeout=120
    )


def settings(**more: str) -> dict[str, Any]:
    ended = run("-c", _PROBE, **GIVEN | more)
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout)
    return said


@pytest.fixture(autouse=True)
def _needs() -> None:
    pytest.importorskip("whitenoise")
    if django.VERSION < (6, 0):
        pytest.importorskip("csp")


@pytest.mark.parametrize("broker", ["", "redis://redis.example:6379/1"], ids=["own worker", "Celery"])
def test_there_is_nothing_to_complain_of(broker: str) -> None:
    if broker:
        pytest.importorskip("celery")
    more = {"CELERY_BROKER_URL": broker} if broker else {}
    ended = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **GIVEN | more)
    assert (ended.returncode, ended.stdout) == (0, "System check identified no issues (0 silenced).\n"), ended.stderr


def test_what_is_missing_is_named_all_at_once() -> None:
    ended = run("manage.py", "check", DJANGO_SETTINGS_MODULE="project.production")
    assert ended.returncode != 0
    assert (
        "set DJANGO_SECRET_KEY, DJANGO_ALLOWED_HOSTS, DATABASE_URL, ANNOTATIONS_SEALING_KEYS in the environment"
        in ended.stderr
    )


def test_what_is_left_out_is_on_the_safe_side() -> None:
    said = settings(DJANGO_DEBUG="1")
    assert said["DEBUG"] is False
    assert said["ALLOWED_HOSTS"] == ["desk.example", ".news.example"]
    assert said["CSRF_TRUSTED_ORIGINS"] == ["https://desk.example", "https://*.news.example"]
    assert said["SECURE_HSTS_SECONDS"] == 31_536_000
    assert (said["ANNOTATIONS"]["BACKEND"], said["ANNOTATIONS"]["PROXIES"]) == ("worker", 1)
    assert said["ANNOTATIONS"]["PUBLIC_URL"] == "https://desk.example"


def test_a_broker_has_celery_do_the_work() -> None:
    pytest.importorskip("celery")
    assert settings(CELERY_BROKER_URL="amqp://rabbit.example//")["ANNOTATIONS"]["BACKEND"] == "celery"


@pytest.mark.parametrize(("name", "value"), [("DJANGO_HSTS_SECONDS", "a year"), ("DJANGO_LOG_FORMAT", "xml")])
def test_a_value_that_makes_no_sense_is_named(name: str, value: str) -> None:
    ended = run("manage.py", "check", **GIVEN | {name: value})
    assert ended.returncode != 0
    assert f"{name} is " in ended.stderr


def record(message: str, *values: object, **more: object) -> logging.LogRecord:
    made = logging.getLogger("annotations").makeRecord(
        "annotations", logging.WARNING, "file", 1, message, values, None, extra=more
    )
    made.created = 0.0
    return made


def test_a_log_line_stays_one_line() -> None:
    line = PlainFormatter().format(record("channel %s", "a\r\nWARNING forged: \x1b[31m\u202e"))
    assert line == (
        "1970-01-01T00:00:00.000+00:00 WARNING annotations: channel a\\x0d\\nWARNING forged: \\x1b[31m\\u202e"
    )


def test_a_log_line_as_json_bears_what_was_given_with_it() -> None:
    line = JsonFormatter().format(record("channel %s", "a\nb", status=401))
    assert "\n" not in line
    assert json.loads(line) == {
        "at": "1970-01-01T00:00:00.000+00:00", "level": "WARNING", "logger": "annotations", "message": "channel a\nb",
        "status": 401,
    }
