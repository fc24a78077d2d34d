"""A long queue drains, at the same pace to its end."""

from __future__ import annotations

import os
import sys
import time

import pytest
from django.test import override_settings

from annotations.jobs import queue
from annotations.jobs.work import Work
from annotations.models.channel import Channel
from annotations.models.job import Job
from tests.jobs.deeds import AT, worker

_COUNT = 10_000 if os.environ.get("ANNOTATIONS_FULL") == "1" else 1_000


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "worker"})
def test_a_long_queue_drains_and_is_no_slower_when_it_is_long() -> None:
    queue.enqueue_many("open_channel", [Work(f"c{number}") for number in range(_COUNT)], run_after=AT)
    busy, seconds = worker(chunk=50), []
    for _ in range(10):
        started = time.perf_counter()
        assert busy.drain(max_jobs=_COUNT // 10) == _COUNT // 10
        seconds.append(time.perf_counter() - started)
    assert busy.drain() == 0
    assert Channel.objects.count() == Job.objects.filter(state="done").count() == _COUNT
    # The first tenth is done with the whole queue behind it; three times is what a machine with others on it may differ.
    assert min(seconds[:3]) < 3 * max(seconds[-3:])
    sys.stdout.write(f"{_COUNT} jobs in {sum(seconds):.1f} s\n")
