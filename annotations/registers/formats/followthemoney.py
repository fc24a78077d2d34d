"""FollowTheMoney entities (OpenSanctions and others) as rows of our own format (DOMAIN 1.6).

``Sanction`` entities become designations of the entities that they name, ``Ownership``, ``Membership`` and
``Succession`` their relations. They may stand anywhere in the file, or inside the entity (nested exports). What
connects them is kept in a temporary database beside the memory, so that millions of lines need no more than thousands.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from annotations.engine.jurisdictions import is_known
from annotations.intake.strict_json import quoted
from annotations.registers.formats.dates import DateTextError, whole
from annotations.registers.formats.model import Stated
from annotations.registers.notes import Notes
from annotations.registers.temporary import temporary_database

SCHEMATA = frozenset({"Organization", "Person", "Company", "PublicBody", "LegalEntity"})
_NAME_KINDS = {
    "name": "primary", "alias": "alias", "weakAlias": "weak", "previousName": "previous",
    "abbreviation": "abbreviation",
}
_WEAK_KINDS = frozenset({"weak", "abbreviation"})
_RELATIONS = {
    "Ownership": (("asset", "owned_by", "owner"), ("owner", "owns", "asset")),
    "Membership": (("member", "member_of", "organization"),),
    "Succession": (("successor", "successor_of", "predecessor"),),
}
"""For a schema, whose relation it is, of which type, to whom."""
_EDGES = frozenset({"Sanction", *_RELATIONS})
_ENDED = frozenset({"inactive", "delisted", "revoked", "lifted", "removed", "expired"})
_AT_ONCE = 1000


class Edges:
    """Sanctions and relations by the id of the entity that they are about."""

    MARK: ClassVar[re.Pattern[str]] = re.compile('"(?:' + "|".join(sorted(_EDGES)) + ')"')
    """Is in the line of everything that is kept here."""

    def __init__(self, stated: Stated) -> None:
        self.stated = stated
        self._held = 0
        self._database: sqlite3.Connection = temporary_database()
        self._database.execute("CREATE TABLE edges (entity TEXT NOT NULL, said TEXT NOT NULL)")

    @classmethod
    def read(cls, values: Iterable[Mapping[str, Any]], stated: Stated) -> Edges:
        """All that is among ``values``."""
        edges = cls(stated)
        rows: list[tuple[str, str]] = []
        for value in values:
            rows += [(entity, json.dumps(said, ensure_ascii=False)) for entity, said in _edges_of(value)]
            if len(rows) >= _AT_ONCE:
                edges._add(rows)
                rows = []
        edges._add(rows)
        edges._database.execute("CREATE INDEX by_entity ON edges (entity)")
        return edges

    def _add(self, rows: list[tuple[str, str]]) -> None:
        self._database.executemany("INSERT INTO edges VALUES (?, ?)", rows)
        self._held += len(rows)

    def of(self, entity: str) -> list[dict[str, Any]]:
        """What is known of an entity, in the order of the file."""
        if not self._held:
            return []
        rows = self._database.execute("SELECT said FROM edges WHERE entity = ? ORDER BY rowid", (entity,))
        return [json.loads(said) for (said,) in rows]

    def close(self) -> None:
        self._database.close()


def is_follow_the_money(row: Any) -> bool:
    """Whether a parsed line is a FollowTheMoney entity."""
    return isinstance(row, Mapping) and "properties" in row and "names" not in row


def entity_row(line: int, value: Mapping[str, Any], edges: Edges, notes: Notes) -> dict[str, Any] | None:
    """The entity as a row of ``annotations/register/1``; ``None``, and why noted, when it is none that is read."""
    key, schema, properties = value.get("id"), value.get("schema"), value.get("properties")
    wrong = [
        notes.say(line, "schema_invalid", f"/{name}: expected {what}")
        for name, held, kind, what in (
            ("id", key, str, "a string"), ("schema", schema, str, "a string"),
            ("properties", properties, dict, "an object"),
        ) if not isinstance(held, kind)
    ]
    if wrong:
        notes.wrong(line, wrong)
        return None
    assert isinstance(key, str)
    assert isinstance(schema, str)
    assert isinstance(properties, dict)
    if schema in _EDGES:
        return None
    if schema not in SCHEMATA:
        notes.warn("row_left_out", f"schema {quoted(schema)} is no organisation, person or company; not read", line)
        return None
    names = list(_names(properties, schema))
    if not names:
        notes.warn("no_name", f"{quoted(key)} has no name; not read", line)
        return None
    known = [*_nested(properties), *edges.of(key)]
    try:
        designations = [_designation(said, edges.stated) for said in known if "properties" in said]
    except DateTextError as error:
        notes.wrong(line, [notes.say(line, "field_invalid", str(error))])
        return None
    if None in designations:
        said = f"a sanction of {quoted(key)} has no known country, or no day on which it ended; not read"
        notes.warn("row_left_out", said, line)
    row: dict[str, Any] = {"id": key, "schema": schema, "names": names}
    kept = {
        "designations": _once([said for said in designations if said is not None]),
        "relations": _once([said for said in known if "to" in said]),
        "born": _texts(properties, "birthDate"), "identifiers": _identifiers(properties),
        "hosts": [host for url in _texts(properties, "website") if (host := _host(url))],
    }
    return row | {name: said for name, said in kept.items() if said}


def _edges_of(value: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    schema, properties = value.get("schema"), value.get("properties")
    if not isinstance(properties, dict):
        return
    if schema == "Sanction":
        for entity in _ids(properties, "entity"):
            yield entity, {"properties": {**properties, "entity": []}}
    for one, kind, other in _RELATIONS.get(str(schema), ()):
        for entity in _ids(properties, one):
            for to in _ids(properties, other):
                yield entity, {"type": kind, "to": to}


def _names(properties: Mapping[str, Any], schema: str) -> Iterator[dict[str, Any]]:
    """Every name once; what FollowTheMoney keeps out of matching is weak here, too."""
    seen: set[str] = set()
    listed = [(value, kind) for key, kind in _NAME_KINDS.items() for value in _texts(properties, key)]
    if schema == "Person":
        listed += [(value, "legal") for value in _whole_names(properties)]
    for value, kind in listed:
        if value not in seen:
            seen.add(value)
            yield {"value": value, "kind": kind}


def _whole_names(properties: Mapping[str, Any]) -> Iterator[str]:
    """Surname, name and patronymic as one name, for each script in which there is one of each."""
    for cyrillic in (True, False) if "lastName" in properties and "firstName" in properties else ():
        last, first, *more = (
            [value for value in _texts(properties, key) if _is_cyrillic(value) == cyrillic]
            for key in ("lastName", "firstName", "fatherName", "middleName", "secondName")
        )
        middle = next((values for values in more if values), [])
        if len(last) == len(first) == 1 and len(middle) <= 1 and (middle or cyrillic):
            yield " ".join([*last, *first, *middle])


def _is_cyrillic(text: str) -> bool:
    return any("Ѐ" <= sign <= "ӿ" for sign in text)


def _designation(said: Mapping[str, Any], stated: Stated) -> dict[str, Any] | None:
    """A ``Sanction``: ``startDate`` is when it goes into effect, ``listingDate`` when it is listed.

    ``None`` for one of no known jurisdiction, and for one that has ended nobody says when.
    """
    properties = said["properties"]
    country = next(iter(_texts(properties, "country")), "").upper() or stated.jurisdiction
    country = "GB" if country == "UK" else country
    ended = [whole(value, end=True) for value in _texts(properties, "endDate")]
    state = next(iter(_texts(properties, "status")), "")
    if not is_known(country) or (state.lower() in _ENDED and not ended):
        return None
    row = {
        "register": stated.register, "jurisdiction": country,
        "status": stated.status or "sanctioned",
        "in_force_on": max((whole(value) for value in _texts(properties, "startDate")), default=None),
        "listed_on": max((whole(value) for value in _texts(properties, "listingDate")), default=None),
        "ended_on": min(ended, default=None),
        "end_reason": state if ended and state else None,
        "authority": next(iter(_texts(properties, "authority")), None),
        "program": next(iter([*_texts(properties, "program"), *_texts(properties, "programId")]), None),
        "reference": next(iter([*_texts(properties, "recordId"), *_texts(properties, "authorityId")]), None),
        "source": next(iter(_texts(properties, "sourceUrl")), None),
    }
    return {key: value for key, value in row.items() if value is not None}


def _nested(properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Sanctions that stand inside the entity."""
    held = properties.get("sanctions") or []
    return [value for value in held if isinstance(value, dict) and isinstance(value.get("properties"), dict)]


def _identifiers(properties: Mapping[str, Any]) -> list[str]:
    kinds = (("innCode", "inn"), ("ogrnCode", "ogrn"), ("registrationNumber", "registration"))
    return [f"{kind}:{value}" for key, kind in kinds for value in _texts(properties, key)]


def _host(url: str) -> str:
    return url.split("://")[-1].split("/")[0].split("@")[-1].split(":")[0].lower()


def _texts(properties: Mapping[str, Any], key: str) -> list[str]:
    held = properties.get(key) or []
    return [value for value in held if isinstance(value, str)] if isinstance(held, list) else []


def _ids(properties: Mapping[str, Any], key: str) -> list[str]:
    held = properties.get(key) or []
    found = held if isinstance(held, list) else []
    return [row for value in found if isinstance(row := value.get("id") if isinstance(value, dict) else value, str)]


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for place, row in enumerate(rows) if row not in rows[:place]]
