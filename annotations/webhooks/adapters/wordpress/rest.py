"""A post as ``/wp-json/wp/v2/posts`` writes it, with ``_embed`` for names, with ``context=edit`` for the raw text."""

from __future__ import annotations

from typing import Any

from annotations.webhooks.adapters.adapter import Ignored, Submission
from annotations.webhooks.adapters.payload import Draft, Found, Payload
from annotations.webhooks.adapters.wording import in_utc, is_address, plain, said_at
from annotations.webhooks.adapters.wordpress.states import CHECKED, kind_of


def read(payload: Any) -> Submission | Ignored:
    """As ``Read``."""
    post = Payload(payload)
    kind = post.text("type")
    if kind is not None and kind.value not in CHECKED:
        return Ignored("Only posts and pages are checked.")
    draft = Draft()
    draft.put("id", post.required(post.name("id"), "id"))
    content = post.object("content")
    post.required(Found(content, "") if "content" in post.value else None, "content")
    # What readers get; the raw text holds shortcodes and comments for the editor.
    draft.body("html", content.text("rendered", "raw"), content.at("rendered"))
    title, excerpt = post.object("title"), post.object("excerpt")
    draft.put("headline", title.text("raw") or title.text("rendered"), plain)
    draft.put("deck", excerpt.text("raw") or excerpt.text("rendered"), plain)
    draft.put("url", post.text("link"))
    draft.put("published", post.text("date_gmt"), in_utc)
    changed = post.text("modified_gmt")
    draft.put("modified", changed, in_utc)
    _embedded(draft, post.object("_embedded"))
    status = post.text("status")
    post.refuse_wrong()
    moment = said_at(in_utc(changed.value)) if changed else None
    return draft.submission(kind_of(status.value if status else "publish"), moment)


def _embedded(draft: Draft, embedded: Payload) -> None:
    authors = [name for author in embedded.objects("author") if (name := author.text("name"))]
    if authors:
        draft.put("byline", Found(", ".join(name.value for name in authors), authors[0].pointer))
    images = []
    for media in embedded.objects("wp:featuredmedia"):
        source = media.text("source_url")
        if source is None or not is_address(source.value):
            continue
        said = {"alt": media.text("alt_text"), "caption": media.object("caption").text("rendered")}
        image = {"src": source.value} | {key: plain(found.value) for key, found in said.items() if found}
        images.append(Found(image, media.pointer))
    draft.put_all("images", images, embedded.at("wp:featuredmedia"))
