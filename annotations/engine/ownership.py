"""Who owns whom, for notices that speak of the owner under a mark at the product: by registers, and by packs.

Registers of law name a company and leave its products to whoever reads them. A pack may say by names what everybody
knows, so that "Instagram* … * Meta запрещена в РФ" is read with a register that states no relations. Nothing here
passes a designation on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.register import Entity
from annotations.engine.rulebook import Owner
from annotations.engine.words import fold, read_words

Related = Mapping[str, frozenset[str]]
"""For an entity, those it owns and those that own it."""


def related_by_registers(entities: Iterable[Entity]) -> Related:
    """Who owns whom, in both directions, whichever side states it."""
    pairs = ((entity.id, other) for entity in entities for other in entity.related("owns", "owned_by"))
    return _both_ways(pairs)


def with_owners(related: Related, owners: Iterable[Owner], lexicon: Lexicon) -> Related:
    """The same, and what ``owners`` say of entities whose names ``lexicon`` knows."""
    known = [(entity, other) for entity, others in related.items() for other in others]
    stated = [
        (above, below)
        for owner in owners
        for above in _bearers(owner.names, lexicon)
        for below in _bearers(owner.owns, lexicon)
        if above != below
    ]
    return _both_ways([*known, *stated]) if stated else related


def _bearers(names: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """Ids of the entities that bear one of the names."""
    for name in names:
        for hit in lexicon.scan(name, read_words(name)):
            row = lexicon.rows[hit.name]
            if fold(row.name.value) == fold(name):
                yield row.entity


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Related:
    related: defaultdict[str, set[str]] = defaultdict(set)
    for entity, other in pairs:
        related[entity].add(other)
        related[other].add(entity)
    return {entity: frozenset(others) for entity, others in related.items()}
