"""``docs/api.md`` and ``docs/problems.md``: complete, and every example does what the page shows."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.problems.types import PROBLEM_TYPES
from annotations.rest import parsing
from annotations.rest.deciding import What
from annotations.rest.paging import MOST
from annotations.rest.scopes import SCOPES
from annotations.rest.tokens import make_token
from annotations.rest.urls import endpoints
from annotations.rest.views import checks, decisions, events
from docs.problems import PAGE as PROBLEMS
from docs.problems import written
from tests.docs.pages import ROOT, examples, tables
from tests.rest.client import BASE, Api, view_of
from tests.rest.people import person

PAGE = ROOT / "docs" / "api.md"


def test_the_page_of_problems_is_up_to_date() -> None:
    assert PROBLEMS.read_text(encoding="utf-8") == written(), "run: python docs/problems.py"


def test_every_scope_is_told_in_its_words() -> None:
    assert {row["scope"].strip("`"): row["allows a token to"] for row in tables(PAGE)["Scopes"]} == dict(SCOPES)


def test_every_address_is_told_with_what_it_needs() -> None:
    told = {
        (row["address"].strip("`"), row["method"]): (row["scope"].strip("`"), row["permission of a person"].strip("`"))
        for row in tables(PAGE)["Addresses"]
    }
    known = {
        (re.sub(r"<\w+:(\w+)>", r"{\1}", str(route.pattern)), method): (
            operation.scope or "open to all", operation.permission or ("any member" if operation.scope else "")
        )
        for route in endpoints for method, operation in view_of(route).operations.items()
    }
    assert told == known


def test_every_action_is_told() -> None:
    told = {name for row in tables(PAGE)["Flags"] for name in re.findall(r"`(\w+)`", row["`action`"])}
    assert told == set(What.model_json_schema()["properties"]["action"]["enum"])


def test_limits_are_those_of_the_code() -> None:
    limit = events.EventsQuery.model_json_schema()["properties"]["limit"]["maximum"]
    assert {row["what"]: row["limit"] for row in tables(PAGE)["Limits of the API"]} == {
        "bytes of a JSON body": f"{parsing.MAX_BODY:,}", "bytes of a register that is sent": f"{parsing.MAX_UPLOAD:,}",
        "rows of a page": str(MOST), "flags of one bulk request": str(decisions.MOST_AT_ONCE),
        "events of one request": f"{limit:,}", "seconds that `check` takes at most": str(checks.BUDGET_MS // 1000),
    }


def test_every_code_has_a_kind_of_its_own() -> None:
    assert all(code == kind.code and kind.cause and kind.remedy for code, kind in PROBLEM_TYPES.items())


@pytest.mark.usefixtures("desk")
def test_the_examples_answer_what_the_page_shows(wire: Channel, django_capture_on_commit_callbacks: Any) -> None:
    anna = person("anna", wire, superuser=True)
    _, secret = make_token(wire, "page", tuple(SCOPES), at=timezone.now(), person=anna)
    api, said, shown = Api(), None, 0
    blocks = [example for example in examples(PAGE) if example.language in ("console", "json")]
    for example, after in pairwise([*blocks, None]):
        assert example is not None
        if example.language != "console":
            continue
        for line in example.text.splitlines():
            with django_capture_on_commit_callbacks(execute=True):
                asked = line.removeprefix("$ ").replace("$TOKEN", secret).replace("$BASE", BASE)
                said = curl(api, asked.replace("$FLAG", str(Flag.objects.values_list("pk", flat=True).first())))
        assert said is not None
        assert after is not None
        holds(said.json(), json.loads(after.text), example.place)
        shown += 1
    assert shown == 7


def curl(api: Api, line: str) -> Any:
    """What the program of that name would be answered."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", choices=["curl"])
    parser.add_argument("-s", action="store_true")
    parser.add_argument("-X", dest="method")
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("-d", dest="data")
    parser.add_argument("url")
    asked = parser.parse_args(shlex.split(line))
    headers = dict(stated.split(": ", 1) for stated in asked.headers)
    body = asked.data.encode() if asked.data else None
    return api.send(asked.method or ("POST" if body else "GET"), asked.url, body, **headers)


def holds(answer: Any, shown: Any, place: str) -> None:
    """The answer has all that is shown; it may have more."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert name in answer, f"{place}: {name}"
            holds(answer[name], value, place)
    elif isinstance(shown, list):
        assert len(answer) == len(shown), place
        for one, other in zip(answer, shown, strict=True):
            holds(one, other, place)
    else:
        assert answer == shown, place
