"""Mentions: which entities of the registers a text names, where, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.engine.register import Name


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named. Positions are in ``Document.text``."""

    entity: str
    start: int
    end: int
    name: Name
    confidence: float = 0.99
    review: str = ""
    """Why a person must decide ("weak name", "namesake", "nickname", ...); empty when the name is the entity's for sure."""
    demonym: bool = False
    in_notice: bool = False
    """The words belong to a notice and are no mention of the story itself."""
