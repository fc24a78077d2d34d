"""A desk whose work Celery does, in a process of its own; run by ``test_brokers``.

It reads orders from standard input, one a line, and answers each with one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import django


class Desk:
    """Obeys orders on the database of this process."""

    def prepare(self) -> dict[str, Any]:
        from django.core.management import call_command

        from annotations.models.channel import Channel

        call_command("migrate", verbosity=0)
        Channel.objects.create(name="desk")
        return {}

    def receive(self, first: int, count: int) -> dict[str, Any]:
        """Takes in articles; how long the slowest took, in seconds."""
        from django.utils import timezone

        from annotations.engine.article import Article
        from annotations.intake.receive import receive
        from annotations.models.channel import Channel

        channel, slowest = Channel.objects.get(name="desk"), 0.0
        for number in range(first, first + count):
            sent = Article.model_validate({"id": f"a{number}", "body": {"format": "text", "value": "Rain."}})
            started = time.monotonic()
            receive(sent, channel=channel, origin="webhook", at=timezone.now())
            slowest = max(slowest, time.monotonic() - started)
        return {"slowest": slowest}

    def doze(self, mark: str) -> dict[str, Any]:
        """Queues a job at which the first worker falls asleep."""
        from django.utils import timezone

        from annotations.jobs.queue import enqueue

        return {"job": enqueue("doze", dedupe="dozed", payload={"mark": mark}, run_after=timezone.now(), priority=100)}

    def end_leases(self) -> dict[str, Any]:
        """As if five minutes had gone by."""
        from django.utils import timezone

        from annotations.models.job import Job

        leased = Job.objects.filter(state="leased")
        return {"ended": leased.update(leased_until=timezone.now() - timedelta(seconds=1))}

    def look(self) -> dict[str, Any]:
        """Jobs by state, how many checks there are, and whether the dozed job was done."""
        from annotations.models.channel import Channel
        from annotations.models.check import Check
        from annotations.models.job import Job

        return {
            "jobs": Counter(Job.objects.values_list("state", flat=True)),
            "checks": Check.objects.count(),
            "articles": Check.objects.values("revision__article").distinct().count(),
            "dozed": Channel.objects.filter(name="dozed").count(),
        }


def main() -> None:
    """Obeys until standard input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    import tests.jobs.celery_app  # noqa: F401

    desk = Desk()
    for line in sys.stdin:
        order, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(getattr(desk, order)(*arguments)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
