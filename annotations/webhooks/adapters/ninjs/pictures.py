"""Pictures of a ninjs item: its own renditions when it is one, and those of the items it is associated with."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.webhooks.adapters.payload import Found, Payload
from annotations.webhooks.adapters.wording import is_address, plain

_PICTURES = ("picture", "graphic")


def images_of(item: Payload) -> list[Found]:
    """Each as an image of an Article, with its caption and credit."""
    own = [item] if item.value.get("type") in _PICTURES else []
    pictures = [row for row in _rows(item, "associations") if row.value.get("type") in _PICTURES]
    return [found for picture in [*own, *pictures] if (found := _image(picture)) is not None]


def _image(picture: Payload) -> Found | None:
    addresses = (row.text("href") for row in _rows(picture, "renditions"))
    address = next((found for found in addresses if found is not None and is_address(found.value)), None)
    if address is None:
        return None
    listed = next((value for row in picture.objects("descriptions") if (value := row.text("value"))), None)
    caption = listed or picture.text("description_caption", "description_text", "description_main")
    credit = picture.text("byline", "by", "copyrightholder", "copyrightHolder")
    said = {"caption": caption, "credit": credit}
    image = {"src": address.value} | {key: plain(found.value) for key, found in said.items() if found}
    return Found(image, picture.pointer or address.pointer)


def _rows(item: Payload, key: str) -> Iterator[Payload]:
    """The objects of a list (2.x, 3.x), or of an object (1.x)."""
    value = item.value.get(key)
    if isinstance(value, list):
        yield from item.objects(key)
    elif isinstance(value, dict):
        named = item.object(key)
        yield from (named.object(name) for name in value)
