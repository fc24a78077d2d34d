"""Overrides, the event feed, health, metrics, the document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from prometheus_client.parser import text_string_to_metric_families

from annotations import events
from annotations.models.channel import Channel
from annotations.models.job import Job
from annotations.models.override import Override
from annotations.models.register import Register, Snapshot
from annotations.problems.types import PROBLEM_TYPES
from annotations.rest.openapi import problem_codes
from annotations.rest.urls import endpoints
from tests.api.rows import flag, received
from tests.rest.client import Api, refusal, view_of
from tests.rest.people import person
from tests.rest.roles import LEAD, article

pytestmark = pytest.mark.django_db


def rows(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.content.decode().splitlines()]


def test_a_person_lets_a_text_out_for_an_hour(wire: Channel, machine: Callable[..., Api], desk: None) -> None:
    board = machine(wire, person=person("lena", wire, permissions=LEAD))
    board.put("/articles/a1", article())
    assert board.post("/gate", {"article": article()}).json()["blocked"] is True
    asked = {"article": "a1", "reason": "Life safety"}
    seen = board.get("/articles/a1")["ETag"]
    said = board.post("/overrides", asked, Idempotency_Key="o1", If_Match=seen)
    assert board.post("/overrides", asked, Idempotency_Key="o1", If_Match=seen).json() == said.json()
    assert (said.status_code, said.json()["by"], Override.objects.count()) == (201, "lena", 1)
    gate = board.post("/gate", {"article": article()}).json()
    assert (gate["blocked"], gate["decision"], gate["override"]) == (False, "block", said.json()["id"])
    assert [row["id"] for row in board.get("/overrides?active=true").json()["results"]] == [said.json()["id"]]
    assert board.get("/overrides?active=false").json()["results"] == []
    assert refusal(board.post("/overrides", asked | {"reason": "  "}, If_Match=seen)) == (422, "field_invalid")
    assert refusal(machine(wire).post("/overrides", asked, If_Match=seen)) == (403, "person_required")


def test_a_text_that_nobody_has_seen_is_not_let_out(wire: Channel, machine: Callable[..., Api], desk: None) -> None:
    board = machine(wire, person=person("lena", wire, permissions=LEAD))
    asked = {"article": "a1", "reason": "Life safety"}
    seen = board.put("/articles/a1", article())["ETag"]
    assert refusal(board.post("/overrides", asked)) == (428, "precondition_required")
    assert refusal(board.post("/overrides", asked, If_Match="1")) == (400, "field_invalid")
    newer = board.put("/articles/a1", article("Northern Pact calls everybody to arms."))["ETag"]
    assert refusal(board.post("/overrides", asked, If_Match=seen)) == (412, "precondition_failed")
    assert not Override.objects.exists()
    assert board.post("/overrides", asked, If_Match=newer).status_code == 201


def test_the_audit_trail_is_read_on_from_where_one_stopped(api: Api, wire: Channel, radio: Channel) -> None:
    for channel, count in ((wire, 5), (radio, 2)):
        for number in range(count):
            events.record("noted", channel=channel, data={"number": number, "text": "line\nbreak"})
    first = api.get("/events?limit=4")
    assert first["Content-Type"] == "application/x-ndjson"
    told = rows(first)
    assert [row["sequence"] for row in told] == [1, 2, 3, 4]
    assert told[1]["previous_hash"] == told[0]["hash"]
    assert first["X-Last-Sequence"] == "4"
    further = first["Link"].partition("<")[2].partition(">")[0]
    assert [row["sequence"] for row in rows(api.get(further))] == [5, 6]
    assert rows(api.get("/events?after=6")) == []
    assert {row["channel"] for row in told} == {"wire"}


def test_a_process_says_that_it_lives_and_whether_it_is_ready(desk: None) -> None:
    assert Api().get("/health/live").json() == {"status": "ok"}
    assert Api().get("/health/ready").json()["status"] == "ready"
    Register.objects.update(max_age_hours=1)
    Snapshot.objects.update(retrieved_at=timezone.now() - timedelta(hours=2))
    said = Api().get("/health/ready")
    assert (said.status_code, said.json()["registers"]) == (503, "stale")
    Register.objects.update(max_age_hours=None)
    Job.objects.create(kind="check", dedupe="x", run_after=timezone.now() - timedelta(minutes=6))
    assert Api().get("/health/ready").json()["queue"] == "late"
    Register.objects.update(live=None)
    assert Api().get("/health/ready").json()["registers"] == "missing"


def test_metrics_are_prometheus_text_of_the_callers_channels(api: Api, wire: Channel, radio: Channel, desk: None) -> None:
    flag(received(wire, "a1"))
    flag(received(wire, "a2"), level="warning")
    flag(received(radio, "b1"))
    Job.objects.create(kind="check", dedupe="x", run_after=timezone.now() - timedelta(minutes=1))
    said = api.get("/metrics")
    assert said["Content-Type"].startswith("text/plain; version=0.0.4")
    found = {family.name: family for family in text_string_to_metric_families(said.content.decode())}
    open_flags = {(s.labels["channel"], s.labels["level"]): s.value for s in found["annotations_open_flags"].samples}
    assert open_flags == {("wire", "error"): 1, ("wire", "warning"): 1}
    assert found["annotations_queue_age_seconds"].samples[0].value >= 59
    assert found["annotations_register_age_seconds"].samples[0].labels == {"register": "samples"}


def test_the_document_is_openapi_31_and_names_every_problem() -> None:
    said = Api().get("/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    assert said["servers"] == [{"url": "/annotations/api/v1"}]
    operations = [row for path in said["paths"].values() for row in path.values()]
    names: list[str] = [row["operationId"] for row in operations]
    assert len(names) == len(set(names)) == sum(len(view_of(route).operations) for route in endpoints)
    for row in operations:
        for link in [link for answer in row["responses"].values() for link in answer.get("links", {}).values()]:
            assert link["operationId"] in names
    for route in endpoints:
        for operation in view_of(route).operations.values():
            assert set(problem_codes(operation)) <= set(PROBLEM_TYPES)


def test_in_a_hosts_own_document_our_names_are_ours() -> None:
    said = SchemaGenerator(patterns=list(endpoints)).get_schema(public=True)  # type: ignore[no-untyped-call]
    names = set(said["components"]["schemas"])
    assert "AnnotationsArticle" in names
    assert all(name.startswith("Annotations") or name.endswith("Enum") for name in names)
    assert list(said["components"]["securitySchemes"]) == ["annotationsToken"]
    referred = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(said)))
    assert referred <= names


def test_a_fault_of_ours_is_a_problem_too(wire: Channel, machine: Callable[..., Api]) -> None:
    secret = machine(wire).headers["Authorization"].removeprefix("Bearer ")
    calm = Api(secret, Client(raise_request_exception=False))
    wire.packs = ["no-such-pack"]
    wire.save()
    said = calm.get("/rules")
    assert refusal(said) == (500, "internal_error")
    assert "no-such-pack" not in said.content.decode()


def test_every_answer_names_its_request(api: Api, desk: None) -> None:
    stated = "trace-2026.11_22"
    assert api.get("/flags", X_Request_ID=stated)["X-Request-ID"] == stated
    said = api.get("/flags/1", X_Request_ID=stated)
    assert (said["X-Request-ID"], said.json()["request_id"]) == (stated, stated)
    assert api.get("/flags")["Cache-Control"] == "no-store"
