"""WP Webhooks: ``post_create``, ``post_update``, ``post_trash``, ``post_delete``, ``{"post_id", "post": {…}, …}``.

The trigger's name is in the header ``X-WP-Webhook-Name`` alone, which nobody signs: it is not read. A post that is gone
is one in the trash, or one of which nothing is sent but its id.
"""

from __future__ import annotations

from typing import Any

from annotations.webhooks.adapters.adapter import WITHDRAWN, Ignored, Submission
from annotations.webhooks.adapters.payload import Draft, Found, Payload
from annotations.webhooks.adapters.wording import in_utc, is_address, plain, said_at
from annotations.webhooks.adapters.wordpress.states import CHECKED, kind_of


def read(payload: Any) -> Submission | Ignored:
    """As ``Read``."""
    root = Payload(payload)
    post = root.object("post")
    kind = post.text("post_type")
    if kind is not None and kind.value not in CHECKED:
        return Ignored("Only posts and pages are checked.")
    draft = Draft()
    draft.put("id", root.required(root.name("post_id") or post.name("ID"), "post_id"))
    changed = post.text("post_modified_gmt")
    moment = said_at(in_utc(changed.value)) if changed else None
    status = post.text("post_status")
    meant = kind_of(status.value if status else "publish")
    if meant == WITHDRAWN or not post.value:
        root.refuse_wrong()
        return draft.submission(WITHDRAWN, moment)
    draft.body("html", post.text("post_content"), post.at("post_content"))
    draft.put("headline", post.text("post_title"), plain)
    draft.put("deck", post.text("post_excerpt"), plain)
    draft.put("url", root.text("post_permalink"))
    draft.put("published", post.text("post_date_gmt"), in_utc)
    draft.put("modified", changed, in_utc)
    _terms(draft, root.value.get("taxonomies"))
    draft.put_all("images", _image(root), root.at("post_thumbnail"))
    root.refuse_wrong()
    return draft.submission(meant, moment)


def _terms(draft: Draft, taxonomies: Any) -> None:
    """``{"category": {"news": {"name": "News"}}}``; an empty one is a list, as PHP writes it."""
    if not isinstance(taxonomies, dict):
        return
    for key, taxonomy in (("section", "category"), ("tags", "post_tag")):
        terms = taxonomies.get(taxonomy)
        rows = terms.items() if isinstance(terms, dict) else ()
        names = [
            Found(term["name"], f"/taxonomies/{taxonomy}")
            for _, term in rows
            if isinstance(term, dict) and isinstance(term.get("name"), str)
        ]
        if key == "tags":
            draft.put_all("tags", names, f"/taxonomies/{taxonomy}")
        elif names:
            draft.put("section", names[0], plain)


def _image(root: Payload) -> list[Found]:
    """``false``, as PHP writes it, where there is none."""
    value = root.value.get("post_thumbnail")
    return [Found({"src": value}, root.at("post_thumbnail"))] if is_address(value) else []
