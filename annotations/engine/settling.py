"""Mentions after the notices are read: what a label at a weak name says of whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from annotations.engine.mentions import NEAR, Mention
from annotations.engine.notices.model import Notice
from annotations.engine.register import Entity


def labelled(notices: Sequence[Notice]) -> dict[int, frozenset[str]]:
    """For the names that notices are attached to, by index, the statuses told of them."""
    found: dict[int, frozenset[str]] = {}
    for notice in notices:
        for index in notice.covers:
            found[index] = found.get(index, frozenset()) | notice.statuses
    return found


def settle(
    mentions: Sequence[Mention],
    labelled: Mapping[int, frozenset[str]],
    entities: Mapping[str, Entity],
    *,
    on: date,
) -> tuple[Mention, ...]:
    """Mentions after the notices are read: an unsupported weak name is somebody's only if a notice stands at it.

    ``labelled``: for the index of a mention the statuses that notices attached to it tell, empty for a bare ban. A
    surname alone is the listed person's only with a status that the person has on that day. Indices are kept: what does
    not count is marked so.
    """
    return tuple(
        _settled(mention, labelled.get(index), entities[mention.entity], on) if mention.unsupported else mention
        for index, mention in enumerate(mentions)
    )


def _settled(mention: Mention, statuses: frozenset[str] | None, entity: Entity, on: date) -> Mention:
    own = {listed.status for listed in entity.designations if listed.in_force(on)}
    if statuses is None or (mention.surname and not statuses & own):
        return replace(mention, counts=False)
    return replace(mention, review="", confidence=NEAR, unsupported=False)
