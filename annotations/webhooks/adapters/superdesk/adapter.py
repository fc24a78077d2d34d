"""Superdesk's NINJS: ``guid`` in the place of ``uri``, ``version`` as a text, keys of the newsroom's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.webhooks.adapters.adapter import PUBLISHED, SUBMITTED, WITHDRAWN, Adapter, Ignored, Kind, Submission
from annotations.webhooks.adapters.payload import Draft, Found, Payload
from annotations.webhooks.adapters.wording import hyphened, is_address, plain, said_at, with_colon

_TEXTS = ("text", "preformatted", "composite")
_KINDS: dict[str, Kind] = {"usable": PUBLISHED, "canceled": WITHDRAWN, "cancelled": WITHDRAWN, "withheld": SUBMITTED}
_AS_IT_IS = (
    ("headline", ("headline", "title")), ("byline", ("byline",)), ("usage_terms", ("usageterms",)),
    ("copyright_notice", ("copyrightnotice",)), ("ed_note", ("ednote",)),
)  # fmt: skip


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``."""
    item = Payload(payload)
    kind_of_item = item.text("type")
    if kind_of_item is not None and kind_of_item.value not in _TEXTS:
        return Ignored("Only texts are checked.")
    status = item.text("pubstatus")
    kind = _KINDS.get(status.value if status else "usable")
    if kind is None:
        item.wrong("pubstatus", "expected one of usable, withheld, canceled", "field_invalid")
    submission = _submission(item, kind or SUBMITTED)
    item.refuse_wrong()
    return submission


def _submission(item: Payload, kind: Kind) -> Submission:
    draft = Draft()
    draft.put("id", item.required(item.text("guid", "uri"), "guid"))
    html = item.text("body_html")
    text = item.text("body_text") if html is None else None
    draft.body("text" if text else "html", html or text, item.at("body_html"))
    for key, names in _AS_IT_IS:
        draft.put(key, item.text(*names))
    draft.put("deck", item.text("description_text") or item.text("description_html"), plain)
    draft.put("language", item.text("language"), hyphened)
    draft.put("revision", item.number("version"))
    changed = item.text("versioncreated")
    draft.put("modified", changed, with_colon)
    published = item.text("firstpublished") or (changed if kind == PUBLISHED else None)
    draft.put("published", published, with_colon)
    draft.put("section", _first_name(item, "service"))
    draft.put("genre", _first_name(item, "genre"))
    draft.put_all("tags", item.texts("keywords"), item.at("keywords"))
    draft.put("source", item.text("source"), lambda name: {"id": name, "name": name})
    draft.put_all("images", _images(item.object("associations")), item.at("associations"))
    return draft.submission(kind, said_at(with_colon(changed.value)) if changed else None)


def _first_name(item: Payload, key: str) -> Found | None:
    return next((name for row in item.objects(key) if (name := row.text("name"))), None)


def _images(associations: Payload) -> list[Found]:
    """The pictures that are printed with the item."""
    found = []
    for key, value in associations.value.items():
        if isinstance(value, dict) and value.get("type") in ("picture", "graphic"):
            image = _image(associations.object(key))
            if image is not None:
                found.append(Found(image, associations.at(key)))
    return found


def _image(picture: Payload) -> dict[str, str] | None:
    renditions = picture.object("renditions")
    names = sorted(renditions.value, key=lambda name: (name != "original", name))
    address = next((found for name in names if (found := renditions.object(name).text("href"))), None)
    if address is None or not is_address(address.value):
        return None
    said = {
        "alt": picture.text("body_text"),
        "caption": picture.text("description_text"),
        "credit": picture.text("byline", "copyrightholder", "copyrightnotice"),
    }
    return {"src": address.value} | {key: found.value for key, found in said.items() if found}


ADAPTER = Adapter("superdesk", "Superdesk", "superdesk", read)
