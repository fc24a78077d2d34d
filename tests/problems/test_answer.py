"""Problems as a client reads them (RFC 9457)."""

from __future__ import annotations

import json

import pytest
from django.test import Client, RequestFactory, override_settings

from annotations.intake.problems import FieldProblem
from annotations.problems.answer import problem
from annotations.problems.types import PROBLEM_TYPES


def test_says_what_where_and_under_which_request() -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": "deploy-2026.11_22"})
    answer = problem(
        request, "not_found", "No such flag.", errors=[FieldProblem("/flag", "unknown", "no such flag")], flag=7
    )
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content) == {
        "type": "/annotations/problems/not_found/", "title": "There is nothing here", "status": 404,
        "detail": "No such flag.", "code": "not_found", "request_id": "deploy-2026.11_22", "flag": 7,
        "errors": [{"pointer": "/flag", "code": "unknown", "detail": "no such flag"}],
    }  # fmt: skip


@pytest.mark.parametrize("stated", ["short", "with space in it", "line\nbreak-in-it", "ы" * 10, "x" * 65])
def test_a_request_id_that_could_harm_a_log_is_replaced(stated: str) -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": stated})
    given = json.loads(problem(request, "not_found", "").content)["request_id"]
    assert given != stated
    assert len(given) == 32
    assert json.loads(problem(request, "not_found", "").content)["request_id"] == given


@pytest.mark.parametrize("code", sorted(PROBLEM_TYPES))
def test_every_type_is_a_page(code: str) -> None:
    page = Client().get(f"/annotations/problems/{code}/")
    assert page.status_code == 200
    assert PROBLEM_TYPES[code].title in page.content.decode().replace("&#x27;", "'")


def test_an_unknown_code_is_no_page() -> None:
    assert Client().get("/annotations/problems/no_such_code/").status_code == 404


@override_settings(ROOT_URLCONF="django.contrib.staticfiles.urls")
def test_a_project_without_our_addresses_still_names_the_type() -> None:
    answer = problem(RequestFactory().get("/"), "not_found", "")
    assert json.loads(answer.content)["type"] == "urn:annotations:problem:not_found"
