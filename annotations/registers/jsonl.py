"""Register files and source files (CONTRACT 2 and 3): JSON Lines to entities and sources, or every reason why not."""

from __future__ import annotations

from annotations.engine.register import Entity
from annotations.engine.source import Source
from annotations.intake.strict_json import quoted
from annotations.intake.value_files import Line, RefusedFileError, ValueFile, read_values
from annotations.registers.followthemoney import SCHEMATA, FollowTheMoneyEntity, is_follow_the_money
from annotations.registers.names import clean_name

__all__ = ["RefusedFileError", "RegisterFile", "SourceFile", "read_register", "read_sources"]

RegisterFile = ValueFile[Entity]
SourceFile = ValueFile[Source]

_ENTITY_SYNONYMS = {
    "name": "names", "aliases": "names", "type": "schema", "kind": "schema", "urls": "hosts", "domains": "hosts",
    "lists": "designations", "listings": "designations", "related": "relations", "language": "lang", "text": "value",
    "country": "jurisdiction", "list": "register", "from": "in_force_on", "to": "ended_on", "start": "in_force_on",
    "end": "ended_on", "url": "source",
}
_SOURCE_SYNONYMS = {"license": "licence", "credits": "credit", "domains": "hosts", "aliases": "names", "title": "name"}


def read_register(path: str) -> RegisterFile:
    """The entities of a register file, ours or FollowTheMoney's, names cleaned.

    Raises:
        RefusedFileError: if the file cannot be read or any line of it is wrong; all wrong lines are named, up to 50.
    """
    return read_values(path, _entity, synonyms=_ENTITY_SYNONYMS)


def read_sources(path: str) -> SourceFile:
    """The sources of a file; raises ``RefusedFileError`` as ``read_register`` does."""
    return read_values(path, lambda line: line.validated(Source), synonyms=_SOURCE_SYNONYMS)


def _entity(line: Line) -> Entity | None:
    if is_follow_the_money(line.row):
        return _foreign_entity(line)
    entity = line.validated(Entity)
    return None if entity is None else _cleaned(line, entity)


def _foreign_entity(line: Line) -> Entity | None:
    foreign = line.validated(FollowTheMoneyEntity)
    if foreign is None:
        return None
    if foreign.kind not in SCHEMATA:
        line.warn("row_left_out", f"schema {quoted(foreign.kind)} is no organisation, person or company; not read")
        return None
    row = foreign.row
    if not row["names"]:
        line.warn("no_name", f"{quoted(foreign.id)} has no name; not read")
        return None
    entity = line.validated(Entity, row)
    return None if entity is None else _cleaned(line, entity)


def _cleaned(line: Line, entity: Entity) -> Entity:
    names = []
    for name in entity.names:
        value, invisible = clean_name(name.value)
        if invisible:
            line.warn("name_cleaned", f"invisible characters removed from name {quoted(value)}")
        names.append(name if value == name.value else name.model_copy(update={"value": value}))
    return entity if tuple(names) == entity.names else entity.model_copy(update={"names": tuple(names)})
