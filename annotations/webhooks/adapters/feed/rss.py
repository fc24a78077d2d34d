"""An ``<item>`` of RSS 2.0, with ``content:encoded``, Dublin Core and Media RSS where feeds use them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from annotations.intake.problems import FieldProblem
from annotations.webhooks.adapters.adapter import PUBLISHED, Submission, WrongPayload
from annotations.webhooks.adapters.payload import Draft, Found
from annotations.webhooks.adapters.wording import hyphened, is_address, of_mail, plain, said_at

ITEM = "item"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"


def submission(item: Element, around: Element | None) -> Submission:
    """The item as a published article."""
    draft = Draft()
    name = _text(item, "guid", "link")
    if name is None:
        raise WrongPayload(FieldProblem("/item/guid", "schema_invalid", "is required"))
    draft.put("id", name)
    content, summary = _text(item, _CONTENT), _text(item, "description")
    draft.body("html", content or summary, "/item/description")
    if content is not None:
        draft.put("deck", summary, plain)
    draft.put("headline", _text(item, "title"), plain)
    draft.put("url", _text(item, "link"))
    draft.put("byline", _text(item, _DC + "creator", "author"))
    moment = _text(item, "pubDate", _DC + "date")
    draft.put("published", moment, of_mail)
    draft.put("copyright_notice", _text(item, _DC + "rights"))
    draft.put("language", _text(item, _DC + "language") or _of_channel(around, "language"), hyphened)
    tags = [Found((row.text or "").strip(), "/item/category") for row in item.findall("category")]
    draft.put_all("tags", [tag for tag in tags if tag.value], "/item/category")
    draft.put("source", _text(item, "source"), lambda value: {"id": value, "name": value})
    draft.put_all("images", _images(item), "/item/enclosure")
    return draft.submission(PUBLISHED, said_at(of_mail(moment.value)) if moment else None)


def _text(item: Element, *names: str) -> Found | None:
    for name in names:
        text = (item.findtext(name) or "").strip()
        if text:
            return Found(text, "/item/" + name.rpartition("}")[2])
    return None


def _of_channel(around: Element | None, name: str) -> Found | None:
    text = (around.findtext(f".//channel/{name}") or around.findtext(name) or "") if around is not None else ""
    return Found(text.strip(), f"/channel/{name}") if text.strip() else None


def _images(item: Element) -> list[Found]:
    images = []
    for row in [*item.findall("enclosure"), *item.findall(_MEDIA + "content")]:
        address, kind = row.get("url", ""), row.get("type", "") or row.get("medium", "")
        if is_address(address) and kind.startswith("image"):
            said = {"caption": row.findtext(_MEDIA + "description"), "credit": row.findtext(_MEDIA + "credit")}
            image = {"src": address} | {key: value for key, value in said.items() if value}
            images.append(Found(image, "/item/" + row.tag.rpartition("}")[2]))
    return images
