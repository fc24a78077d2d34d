"""What a finding about a statement says to people."""

from __future__ import annotations

from annotations.engine.facts import Facts
from annotations.engine.report import Outcome
from annotations.engine.rulebook import Rule
from annotations.engine.statements.places import PLACE_NAMES
from annotations.engine.statements.reading import Found

_QUOTED = 90


def tell_statement(rule: Rule, facts: Facts, found: Found) -> tuple[str, str]:
    """Message and help."""
    asked = rule.asks or f"what the rule asks for ({rule.title[:1].lower()}{rule.title[1:]})"
    said = quoted(facts, found)
    place = PLACE_NAMES[facts.policy.placement or rule.require.placement]
    add = "Add it where readers see it." if place == PLACE_NAMES["anywhere"] else f"Add it {place}."
    absent = ", ".join(found.absent) or "a part of it"
    told = {
        Outcome.MISSING: (f"The article owes {asked}, and nothing a reader can see says it.", add),
        Outcome.INCOMPLETE: (f"The article owes {asked}; not there: {absent}.", "Add what is not there."),
        Outcome.MISPLACED: (f"“{said}” is right and stands in the wrong place.", f"Put it {place}."),
        Outcome.HIDDEN: (f"“{said}” is in the markup, but a reader does not see it.", "Make it visible."),
        Outcome.WRONG_LANGUAGE: (f"“{said}” is not in the language that is asked for.", "Say it in that language."),
        Outcome.REVIEW: (
            f"“{said}” is folded away or struck out; a person must say whether that is enough.", "Show it plainly.",
        ),
        Outcome.WRONG_TARGET: (f"“{said}” is of no use to these readers: the article owes {asked}.", add),
        Outcome.STALE: (f"“{said}” is out of date: the article owes {asked}.", "Replace it."),
    }
    default = (f"“{said}” is not enough: the article owes {asked}.", "Use the words that are asked for.")
    return told.get(found.outcome, default)


def quoted(facts: Facts, found: Found) -> str:
    """The words that were found, cut short."""
    if found.place is None:
        return ""
    words = " ".join(facts.document.text[found.place.start : found.place.end].split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
