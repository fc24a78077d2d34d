"""The rows of a lexicon: every way to write every name, as small numbers; the names stay with their entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, get_args, overload

import numpy as np
import numpy.typing as npt

from annotations.engine.language.forms import Order
from annotations.engine.lexicon.model import NameRow
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.register import Entity

ORDERS: Sequence[Order] = get_args(Order)


class Kind(NamedTuple):
    """What many rows have in common."""

    name: int
    """The place of the name among those of its entity."""
    form: Order
    spelling: Spelling
    """What it asks of capitals, signs and initials."""


@dataclass(frozen=True, eq=False)
class Rows(Sequence[NameRow]):
    """One row for every way to write a name, in order of entity and name."""

    entity: npt.NDArray[np.int32]
    kind: npt.NDArray[Any]
    """Places in ``kinds``, of as few bytes as do."""
    kinds: tuple[Kind, ...]
    entity_at: Callable[[int], Entity]
    """The entity of a number."""

    def __len__(self) -> int:
        return len(self.entity)

    @overload
    def __getitem__(self, at: int) -> NameRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[NameRow]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        entity, kind = self.entity_at(int(self.entity[at])), self.kinds[self.kind[at]]
        return NameRow(entity.id, entity.names[kind.name], kind.form)

    @cached_property
    def simple(self) -> npt.NDArray[np.bool_]:
        """By the number of a kind: whether plain words in full meet what it asks."""
        return np.array([kind.spelling.simple for kind in self.kinds], dtype=np.bool_)

    @cached_property
    def of_surnames(self) -> npt.NDArray[np.bool_]:
        """By the number of a kind: whether it is a surname alone."""
        return np.array([kind.form == "surname" for kind in self.kinds], dtype=np.bool_)

    def __iter__(self) -> Iterator[NameRow]:
        return (self[at] for at in range(len(self)))


class JoinedRows(Sequence[NameRow]):
    """The rows of several tables one after another."""

    def __init__(self, parts: Sequence[Sequence[NameRow]]) -> None:
        self._parts = parts
        self._starts = np.cumsum([0, *map(len, parts)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    @overload
    def __getitem__(self, at: int) -> NameRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[NameRow]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        part = int(self._starts.searchsorted(at, side="right")) - 1
        return self._parts[part][at - int(self._starts[part])]
