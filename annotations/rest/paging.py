"""Pages by cursor: the place of the last row seen, signed, so that nobody makes one up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.db import models
from django.db.models import Q
from pydantic import Field

from annotations.rest.operation import InChannel, Query, Told
from annotations.rest.problem import ApiProblem

MOST = 200
USUAL = 50
_SALT = "annotations.rest.cursor"
_Row = TypeVar("_Row", bound=models.Model)


class Paged(InChannel):
    """Parameters of every list."""

    page_size: Annotated[int, Field(ge=1, le=MOST)] = Field(
        USUAL, description="Rows of a page.", json_schema_extra={"x-said": f"is 1 to {MOST}."}
    )
    cursor: Annotated[str, Field(min_length=1, max_length=500)] | None = Field(
        None, description="Where the page begins: `next` of the page before."
    )


class Page(Told):
    """One page of a list."""

    next: str | None = Field(description="Address of the next page; null on the last one.")


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows: a column and its direction; rows that are equal in it stand by id, in the same direction."""

    column: str

    @property
    def name(self) -> str:
        """The column without its direction."""
        return self.column.removeprefix("-")

    @property
    def columns(self) -> tuple[str, ...]:
        """As ``order_by`` takes them."""
        sign = "-" if self.column.startswith("-") else ""
        return (self.column,) if self.name == "id" else (self.column, f"{sign}id")

    def after(self, place: Sequence[Any]) -> Q:
        """Rows that come after a place."""
        way = "lt" if self.column.startswith("-") else "gt"
        if self.name == "id":
            return Q(**{f"id__{way}": place[0]})
        return Q(**{f"{self.name}__{way}": place[0]}) | Q(**{self.name: place[0], f"id__{way}": place[1]})

    def place(self, row: models.Model) -> list[Any]:
        """Where a row stands, as JSON."""
        values = [getattr(row, column.removeprefix("-")) for column in self.columns]
        return [value.isoformat() if isinstance(value, datetime) else value for value in values]


@dataclass(frozen=True, slots=True)
class Cut(Generic[_Row]):
    """The rows of a page and where the next begins."""

    rows: list[_Row]
    next: str | None


def cut(rows: models.QuerySet[_Row], order: Order, query: Paged, *, path: str) -> Cut[_Row]:
    """The page that ``query`` asks for.

    Raises:
        ApiProblem: the cursor is not one that this list gave.
    """
    ordered = rows.order_by(*order.columns)
    if query.cursor is not None:
        ordered = ordered.filter(order.after(_opened(query.cursor, order, path)))
    found = list(ordered[: query.page_size + 1])
    page = found[: query.page_size]
    more = len(found) > query.page_size
    return Cut(page, next_address(query, path, _sealed(order.place(page[-1]), order, path)) if more else None)


def cut_list(
    rows: Sequence[Any], query: Paged, *, path: str, key: Callable[[Any], str]
) -> tuple[list[Any], str | None]:
    """The same for rows that are not in the database, sorted by ``key``."""
    order = Order("id")
    start = str(_opened(query.cursor, order, path)[0]) if query.cursor is not None else None
    left = [row for row in rows if start is None or key(row) > start]
    page = left[: query.page_size]
    if len(left) <= query.page_size:
        return page, None
    return page, next_address(query, path, _sealed([key(page[-1])], order, path))


def next_address(query: Query, path: str, cursor: str) -> str:
    """The address of the next page, with the same filters."""
    stated = query.model_dump(mode="json", exclude_unset=True) | {"cursor": cursor}
    return f"{path}?{urlencode(stated, doseq=True)}"


def _sealed(place: list[Any], order: Order, path: str) -> str:
    return signing.dumps(place, salt=f"{_SALT}:{path}:{order.column}", compress=True)


def _opened(cursor: str, order: Order, path: str) -> list[Any]:
    try:
        place: list[Any] = signing.loads(cursor, salt=f"{_SALT}:{path}:{order.column}")
    except (signing.BadSignature, ValueError) as error:
        raise ApiProblem("cursor_invalid", "Cursor is not valid.") from error
    return place
