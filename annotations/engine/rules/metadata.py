"""Rules about what a page tells machines of its origin: it must not say other than the text does.

Whether a page is to name another as its canonical one is a matter of contract; that both tell one story is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotations.engine.attribution.directory import SourceDirectory, SourceHosts
from annotations.engine.attribution.links import address_of, declared_source, original_of
from annotations.engine.attribution.metadata import Metadata, read_metadata
from annotations.engine.attribution.origins import credited_in
from annotations.engine.attribution.urls import Address, parse
from annotations.engine.document.model import Visibility
from annotations.engine.facts import Facts, Verdict
from annotations.engine.report import Finding, level_of
from annotations.engine.rulebook import Rule

_QUOTED = 160


@dataclass(frozen=True, slots=True)
class _Mismatch:
    slot: str
    subject: str
    message: str


def judge(rule: Rule, facts: Facts) -> Verdict:
    """A finding for each thing that metadata says otherwise."""
    metadata = read_metadata(facts.article)
    if metadata == Metadata():
        return Verdict()
    level = level_of(rule.require.outcome, rule.level)
    return Verdict(
        findings=tuple(
            Finding(
                rule=rule.id, family=rule.family, subject=found.subject, outcome=rule.require.outcome, level=level,
                message=found.message, basis=rule.basis.cite, slot=found.slot,
                help="Let the page say the same to readers and to machines: correct the one that is wrong.",
            )
            for found in _mismatches(facts, metadata)
        )
    )  # fmt: skip


def _mismatches(facts: Facts, metadata: Metadata) -> Iterator[_Mismatch]:
    directory = SourceDirectory.of(facts.sources)
    source = declared_source(facts.article, directory)
    original = original_of(facts.article, directory, source)
    own = parse(facts.article.url) if facts.article.url else None
    stated = [("isBasedOn", url) for url in metadata.based_on]
    stated += [("rel=canonical", metadata.canonical)] if metadata.canonical else []
    for name, url in stated:
        address = parse(url, base=facts.article.url)
        if address is None or (own is not None and address.host == own.host) or (name != "isBasedOn" and own is None):
            continue
        problem = _of_address(facts, directory, source, original, address)
        if problem is not None:
            subject = directory.at_host(address) or source or "article"
            yield _Mismatch(name, subject, f"{name} is {url[:_QUOTED]}, {problem}")
    for credit in metadata.credits:
        yield from _of_credit(facts, directory, source, credit)


def _of_address(
    facts: Facts, directory: SourceDirectory, source: str | None, original: Address | None, address: Address
) -> str | None:
    """What is at odds with an address that the metadata names as the original."""
    if original is not None:
        hosts = directory.hosts(source) if source is not None else SourceHosts()
        same = hosts.same_page(address, original)
        return None if same else f"and the article is declared to come from {original}."
    if source is not None:
        name = directory[source].name
        return None if directory.at_host(address) == source else f"and the article is declared to come from {name}."
    return None if _is_linked(facts, directory, address) else "and no link that readers see leads there."


def _is_linked(facts: Facts, directory: SourceDirectory, address: Address) -> bool:
    key = directory.at_host(address)
    for link in facts.document.links:
        there = address_of(link, facts.document, facts.article)
        if there is None or link.visibility is Visibility.HIDDEN:
            continue
        if str(there) == str(address) or (key is not None and directory.hosts(key).same_page(there, address)):
            return True
    return False


def _of_credit(facts: Facts, directory: SourceDirectory, source: str | None, credit: str) -> Iterator[_Mismatch]:
    """A credit that names a source whom the text does not credit, or leaves out the one that it comes from."""
    named = {naming.source for naming in directory.names.find(credit)}
    shown = credited_in(each for each in facts.credits if each.visibility is not Visibility.HIDDEN)
    linked = {row.same_as for row in facts.links if row.visible} - {None}
    for key in sorted(named - shown - linked - {source}):
        told = f"creditText is “{credit[:_QUOTED]}”, and the text credits {directory[key].name} nowhere."
        yield _Mismatch(f"creditText {key}", key, told)
    if source is not None and source not in named:
        name = directory[source].name
        told = f"creditText is “{credit[:_QUOTED]}”, and the article is declared to come from {name}."
        yield _Mismatch("creditText", source, told)
