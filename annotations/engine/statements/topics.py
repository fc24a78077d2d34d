"""What a text is about, by the weighted terms of a topic: the longest term decides at each place."""

from __future__ import annotations

from collections import Counter

from annotations.engine.document.model import Visibility, Zone
from annotations.engine.facts import Facts
from annotations.engine.statements.said import UNREAD_ZONES, Place
from annotations.engine.topic import Topic


def told_at(topic: Topic, facts: Facts) -> tuple[Place, ...]:
    """The places that make the topic, in order; nothing when the text is not about it."""
    weights = topic.phrases
    counted: Counter[str] = Counter()
    score, places = 0.0, []
    for place, term in _longest(topic, facts):
        counted[term] += 1
        if weights[term] and counted[term] <= topic.most:
            score += weights[term]
            if weights[term] > 0:
                places.append(place)
    return tuple(places) if score >= topic.least else ()


def _longest(topic: Topic, facts: Facts) -> list[tuple[Place, str]]:
    """The terms of the topic in the story, of those that overlap the longest, in order of their places."""
    found = [
        (Place(hit.start, hit.end), term)
        for term in topic.phrases
        for hit in facts.said.hits.get(term, ())
        if _counts(facts, hit.start)
    ]
    kept: list[tuple[Place, str]] = []
    taken: set[int] = set()
    for place, term in sorted(found, key=lambda each: (each[0].start - each[0].end, each[0].start, each[1])):
        span = range(place.start, place.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append((place, term))
    return sorted(kept)


def _counts(facts: Facts, position: int) -> bool:
    block = facts.document.block_at(position)
    return (
        block.zone not in UNREAD_ZONES and block.zone is not Zone.FOOTER and block.visibility is not Visibility.HIDDEN
    )
