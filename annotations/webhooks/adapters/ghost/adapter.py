"""``{"event"?: "post.published", "post" | "page": {"current": {…}, "previous": {…}}}``.

Ghost itself sends no ``event``; without it the states before and after tell what happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.webhooks.adapters.adapter import PUBLISHED, SUBMITTED, WITHDRAWN, Adapter, Ignored, Kind, Submission
from annotations.webhooks.adapters.payload import Draft, Found, Payload
from annotations.webhooks.adapters.wording import is_address, plain, said_at

_LIVE = ("published", "sent")


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``."""
    root = Payload(payload)
    event = root.text("event")
    what = next((name for name in ("post", "page") if name in payload), None)
    if what is None or (event is not None and not event.value.startswith(("post.", "page."))):
        root.refuse_wrong()
        return Ignored("Only posts and pages are checked.")
    current, previous = root.object(what).object("current"), root.object(what).object("previous")
    root.refuse_wrong()
    if not current.value:
        return _deleted(previous)
    kind = _kind(event.value if event else "", current, previous)
    submission = _submission(current, kind)
    root.refuse_wrong()
    return submission


def _kind(event: str, current: Payload, previous: Payload) -> Kind:
    if current.value.get("status") in _LIVE:
        return PUBLISHED
    if event.endswith((".unpublished", ".deleted")) or previous.value.get("status") in _LIVE:
        return WITHDRAWN
    return SUBMITTED


def _deleted(previous: Payload) -> Submission:
    draft = Draft()
    draft.put("id", previous.required(previous.name("id"), "id"))
    previous.refuse_wrong()
    return draft.submission(WITHDRAWN)


def _submission(post: Payload, kind: Kind) -> Submission:
    draft = Draft()
    draft.put("id", post.required(post.name("id"), "id"))
    html, text = post.text("html"), post.text("plaintext")
    if html is None and text is not None:
        draft.body("text", text, post.at("html"))
    else:
        draft.body("html", html, post.at("html"))
    for key, name in (("headline", "title"), ("deck", "custom_excerpt"), ("language", "locale")):
        draft.put(key, post.text(name))
    for key, name in (("url", "url"), ("canonical_url", "canonical_url")):
        draft.put(key, post.text(name))
    draft.put("published", post.text("published_at"))
    draft.put("modified", post.text("updated_at"))
    authors = [found for author in post.objects("authors") if (found := author.text("name"))]
    first = post.object("primary_author").text("name")
    draft.put("byline", _joined(authors) or first)
    tags = [found for tag in post.objects("tags") if (found := tag.text("name"))]
    draft.put_all("tags", tags, post.at("tags"))
    draft.put("section", post.object("primary_tag").text("name"))
    draft.put_all("images", _image(post), post.at("feature_image"))
    changed = post.text("updated_at")
    return draft.submission(kind, said_at(changed.value if changed else None))


def _joined(names: list[Found]) -> Found | None:
    return Found(", ".join(name.value for name in names), names[0].pointer) if names else None


def _image(post: Payload) -> list[Found]:
    source = post.text("feature_image")
    if source is None or not is_address(source.value):
        return []
    said = {"alt": post.text("feature_image_alt"), "caption": post.text("feature_image_caption")}
    image = {"src": source.value} | {key: plain(found.value) for key, found in said.items() if found}
    return [Found(image, source.pointer)]


ADAPTER = Adapter("ghost", "Ghost", "ghost", read)
