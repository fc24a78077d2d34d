"""What ``annotations doctor`` says of an installation that is well, and of every way in which one is not."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from annotations.doctor.finding import State
from annotations.doctor.look import MACHINE, ROWS, look
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.event import ChainHead
from annotations.models.job import Job
from annotations.models.outgoing import Outgoing
from annotations.models.register import Register, Snapshot
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealed_rows import reseal_all
from annotations.sealing import seal, unseal
from annotations.testing import Desk as Registers
from annotations.testing import annotations_desk as annotations_desk
from annotations.webhooks import secrets
from tests.management.run import Runner

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def well(settings: Any, monkeypatch: pytest.MonkeyPatch, annotations_desk: Registers) -> Any:
    """An installation that is well, and a command that leaves the test's connection open."""
    monkeypatch.setattr(connections, "close_all", lambda: None)
    settings.DEBUG = True
    settings.ANNOTATIONS = {"BACKEND": "worker", "SEALING_KEYS": ["k" * 32]}
    return settings


@pytest.fixture
def channel() -> Channel:
    made = Channel.objects.create(name="desk")
    secrets.add(made, "standard", at=NOW)
    return made


def found(part: str, now: Any = None) -> tuple[str, str, str]:
    (row,) = [row for row in look(now=now or timezone.now()) if row.part == part]
    return row.state.value, row.said, row.advice


def callback(channel: Channel, **more: Any) -> Callback:
    return Callback.objects.create(channel=channel, url="https://cms.example/hook", secret=seal(b"s" * 32), **more)


def test_what_is_well_is_said_to_be(annotations: Runner, channel: Channel) -> None:
    ended = annotations("doctor")
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"ok    {part}" for part in (*MACHINE, "database", *ROWS)]
    assert "ok    channels: 1 take webhooks" in lines
    assert "ok    engine: the sample that owes a notice is found out" in lines


def test_machines_read_one_object(annotations: Runner) -> None:
    Job.objects.create(kind="check", dedupe="x", state=Job.State.DEAD, run_after=NOW, done_at=NOW)
    ended = annotations("doctor", "--json")
    said = json.loads(ended.out)
    assert (ended.status, said["status"]) == (0, "warn")
    assert {"part": "dead jobs", "state": "warn", "said": "1"} in [
        {key: row[key] for key in ("part", "state", "said")} for row in said["checks"]
    ]


def test_something_that_fails_is_the_exit_status(annotations: Runner) -> None:
    Register.objects.update(live=None)
    ended = annotations("doctor", "--json")
    assert (ended.status, json.loads(ended.out)["status"]) == (1, "fail")


def test_wrong_settings_are_a_failure_with_a_way_out(well: Any) -> None:
    well.ANNOTATIONS = {"BACKEND": "no such"}
    state, said, advice = found("settings")
    assert (state, advice) == ("fail", "Run `manage.py check`.")
    assert "annotations.E011" in said


def test_settings_that_are_not_for_the_public_are_a_warning_where_debug_is_off(well: Any) -> None:
    well.DEBUG, well.ANNOTATIONS = False, {"BACKEND": "worker"}
    state, said, advice = found("settings")
    assert (state, advice) == ("warn", "Run `manage.py check --deploy`.")
    assert "annotations.W042" in said


def test_a_folder_that_is_none_is_named(well: Any, tmp_path: Path) -> None:
    well.ANNOTATIONS = {"MAPPED_FOLDER": str(tmp_path / "names")}
    assert found("mapped folder")[0] == "ok"
    (tmp_path / "file").write_text("")
    well.ANNOTATIONS = {"MAPPED_FOLDER": str(tmp_path / "file")}
    assert found("mapped folder")[0] == "fail"


def test_a_cache_that_is_away_or_keeps_nothing_is_named(well: Any) -> None:
    well.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://[::1]:1"}}
    assert found("cache")[0] == "fail"
    well.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert found("cache")[0] == "warn"


def test_a_clock_that_is_wrong_is_named() -> None:
    if connections["default"].vendor != "postgresql":
        pytest.skip("only a server has a clock of its own")
    assert found("clock", timezone.now() - timedelta(seconds=10))[0] == "warn"
    assert found("clock", timezone.now() + timedelta(minutes=10))[0] == "fail"


@pytest.mark.django_db(transaction=True)
def test_tables_of_another_version_end_it_early() -> None:
    call_command("migrate", "newsroom", "zero", verbosity=0)
    try:
        rows = list(look(now=NOW))
        assert (rows[-1].part, rows[-1].state) == ("migrations", State.FAIL)
        assert "newsroom.0001_initial" in rows[-1].said
    finally:
        call_command("migrate", "newsroom", verbosity=0)


def test_registers_that_are_old_or_not_there_are_named() -> None:
    Register.objects.filter(live__isnull=False).update(max_age_hours=1)
    Snapshot.objects.update(retrieved_at=NOW - timedelta(hours=2))
    assert found("registers")[:1] == ("fail",)
    Register.objects.update(live=None, max_age_hours=None)
    assert found("registers")[:2] == ("fail", "none is live: articles stay unchecked")


@pytest.mark.parametrize(("seconds", "state"), [(5, "ok"), (90, "warn"), (400, "fail")])
def test_work_that_waits_is_named_by_its_age(seconds: int, state: str) -> None:
    Job.objects.create(kind="check", dedupe="x", run_after=timezone.now() - timedelta(seconds=seconds))
    assert found("queue")[0] == state


def test_texts_that_could_not_be_checked_are_counted(channel: Channel) -> None:
    Article.objects.create(channel=channel, external_id="a", unchecked="engine_failed")
    assert found("unchecked")[:2] == ("warn", "1 articles")


def test_secrets_that_no_key_opens_are_named(well: Any, channel: Channel) -> None:
    callback(channel)
    well.ANNOTATIONS = {"SEALING_KEYS": ["another key"]}
    secret = WebhookSecret.objects.get()
    assert found("secrets")[:2] == (
        "fail", f"cannot be opened: webhook secret {secret.pk}, callback {Callback.objects.get().pk}",
    )


def test_a_channel_without_a_lasting_secret_is_named(channel: Channel) -> None:
    WebhookSecret.objects.update(valid_until=timezone.now() + timedelta(days=2))
    assert found("channels")[:2] == ("warn", "the last live one ends within 7 days: desk")
    WebhookSecret.objects.update(valid_until=NOW - timedelta(days=2))
    assert found("channels")[:2] == ("warn", "no live secret, so nothing is taken: desk")
    Channel.objects.update(unsigned=True)
    assert found("channels")[0] == "ok"


@pytest.mark.parametrize(
    "state",
    [{"failing_since": NOW}, {"is_active": False, "disabled_because": "gone"},
     {"is_active": False, "disabled_because": "failing"}],
    ids=["failing", "gone", "failed for too long"],
)  # fmt: skip
def test_a_callback_that_gets_nothing_is_named(channel: Channel, state: dict[str, Any]) -> None:
    callback(channel, **state)
    assert found("callbacks")[:2] == ("warn", "failing or gone: cms.example; 0 messages given up")


def test_messages_that_were_given_up_are_counted(channel: Channel) -> None:
    Outgoing.objects.create(
        callback=callback(channel), kind="verdict.decided", lane="a", webhook_id="m", body="{}", digest="d", state="dead",
        next_at=NOW, created_at=NOW,
    )  # fmt: skip
    assert found("callbacks")[:2] == ("warn", "1 messages given up")


def test_a_trail_that_does_not_end_as_written_is_named(channel: Channel) -> None:
    assert found("audit trail")[0] == "ok"
    ChainHead.objects.filter(channel=channel).update(hash="f" * 64)
    assert found("audit trail")[0] == "fail"


def test_keys_are_rotated_and_secrets_stay_what_they_are(well: Any, channel: Channel, annotations: Runner) -> None:
    callback(channel, old_secret=seal(b"o" * 32))
    before = unseal(WebhookSecret.objects.get().sealed)
    well.ANNOTATIONS = {"SEALING_KEYS": ["a new key", "k" * 32]}
    assert annotations("secrets", "reseal") == (0, "", "3 secrets are sealed with the newest key\n")
    well.ANNOTATIONS = {"SEALING_KEYS": ["a new key"]}
    assert unseal(WebhookSecret.objects.get().sealed) == before
    assert (unseal(Callback.objects.get().secret), unseal(Callback.objects.get().old_secret)) == (b"s" * 32, b"o" * 32)
    assert found("secrets")[0] == "ok"


def test_a_secret_that_no_key_opens_is_left_and_told(well: Any, channel: Channel, annotations: Runner) -> None:
    well.ANNOTATIONS = {"SEALING_KEYS": ["a new key"]}
    ended = annotations("secrets", "reseal")
    assert ended.status == 1
    assert ended.err.endswith("no key opens it [secret_sealed]\n0 secrets are sealed with the newest key\n")
    assert reseal_all().shut[0].row == WebhookSecret.objects.get()
