"""The packs that any channel is checked by, as they ship."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.conf import desk
from annotations.engine.rulebook import Pack
from annotations.models.channel import Channel
from annotations.rulebook.load import load_packs, shipped_packs
from annotations.rulebook.problems import RulebookError


def known_packs() -> tuple[Pack, ...]:
    """Each once, by name; a pack that cannot be read is left out, ``manage.py check`` says so."""
    found: dict[str, Pack] = {}
    for name in _names():
        try:
            for pack in load_packs([name]):
                found.setdefault(pack.pack, pack)
        except RulebookError:
            continue
    return tuple(found[name] for name in sorted(found))


def _names() -> Iterator[str]:
    yield from desk().packs or shipped_packs()
    for names in Channel.objects.order_by("pk").values_list("packs", flat=True):
        yield from names
