"""What articles are checked against: entities with their compiled names, sources, packs and words, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.notices.vocabulary import Vocabulary
from annotations.engine.notices.wordings import Wordings
from annotations.engine.register import Entity
from annotations.engine.rulebook import Pack
from annotations.engine.source import Source


@dataclass(frozen=True)
class Reference:
    """Registers, sources, packs and words, compiled. Shared by any number of checks; nothing in it changes."""

    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    packs: tuple[Pack, ...]
    lexicon: Lexicon
    vocabulary: Vocabulary
    registers: Mapping[str, str] = field(default_factory=dict)
    """Register -> digest of the snapshot it came from."""
    related: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For an entity, those it owns and those that own it."""

    @classmethod
    def build(
        cls,
        *,
        entities: Iterable[Entity],
        sources: Iterable[Source],
        packs: Sequence[Pack],
        wordings: Sequence[Wordings],
        registers: Mapping[str, str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> Reference:
        """Compiles everything; the order of entities, sources and packs does not matter to any answer.

        ``lexicon``: the names of these very entities, where they have been compiled before.
        """
        by_id = {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)}
        return cls(
            entities=by_id,
            sources=SourceDirectory({source.id: source for source in sorted(sources, key=lambda source: source.id)}),
            packs=tuple(sorted(packs, key=lambda pack: pack.pack)),
            lexicon=lexicon or build_lexicon(list(by_id.values())),
            vocabulary=Vocabulary.compile(wordings),
            registers=dict(sorted((registers or {}).items())),
            related=_ownership(by_id.values()),
        )


def _ownership(entities: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """Who owns whom, in both directions, whichever side states it."""
    related: dict[str, set[str]] = {}
    for entity in entities:
        for other in entity.related("owns", "owned_by"):
            related.setdefault(entity.id, set()).add(other)
            related.setdefault(other, set()).add(entity.id)
    return {entity: frozenset(others) for entity, others in related.items()}
