"""The rows of a lexicon: every way to write every name, as small numbers; the names stay with their entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args, overload

import numpy as np
import numpy.typing as npt

from annotations.engine.language.forms import Order
from annotations.engine.lexicon.model import NameRow
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.register import Entity

ORDERS: Sequence[Order] = get_args(Order)
SURNAME_FORM = ORDERS.index("surname")


@dataclass(frozen=True, eq=False)
class Rows(Sequence[NameRow]):
    """One row for every way to write a name, in order of entity and name."""

    entity: npt.NDArray[np.int32]
    name: npt.NDArray[np.uint16]
    form: npt.NDArray[np.uint8]
    spelling: npt.NDArray[np.uint16]
    """What each row asks of capitals, signs and initials: places in ``spellings``."""
    spellings: tuple[Spelling, ...]
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
        entity = self.entity_at(int(self.entity[at]))
        return NameRow(entity.id, entity.names[int(self.name[at])], ORDERS[int(self.form[at])])

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
