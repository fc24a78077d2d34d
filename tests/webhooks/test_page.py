"""``docs/webhooks.md`` is right: its tables are those of the code, and its scripts do what it says against a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.delivery import Delivery
from annotations.problems.types import PROBLEM_TYPES
from annotations.testing import Desk
from annotations.webhooks import secrets
from annotations.webhooks.adapters.registry import adapters
from annotations.webhooks.schemes.registry import SCHEMES
from tests.docs.pages import ROOT, examples, tables
from tests.webhooks.sending import NOW

PAGE = ROOT / "docs" / "webhooks.md"
SCRIPTS = ROOT / "docs" / "webhooks"


def test_every_adapter_and_scheme_is_told() -> None:
    told = {row["adapter"]: row["signed by default as"] for row in tables(PAGE)["Systems"]}
    assert told == {f"`{adapter.name}`": f"`{adapter.scheme}`" for adapter in adapters()}
    headers = {row["scheme"]: row["header"] for row in tables(PAGE)["Signatures"]}
    assert headers == {f"`{name}`": f"`{scheme.header}`" for name, scheme in SCHEMES.items()}


def test_every_code_that_the_webhook_answers_is_told_with_its_status() -> None:
    told: dict[str, int] = {}
    for row in tables(PAGE)["Problems"]:
        told |= dict.fromkeys(re.findall(r"`(\w+)`", row["code"]), int(row["status"][:3]))
    for code, status in told.items():
        assert PROBLEM_TYPES[code].status == status
    source = "".join(path.read_text() for path in (ROOT / "annotations" / "webhooks").rglob("*.py"))
    assert set(re.findall(r'Refusal\(\s*"(\w+)"', source)) <= set(told)


def test_every_outcome_and_type_is_told() -> None:
    said = {row["body"].strip("`") for row in tables(PAGE)["What is answered"]}
    assert set(Delivery.Outcome.values) <= said
    assert len(tables(PAGE)["Our own envelope"]) == 3


def test_the_examples_are_json() -> None:
    blocks = [json.loads(example.text) for example in examples(PAGE) if example.language == "json"]
    assert [block.get("type", block.get("status")) for block in blocks] == ["article.submitted", "accepted"]


def test_every_script_is_on_the_page() -> None:
    assert {f"docs/webhooks/{path.name}" for path in SCRIPTS.glob("*.py")} <= set(re.findall(r"docs/webhooks/\w+\.py", PAGE.read_text()))


RUNS = {
    "article": ("article.py", [], "annotations"),
    "ghost": ("ghost.py", [], "ghost"),
    "superdesk": ("superdesk.py", [], "superdesk"),
    "post_create": ("wordpress.py", ["post_create"], "wordpress"),
    "rest": ("wordpress.py", ["rest"], "wordpress"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", RUNS)
@override_settings(ANNOTATIONS={"BACKEND": "inline"}, ROOT_URLCONF="tests.urls")
def test_a_script_that_a_reader_runs_gets_an_article_checked(name: str, live_server: LiveServer, annotations_desk: Desk) -> None:
    script, words, adapter = RUNS[name]
    channel = Channel.objects.create(name="blog", adapter=adapter, jurisdictions=["RU"])
    scheme = next(each.scheme for each in adapters() if each.name == adapter)
    secret = secrets.add(channel, scheme, at=NOW).plain
    ended = run(SCRIPTS / script, *words, f"{live_server.url}/annotations/hooks/blog/", secret=secret)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("202 ")
    answer = json.loads(ended.stdout[4:])
    assert answer["status"] == "accepted"
    assert Article.objects.get().external_id == answer["article"]
    assert Check.objects.get().decision == "block"
    wrong = run(SCRIPTS / script, *words, f"{live_server.url}/annotations/hooks/blog/", secret=other(secret))
    assert (wrong.returncode, wrong.stdout[:4]) == (1, "401 ")


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "inline"}, ROOT_URLCONF="tests.urls")
def test_a_reader_who_waits_gets_the_report(live_server: LiveServer, annotations_desk: Desk) -> None:
    channel = Channel.objects.create(name="desk")
    secret = secrets.add(channel, "standard", at=NOW).plain
    ended = run(SCRIPTS / "article.py", f"{live_server.url}/annotations/hooks/desk/", secret=secret, WAIT="5")
    assert ended.stdout.startswith("200 ")
    assert json.loads(ended.stdout[4:])["decision"] == "block"


def run(script: Path, *words: str, secret: str, **more: Any) -> subprocess.CompletedProcess[str]:
    # -I: nothing but the standard library, as the page promises.
    command = [sys.executable, "-I", "-S", str(script), *words]
    env = {"PATH": os.environ["PATH"], "ANNOTATIONS_SECRET": secret, **more}
    return subprocess.run(command, env=env, text=True, capture_output=True, timeout=60)


def other(secret: str) -> str:
    return secret[:-5] + ("AAAAA" if secret[-5:] != "AAAAA" else "BBBBB") if not secret.startswith("whsec_") else "whsec_" + "A" * 43 + "="
