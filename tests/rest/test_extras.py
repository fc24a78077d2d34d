"""What the API needs, and what it does without."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.docs.pages import ROOT

_PROGRAM = """
import sys
for name in {missing!r}:
    sys.modules[name] = None
import django
from django.conf import settings
{change}
django.setup()
from django.urls import get_resolver
names = []
def walk(patterns):
    for row in patterns:
        if hasattr(row, "url_patterns"):
            walk(row.url_patterns)
        else:
            names.append(str(row.name))
walk(get_resolver("annotations.urls").url_patterns)
print(" ".join(names))
"""


def addresses(missing: tuple[str, ...] = (), change: str = "") -> list[str]:
    """The names of our addresses in a process of its own."""
    program = _PROGRAM.format(missing=missing, change=change)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        env={"DJANGO_SETTINGS_MODULE": "project.settings", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_api_answers_without_its_extras() -> None:
    whole = addresses()
    bare = addresses(missing=("drf_spectacular", "prometheus_client"))
    assert set(whole) - set(bare) == {"api-document", "api-metrics"}
    assert "api-check" in bare


@pytest.mark.parametrize("missing", [(), ("rest_framework",)])
def test_a_project_that_does_not_want_the_api_has_none(missing: tuple[str, ...]) -> None:
    without = 'settings.INSTALLED_APPS.remove("rest_framework")'
    names = addresses(missing=missing, change=without)
    assert "problem" in names
    assert not any(name.startswith("api-") for name in names)
