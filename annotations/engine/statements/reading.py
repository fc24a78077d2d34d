"""How well a text says what a rule requires: the best of all places where it says it, or says something instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from annotations.engine.article_fields import values_at
from annotations.engine.document.model import Visibility, Zone
from annotations.engine.facts import Facts
from annotations.engine.forms import AddressForm, Form
from annotations.engine.pattern import search, stretches
from annotations.engine.report import Outcome
from annotations.engine.rulebook import Rule
from annotations.engine.statements.conditions import has_parameter
from annotations.engine.statements.labels import is_label
from annotations.engine.statements.names import names_of, said_name
from annotations.engine.statements.places import stands_well
from annotations.engine.statements.said import UNREAD_ZONES, Place
from annotations.engine.topic import Saying
from annotations.engine.triggers import Phrases

_RANK = [
    Outcome.SATISFIED, Outcome.EXEMPT, Outcome.MISPLACED, Outcome.WRONG_LANGUAGE, Outcome.REVIEW,
]  # fmt: skip
_SHORT_LINE = 18
"""Words of a line that is about the text, not of it."""
_LEAD_IN = 5
"""Words in it before those that tell."""
_UNSEEN = frozenset({Outcome.HIDDEN})


@dataclass(frozen=True, slots=True)
class Found:
    """What the text amounts to, the words that show it, and the parts that are absent."""

    outcome: Outcome
    place: Place | None = None
    absent: tuple[str, ...] = ()


def read_statement(rule: Rule, facts: Facts) -> Found:
    """How the article meets what the rule requires in words."""
    found = _parts(rule, facts) if rule.require.parts else _best(_judged(rule.require.forms, rule, facts))
    if found is not None and found.outcome not in _UNSEEN:
        return found
    return _instead(rule, facts) or _nearly(rule, facts) or found or Found(Outcome.MISSING)


def _nearly(rule: Rule, facts: Facts) -> Found | None:
    """A prescribed text with changes, where readers see it."""
    for form in rule.require.forms:
        for text in form.exact_among(facts.said.near, facts.day) if form.exact else ():
            hit = facts.said.near[text].hit
            block = facts.said.block(hit.start)
            if block.visibility is Visibility.VISIBLE and block.zone not in UNREAD_ZONES:
                return Found(Outcome.WRONG_WORDING, Place(hit.start, hit.end))
    return None


def _best(judged: Iterable[Found]) -> Found | None:
    def weight(found: Found) -> tuple[int, int]:
        rank = _RANK.index(found.outcome) if found.outcome in _RANK else len(_RANK)
        return rank, found.place.start if found.place else 0

    return min(judged, key=weight, default=None)


def _judged(forms: Iterable[Form], rule: Rule, facts: Facts) -> Iterator[Found]:
    for form in forms:
        for place in places_of(form, rule, facts):
            outcome = _outcome(place, rule, facts)
            if outcome is not None:
                yield Found(outcome, place)


def _outcome(place: Place, rule: Rule, facts: Facts) -> Outcome | None:
    """What the right words at a place amount to; nothing for the template of a site that does not count."""
    block = facts.said.block(place.start)
    if block.zone is Zone.FOOTER:
        counts = rule.site_notice if facts.policy.site_notice is None else facts.policy.site_notice
        return Outcome.EXEMPT if counts else None
    if block.visibility is Visibility.HIDDEN:
        return Outcome.HIDDEN
    if block.visibility is not Visibility.VISIBLE:
        return Outcome.REVIEW
    if not _in_language(place, rule.require.language, facts):
        return Outcome.WRONG_LANGUAGE
    placement = facts.policy.placement or rule.require.placement
    return Outcome.SATISFIED if stands_well(place, placement, rule.when, facts) else Outcome.MISPLACED


def _in_language(place: Place, wanted: str, facts: Facts) -> bool:
    if "any" in {place.language, wanted}:
        return True
    if wanted != "article":
        return place.language == wanted
    accepted = {language.split("-")[0] for language in (facts.document.language, *facts.languages)}
    return place.language in accepted or "und" in accepted


def places_of(form: Form, rule: Rule, facts: Facts) -> list[Place]:
    """Where the text meets every key of the form: the places of the first key, if the others are met somewhere."""
    met = [list(places) for places in _keys(form, rule, facts)]
    return met[0] if met and all(met) else []


def _keys(form: Form, rule: Rule, facts: Facts) -> Iterator[Iterator[Place]]:
    if form.saying is not None:
        yield _said(facts.sayings[form.saying], facts)
    if form.label:
        yield _labels(form.label, facts)
    if form.phrases:
        yield facts.said.places(form.phrases)
    if form.exact:
        yield facts.said.places({"any": form.exact_among(facts.said.hits, facts.day)})
    if form.pattern is not None:
        yield _matching(form.pattern, facts)
    if form.naming is not None:
        yield _named(form.naming, facts)
    if form.address is not None:
        yield _addressed(form.address, facts)
    if form.image is not None:
        yield _pictured(form.image, facts)


def _said(saying: Saying, facts: Facts) -> Iterator[Place]:
    """Where a saying is said and not taken back in the same sentence."""
    taken_back = {facts.said.sentence(place.start) for place in facts.said.places(saying.unless)}
    for place in chain(facts.said.places(saying.phrases), _labels(saying.label, facts)):
        if facts.said.sentence(place.start) not in taken_back:
            yield place


def _labels(label: Phrases, facts: Facts) -> Iterator[Place]:
    payer = facts.article.paid_by or ""
    for place in facts.said.places(label):
        if is_label(facts.document, place, facts.said.line(place.start), payer=payer):
            yield place


def _matching(pattern: str, facts: Facts) -> Iterator[Place]:
    blocks = [(block.start, block.end) for block in facts.document.blocks if block.zone not in UNREAD_ZONES]
    for start, end in stretches(pattern, blocks):
        if search(pattern, facts.document.text[start:end]):
            yield Place(start, end)


def _named(path: str, facts: Facts) -> Iterator[Place]:
    wanted = [names_of(value) for value in values_at(facts.article, path)]
    for block in facts.document.blocks:
        if block.zone not in UNREAD_ZONES:
            for words in wanted:
                yield from said_name(words, facts.document, block)


def _addressed(wanted: AddressForm, facts: Facts) -> Iterator[Place]:
    for link in facts.document.links:
        href = link.href.strip()
        known = href.lower().startswith(tuple(start.lower() for start in wanted.starts)) if wanted.starts else False
        if link.visibility is Visibility.VISIBLE and (known or has_parameter(href, wanted.params)):
            yield Place(link.start, max(link.end, link.start))


def _pictured(start: str, facts: Facts) -> Iterator[Place]:
    for image in facts.document.images:
        if image.src.startswith(start):
            yield Place(image.at, image.at)


def _parts(rule: Rule, facts: Facts) -> Found | None:
    """Of several things that must all be there, which are; nothing when none is."""
    good: dict[str, list[Place]] = {part.name: [] for part in rule.require.parts}
    seen: list[Found] = []
    ways = [(part.name, form) for part in rule.require.parts for form in part.forms]
    for name, form in sorted(ways, key=lambda way: bool(way[1].beside)):
        judged = list(_judged([form], rule, facts))
        seen += judged
        there = [f.place for f in judged if f.place and f.outcome in {Outcome.SATISFIED, Outcome.EXEMPT}]
        good[name] += [place for place in there if not form.beside or _is_beside(place, form, good, facts)]
    absent = tuple(name for name, places in good.items() if not places)
    present = [place for places in good.values() for place in places]
    if not present:
        return _best(found for found in seen if found.outcome not in {Outcome.SATISFIED, Outcome.EXEMPT})
    return Found(Outcome.INCOMPLETE if absent else Outcome.SATISFIED, min(present), absent)


def _is_beside(place: Place, form: Form, good: dict[str, list[Place]], facts: Facts) -> bool:
    here = facts.document.block_index(place.start)
    others = (other for name in form.beside for other in good.get(name, ()))
    return any(facts.document.block_index(other.start) == here for other in others)


def _opens(place: Place, facts: Facts) -> bool:
    """Whether it begins a short line that opens the text: "This content is brought to you by X." """
    line = facts.said.line(place.start)
    before = facts.document.text[line.start : place.start]
    short = len(line.text(facts.document).split()) <= _SHORT_LINE and len(before.split()) <= _LEAD_IN
    return line.start == facts.said.text_begins and short and "," not in before


def _instead(rule: Rule, facts: Facts) -> Found | None:
    """What people write instead, and what that amounts to; the first kind that is found decides."""
    placement = facts.policy.placement or rule.require.placement
    for instead in rule.require.instead:
        for place in sorted(place for form in instead.forms for place in places_of(form, rule, facts)):
            told = instead.anywhere or stands_well(place, placement, rule.when, facts) or _opens(place, facts)
            if told and facts.said.visible(place) and facts.said.block(place.start).zone is not Zone.FOOTER:
                return Found(instead.outcome, place)
    return None
