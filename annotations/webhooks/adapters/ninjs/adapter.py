"""Reads a ninjs item of any version: 1.x has ``body_*`` and ``headline_*``, 2.x and 3.x have lists of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.webhooks.adapters.adapter import PUBLISHED, SUBMITTED, WITHDRAWN, Adapter, Ignored, Kind, Submission
from annotations.webhooks.adapters.ninjs.pictures import images_of
from annotations.webhooks.adapters.ninjs.shape import check_shape
from annotations.webhooks.adapters.payload import Draft, Found, Payload
from annotations.webhooks.adapters.wording import hyphened, plain, said_at, with_colon

_OTHER_THINGS = ("audio", "video", "event", "planning")
_KINDS: dict[str, Kind] = {"usable": PUBLISHED, "canceled": WITHDRAWN, "withheld": SUBMITTED}
_MARKUP = ("html", "xhtml", "richtext", "nitf")
_BY_MACHINE = "trainedAlgorithmicMedia"
_AS_IT_IS = (
    ("byline", ("byline", "by")), ("usage_terms", ("usageterms", "usageTerms")),
    ("copyright_notice", ("copyrightnotice", "copyrightNotice")), ("ed_note", ("ednote", "edNote")),
)  # fmt: skip


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``."""
    item = Payload(payload)
    check_shape(item)
    item.required(item.text("uri"), "uri")
    item.refuse_wrong()
    kind_of_item = item.text("type")
    if kind_of_item is not None and kind_of_item.value in _OTHER_THINGS:
        return Ignored("Only texts and pictures are checked.")
    status = item.text("pubstatus", "pubStatus")
    kind = _KINDS.get(status.value if status else "usable")
    if kind is None:
        key = "pubstatus" if "pubstatus" in payload else "pubStatus"
        item.wrong(key, "expected one of usable, withheld, canceled", "field_invalid")
    submission = _submission(item, kind or SUBMITTED)
    item.refuse_wrong()
    return submission


def _submission(item: Payload, kind: Kind) -> Submission:
    draft = Draft()
    draft.put("id", item.text("uri"))
    text_format, body = _body(item)
    draft.body(text_format, body, item.at("bodies"))
    draft.put("headline", _headline(item))
    draft.put("deck", _deck(item), plain)
    for key, names in _AS_IT_IS:
        draft.put(key, item.text(*names))
    draft.put("language", item.text("language"), hyphened)
    draft.put("revision", item.number("version"))
    changed = item.text("versioncreated", "versionCreated")
    draft.put("modified", changed, with_colon)
    if kind == PUBLISHED:
        draft.put("published", item.text("firstcreated", "firstCreated") or changed, with_colon)
    draft.put("genre", _first_name(item, "genre", "genres"))
    tags = [name for key in ("subject", "subjects") for row in item.objects(key) if (name := row.text("name"))]
    draft.put_all("tags", tags, item.at("subjects"))
    draft.put("source", _source(item))
    draft.put_all("images", images_of(item), item.at("associations"))
    if _is_by_machine(item):
        draft.put_if("ai", {"generated": True})
    return draft.submission(kind, said_at(with_colon(changed.value)) if changed else None)


def _body(item: Payload) -> tuple[str, Found | None]:
    """The body with markup where there is one: it is what readers get."""
    rows = [(row.text("value"), _is_markup(row)) for row in item.objects("bodies")]
    named = sorted(key for key in item.value if key.startswith("body_"))
    rows += [(item.text(key), key.removeprefix("body_").lower() in _MARKUP) for key in named]
    found = [(value, markup) for value, markup in rows if value is not None]
    best = next((row for row in found if row[1]), next(iter(found), None))
    if best is None:
        return "text", None
    return ("html" if best[1] else "text"), best[0]


def _is_markup(row: Payload) -> bool:
    media_type, role = row.text("contenttype", "contentType"), row.text("role")
    if media_type is not None:
        return any(word in media_type.value.lower() for word in ("html", "xml"))
    return role is not None and role.value.lower() in _MARKUP


def _headline(item: Payload) -> Found | None:
    rows = item.objects("headlines")
    main = [row for row in rows if row.value.get("role") == "main"]
    listed = next((value for row in [*main, *rows] if (value := row.text("value"))), None)
    named = sorted(key for key in item.value if key.startswith("headline_"))
    named.sort(key=lambda key: key != "headline_main")
    return item.text("headline") or listed or item.text(*named)


def _deck(item: Payload) -> Found | None:
    listed = next((value for row in item.objects("descriptions") if (value := row.text("value"))), None)
    return listed or item.text(*sorted(key for key in item.value if key.startswith("description_")))


def _first_name(item: Payload, *keys: str) -> Found | None:
    return next((name for key in keys for row in item.objects(key) if (name := row.text("name"))), None)


def _source(item: Payload) -> Found | None:
    """The first party that is said to have originated or supplied it, by its name, else by what identifies it."""
    for key in ("infosource", "infosources", "infoSources"):
        for row in item.objects(key):
            name = row.text("name")
            mark = row.text("literal", "uri", "code") or name
            if mark is not None:
                said = {"id": mark.value} | ({"name": name.value} if name else {})
                return Found(said, row.pointer)
    return None


def _is_by_machine(item: Payload) -> bool:
    for key in ("digitalsourcetype", "digitalSourceType"):
        stated = item.object(key)
        mark = stated.text("uri", "literal", "name")
        if mark is not None and mark.value.endswith((_BY_MACHINE, "compositeWithTrainedAlgorithmicMedia")):
            return True
    return False


ADAPTER = Adapter("ninjs", "IPTC ninjs", "standard", read)
