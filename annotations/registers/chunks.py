"""Long rows of things cut into pieces that a query can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """``items`` in their order, ``size`` at a time; the last piece may be shorter."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
