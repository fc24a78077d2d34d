"""Whether the conditions of a rule hold for an article, and which words show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from annotations.engine.article_fields import values_at
from annotations.engine.attribution.urls import host_of, parse
from annotations.engine.document.model import Document, Link, Visibility
from annotations.engine.facts import Facts
from annotations.engine.pattern import search, stretches
from annotations.engine.statements.changes import changed_share
from annotations.engine.statements.said import UNREAD_ZONES, Place
from annotations.engine.statements.topics import told_at
from annotations.engine.triggers import ABSENT, PRESENT, ChangedCondition, Condition, LinkCondition, TextCondition

_PARTS = {"headline": "headline", "deck": "deck", "byline": "byline", "body": "body"}
_MOST_PLACES = 3


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether every key of the condition holds."""
    return (
        all(_field_holds(path, wanted, facts) for path, wanted in condition.field.items())
        and (condition.link is None or _link_holds(condition.link, facts))
        and (condition.text is None or any(True for _ in _text_places(condition.text, facts)))
        and (condition.topic is None or bool(told_at(facts.topics[condition.topic], facts)))
        and (condition.changed is None or _has_changed(condition.changed, facts))
        and (not condition.any_ or any(holds(each, facts) for each in condition.any_))
        and (condition.not_ is None or not holds(condition.not_, facts))
    )


def shown_by(condition: Condition, facts: Facts) -> tuple[Place, ...]:
    """The words that made the condition hold; a few, in order."""
    found: list[Place] = []
    if condition.topic is not None:
        found += told_at(facts.topics[condition.topic], facts)
    if condition.text is not None:
        found += _text_places(condition.text, facts)
    if condition.link is not None:
        links = matching_links(condition.link, facts)
        found += [Place(link.start, link.end) for link in links if link.end > link.start]
    for each in condition.any_:
        if holds(each, facts):
            found += shown_by(each, facts)
    return tuple(sorted(set(found))[:_MOST_PLACES])


def matching_links(condition: LinkCondition, facts: Facts) -> Iterator[Link]:
    """The links that a reader can follow and that the condition is about, in order."""
    for link in sorted(facts.document.links, key=lambda each: each.start):
        if link.visibility is not Visibility.HIDDEN and link.field == "body" and _is_meant(condition, link, facts):
            yield link


def _is_meant(condition: LinkCondition, link: Link, facts: Facts) -> bool:
    if not link.rel.isdisjoint(condition.rel):
        return True
    if has_parameter(link.href, condition.params):
        return True
    address = parse(link.href, base=facts.article.url) if condition.hosts else None
    if address is None:
        return False
    return any(address.host == host or address.host.endswith("." + host) for host in map(host_of, condition.hosts))


def has_parameter(href: str, params: Iterable[str]) -> bool:
    """Whether an address has a value for one of the parameters."""
    wanted = {name.lower() for name in params}
    if not wanted or "=" not in href:
        return False
    try:
        return any(name.lower() in wanted and value for name, value in parse_qsl(urlsplit(href).query))
    except ValueError:
        return False


def _link_holds(condition: LinkCondition, facts: Facts) -> bool:
    """Links to hosts of listed entities are the business of the rule about them."""
    return bool(condition.statuses) or next(matching_links(condition, facts), None) is not None


def _has_changed(condition: ChangedCondition, facts: Facts) -> bool:
    return facts.earlier is not None and changed_share(facts.earlier, facts.document) >= condition.min_share


def _field_holds(path: str, wanted: tuple[str, ...], facts: Facts) -> bool:
    values = values_at(facts.article, path)
    return any(_is_wanted(test, values) for test in wanted)


def _is_wanted(test: str, values: tuple[str, ...]) -> bool:
    if test in {PRESENT, ABSENT}:
        return bool(values) == (test == PRESENT)
    if test == "false":
        return not values
    return any(_is_like(_plain(value), _plain(test).split("*")) for value in values)


def _plain(text: str) -> str:
    return text.casefold().replace(" ", "-")


def _is_like(value: str, pieces: list[str]) -> bool:
    """Whether the pieces stand in the value in order, the first at its beginning, the last at its end."""
    if len(pieces) == 1:
        return value == pieces[0]
    first, *middle, last = pieces
    if not (value.startswith(first) and value.endswith(last) and len(value) >= len(first) + len(last)):
        return False
    at, end = len(first), len(value) - len(last)
    for piece in middle:
        found = value.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _text_places(condition: TextCondition, facts: Facts) -> Iterator[Place]:
    document = facts.document
    for place in facts.said.places(condition.phrases):
        if _is_looked_at(document, place.start, condition.where):
            yield place
    if condition.pattern is not None:
        blocks = [(b.start, b.end) for b in document.blocks if _is_looked_at(document, b.start, condition.where)]
        for start, end in stretches(condition.pattern, blocks):
            if search(condition.pattern, document.text[start:end]):
                yield Place(start, end)


def _is_looked_at(document: Document, position: int, where: tuple[str, ...]) -> bool:
    block = document.block_at(position)
    if block.visibility is Visibility.HIDDEN or block.zone in UNREAD_ZONES:
        return False
    part = "caption" if block.zone.value == "caption" else block.field
    return not where or part in where
