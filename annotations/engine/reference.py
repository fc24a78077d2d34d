"""What articles are checked against: entities with their compiled names, sources, packs and words, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.urls import host_of
from annotations.engine.copies.index import KnownArticles
from annotations.engine.hosts import HostIndex
from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.notices.read import Known
from annotations.engine.notices.vocabulary import Vocabulary
from annotations.engine.notices.wordings import Wordings
from annotations.engine.ownership import Related, related_by_registers, with_owners
from annotations.engine.phrasing.book import PhraseBook
from annotations.engine.phrasing.near import NearTexts
from annotations.engine.register import Entity
from annotations.engine.rulebook import Pack
from annotations.engine.source import Source
from annotations.engine.ties import Ties
from annotations.engine.topic import Saying, Topic

Unwanted = Mapping[str, frozenset[tuple[str, ...]]]


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
    registered: Related = field(default_factory=dict)
    """Who owns whom as the registers say; ``related`` has what packs say as well."""
    hosts: HostIndex = field(default_factory=HostIndex)
    """Whose web addresses are whose."""
    known: KnownArticles | None = None
    """Articles against which copies are looked for."""
    unwanted: Unwanted = field(default_factory=dict)
    """Entity -> forms of its names, in folded words, that somebody has called wrong."""
    corrections: str = ""
    """What else people have said of forms of names, as a digest; empty when nothing."""

    @cached_property
    def phrasebook(self) -> PhraseBook:
        """The phrases, prescribed texts and topics of all rules, compiled on first use."""
        rules = [rule for pack in self.packs for rule in pack.rules]
        terms = [phrase for topic in self.topics.values() for phrase in topic.phrases]
        for saying in self.sayings.values():
            terms += saying.said
        return PhraseBook.compile(
            [*(phrase for rule in rules for phrase in rule.phrases), *terms],
            exact=[
                *(text for rule in rules if rule.when.producer is None for text in rule.prescribed),
                *(text for pack in self.packs for wording in pack.wordings for text in wording.texts),
            ],
        )

    @cached_property
    def compares_revisions(self) -> bool:
        """Whether a rule that is on asks what has changed since an earlier revision."""
        return any(rule.enabled and rule.when.compares_revisions for pack in self.packs for rule in pack.rules)

    @cached_property
    def near_texts(self) -> NearTexts:
        """The prescribed texts of all rules, to be found where they are not quite as they should be."""
        rules = [rule for pack in self.packs for rule in pack.rules if rule.when.producer is None]
        return NearTexts.compile(text for rule in rules for text in rule.prescribed if "{" not in text)

    @cached_property
    def related(self) -> Related:
        """For an entity, those it owns and those that own it."""
        return with_owners(self.registered, (owner for pack in self.packs for owner in pack.owners), self.lexicon)

    @cached_property
    def known_to_notices(self) -> Known:
        """What notices are read with."""
        return Known(self.vocabulary, self.related, self.entities)

    @cached_property
    def ties(self) -> Ties:
        """Who is tied to whom by ownership."""
        return Ties(self.entities)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Every topic of the packs, by its id."""
        return {topic.id: topic for pack in self.packs for topic in pack.topics}

    @cached_property
    def sayings(self) -> Mapping[str, Saying]:
        """Every saying of the packs, by its id."""
        return {saying.id: saying for pack in self.packs for saying in pack.sayings}

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
        known: KnownArticles | None = None,
    ) -> Reference:
        """Compiles everything; the order of entities, sources and packs does not matter to any answer.

        ``lexicon``: the names of these very entities, where they have been compiled before.
        """
        by_id = {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)}
        return cls(
            entities=by_id,
            sources=_united(sources, packs),
            packs=tuple(sorted(packs, key=lambda pack: pack.pack)),
            lexicon=lexicon or build_lexicon(list(by_id.values())),
            vocabulary=Vocabulary.compile(wordings),
            registers=dict(sorted((registers or {}).items())),
            registered=related_by_registers(by_id.values()),
            hosts=HostIndex.of(by_id.values()),
            known=known,
        )

    def with_packs(self, packs: Sequence[Pack]) -> Reference:
        """The same with other packs, and with the sources that these bring beside those at hand."""
        return replace(
            self, packs=tuple(sorted(packs, key=lambda pack: pack.pack)), sources=_united(self.sources.values(), packs)
        )


def _united(sources: Iterable[Source], packs: Iterable[Pack]) -> SourceDirectory:
    """The sources at hand, and of those that packs bring the ones of which no id and no host is among them."""
    found = {source.id: source for source in sources}
    hosts = {host_of(host) for source in found.values() for host in (*source.hosts, *source.equivalent_hosts)}
    for pack in sorted(packs, key=lambda pack: pack.pack):
        for brought in pack.sources:
            theirs = set(map(host_of, (*brought.hosts, *brought.equivalent_hosts)))
            if brought.enabled and brought.id not in found and hosts.isdisjoint(theirs):
                found[brought.id] = brought.terms
    return SourceDirectory(found)
