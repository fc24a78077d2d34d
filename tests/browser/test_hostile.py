"""Hostile strings in a real browser with the policy switched off: nothing of them runs, nothing leaves the desk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.desk import Newsroom
from tests.review.payloads import payloads
from tests.review.test_hostile import AT_ONCE, hostile

HOOK = "window.ran = []; for (const name of ['alert', 'prompt', 'confirm', 'print', 'open']) { window[name] = (...said) => { window.ran.push(name); }; }"


@pytest.mark.parametrize("engine", ["bleach", "nh3"])
def test_no_script_of_theirs_runs_and_nothing_is_fetched(
    browser: Any, live_server: Any, desk: Newsroom, settings: Any, engine: str
) -> None:
    settings.ANNOTATIONS = {"BACKEND": "inline", "SANITIZER": engine}
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    context.add_cookies([{"name": "sessionid", "value": desk.client("anna").cookies["sessionid"].value, "url": live_server.url}])
    context.add_init_script(HOOK)
    page, left = context.new_page(), []
    page.on("request", lambda request: left.append(request.url) if not request.url.startswith((live_server.url, "data:")) else None)
    texts, ran = payloads(few=True), []
    for start in range(0, len(texts), AT_ONCE):
        flag = hostile(desk.wire, texts[start : start + AT_ONCE], 10_000 + start)[0]
        # The engine makes a difference where markup is laid out.
        for path in (f"article/{flag.article_id}/layout/",) if engine == "nh3" else ("flag/?view=open", f"flag/{flag.pk}/change/", f"flag/{flag.pk}/dismiss/", f"article/{flag.article_id}/change/",
                     f"article/{flag.article_id}/layout/", f"article/{flag.article_id}/compare/?from=1&to=2"):  # fmt: skip
            page.goto(f"/admin/annotations/{path}")
            ran += page.evaluate("window.ran")
    context.close()
    assert (ran, left) == ([], [])
