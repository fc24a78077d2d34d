"""What saving a page of 200 blocks costs with this app beside what it costs without, in one process, turn by turn.

    python -m benchmarks.wagtail_save [worker|inline]

``worker`` is what production has: a save writes one row, and a worker reads and checks the draft. ``inline`` checks
in the process that saves.
Without: the page's model has no adapter, so that every hook of the app lets it pass at once. Medians; the difference is
what editors wait for. Needs the extra ``wagtail``.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

TURNS = 15
BLOCKS = 200
MOST_MS = 50.0


def main() -> int:
    """Prints the medians; 1 when the app costs more than it may."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.wagtail.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ANNOTATIONS = {"BACKEND": sys.argv[1] if len(sys.argv) > 1 else "worker"}
    call_command("migrate", run_syncdb=True, verbosity=0)
    from django.contrib.auth import get_user_model

    from tests.wagtail.newsroom import live_register, make_home

    live_register()
    make_home()
    editor = get_user_model().objects.create_superuser("editor", password="x")
    found = [_compared(name, work) for name, work in _works(editor).items()]
    return int(max(found) > MOST_MS)


def _works(editor: Any) -> dict[str, Callable[[], None]]:
    from django.test import Client

    from tests.wagtail.newsroom import body_form, home
    from tests.wagtail.posted import posted
    from tests.wagtail.test_pages import long_page

    page = long_page(BLOCKS)
    page.live = False
    home().add_child(instance=page)
    page.save_revision()
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)
    sent = body_form("", slug=page.slug) | posted("body", page.body)

    def revision() -> None:
        page.title = f"Long {uuid.uuid4().hex[:6]}"
        page.save_revision()

    def editing() -> None:
        answer = client.post(f"/admin/pages/{page.pk}/edit/", sent | {"title": f"Long {uuid.uuid4().hex[:6]}"})
        assert answer.status_code == 302, answer.content[:2000]

    return {"page.save_revision()": revision, "the editor's Save draft": editing}


def _compared(name: str, work: Callable[[], None]) -> float:
    from annotations.adapters import registry
    from project.magazine.models import ArticlePage

    adapter = registry.adapter_for(ArticlePage)
    assert adapter is not None
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * (TURNS + 2)):
        hooked = bool(turn % 2)
        registry.unregister(ArticlePage)
        if hooked:
            registry.register(ArticlePage, type(adapter))
        start = time.perf_counter()
        work()
        if turn >= 4:
            times[hooked].append((time.perf_counter() - start) * 1000)
    without, with_us = statistics.median(times[False]), statistics.median(times[True])
    sys.stdout.write(
        f"{name}, {BLOCKS} blocks: {without:.0f} ms without, {with_us:.0f} ms with, +{with_us - without:.0f} ms\n"
    )
    return with_us - without


if __name__ == "__main__":
    sys.exit(main())
