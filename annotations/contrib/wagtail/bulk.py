"""Publishing many pages at once: those that may go out go out, of the others it is said what they lack."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from annotations.contrib.wagtail.holding import current
from annotations.contrib.wagtail.publishing import ask, draft_adapter
from annotations.contrib.wagtail.telling import tell
from annotations.gate import PublishBlocked


def before(request: HttpRequest, objects: list[Any], action: Any) -> HttpResponseRedirect | None:
    """Takes pages that are blocked out of ``objects``; their descendants meet the gate as they are published."""
    state = current.get()
    if state is None:
        return None
    state.goes_on = True
    for page in list(objects):
        draft = page.get_latest_revision_as_object()
        if draft_adapter(draft) is None:
            continue
        try:
            ask(draft, at=timezone.now())
        except PublishBlocked as blocked:
            objects.remove(page)
            state.held.append(blocked)
    if objects:
        return None
    after(request)
    return HttpResponseRedirect(action.next_url)


def after(request: HttpRequest) -> None:
    """Tells of each page that was held."""
    state = current.get()
    if state is None:
        return
    state.goes_on = False
    for blocked in state.held:
        tell(request, blocked)
    state.held.clear()
