"""FollowTheMoney entities (OpenSanctions and others) as rows of our own format.

Names only: a FollowTheMoney entity says nothing about designations in the sense of CONTRACT 2, and its ``Sanction``
rows leave open which of their dates binds whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

SCHEMATA = frozenset({"Organization", "Person", "Company", "PublicBody", "LegalEntity"})
_NAME_KINDS = {
    "name": "primary", "alias": "alias", "weakAlias": "weak", "previousName": "previous",
    "abbreviation": "abbreviation",
}


class FollowTheMoneyEntity(BaseModel):
    """The part of a FollowTheMoney entity that is read; other keys are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: str
    kind: str = Field(alias="schema")
    properties: dict[str, list[Any]]

    @property
    def row(self) -> dict[str, Any]:
        """The entity as a row of ``annotations/register/1``."""
        names = [
            {"value": value, "kind": kind}
            for key, kind in _NAME_KINDS.items()
            for value in self.properties.get(key, [])
            if isinstance(value, str)
        ]
        return {"id": self.id, "schema": self.kind, "names": names}


def is_follow_the_money(row: Any) -> bool:
    """Whether a parsed line is a FollowTheMoney entity."""
    return isinstance(row, Mapping) and "properties" in row and "names" not in row
