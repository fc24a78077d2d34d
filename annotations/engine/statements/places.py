"""Where a statement stands, and whether a rule accepts the place."""

from __future__ import annotations

from annotations.engine.document.model import Zone
from annotations.engine.facts import Facts
from annotations.engine.forms import Placement
from annotations.engine.statements.conditions import matching_links
from annotations.engine.statements.said import Place
from annotations.engine.triggers import When

PLACE_NAMES: dict[Placement, str] = {
    "anywhere": "anywhere a reader sees it",
    "first_mention": "at the first mention",
    "each_mention": "at each mention",
    "top": "at the top",
    "before_text": "before the text",
    "before_link": "before the first such link",
    "same_paragraph": "in the paragraph that it is about",
    "end": "at the end",
}
_HEADS = frozenset({"headline", "deck", "byline"})


def stands_well(place: Place, placement: Placement, when: When, facts: Facts) -> bool:
    """Whether ``placement`` accepts ``place``."""
    if placement == "before_text":
        return is_before_text(place, facts)
    if placement == "top":
        return is_before_text(place, facts) or facts.said.line(place.start).start == facts.said.text_begins
    if placement == "before_link" and when.link is not None:
        first = next(matching_links(when.link, facts), None)
        return first is None or place.start < first.start
    if placement == "end":
        block = facts.said.block(place.start)
        return block.field == "body" and facts.said.line(place.start).start >= facts.said.text_ends
    return True


def is_before_text(place: Place, facts: Facts) -> bool:
    """Whether nothing of the story stands before it: in the headline, the deck, the byline, or opening the body."""
    block = facts.said.block(place.start)
    if block.field in _HEADS:
        return True
    if block.field != "body" or block.zone is Zone.FOOTER:
        return False
    line = facts.said.line(place.start)
    if line.start < facts.said.text_begins:
        return True
    opening = facts.document.text[line.start : place.start]
    return line.start == facts.said.text_begins and not any(map(str.isalnum, opening))
