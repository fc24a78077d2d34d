"""Rules about material whose producer has a status: it must open with a prescribed text.

The prescribed text is compared with letter case, quotation marks, ``ё`` and white space folded; the producer's name may
be declined or written in any form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.engine.document.model import Block, Visibility, Zone
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.messages import Story, tell
from annotations.engine.notices.model import Notice
from annotations.engine.report import Finding, Outcome, Requirement, level_of
from annotations.engine.requirements import standing
from annotations.engine.rulebook import Rule

_LONGEST_NAME = 160
_STEM = 4
"""Letters by which a declined word is told."""
_FOLD = str.maketrans({"ё": "е", "\u00a0": " "} | dict.fromkeys("«»\"“”„‟‹›'’‘", ""))
_BEFORE_TEXT = frozenset({Zone.HEADLINE, Zone.DECK, Zone.BYLINE, Zone.HEADING, Zone.CAPTION})
_RANK = [Outcome.SATISFIED, Outcome.MISPLACED, Outcome.WRONG_LANGUAGE, Outcome.WRONG_WORDING, Outcome.HIDDEN]


@dataclass(frozen=True, slots=True)
class _Found:
    outcome: Outcome
    start: int
    end: int


def judge(rule: Rule, facts: Facts) -> Verdict:
    """The requirement that material of a producer with the status open with the prescribed text."""
    producer = facts.entities.get(facts.article.producer or "")
    exact = _exact(rule, facts)
    if producer is None or exact is None:
        return Verdict()
    stands = standing(producer, rule, facts)
    if not stands.current or stands.in_grace:
        return Verdict()
    found = _best(rule, facts)
    outcome = found.outcome if found else Outcome.MISSING
    requirement = Requirement(rule.id, rule.family, producer.id, outcome, level_of(outcome, rule.level))
    if outcome is Outcome.SATISFIED:
        return Verdict((requirement,))
    told = tell(Story(rule=rule, facts=facts, standing=stands, outcome=outcome))
    start, end = (found.start, found.end) if found else _opening(facts)
    message, advice = _words(outcome, stands.entity.display_name("ru"), exact)
    finding = Finding(
        rule=rule.id,
        family=rule.family,
        subject=producer.id,
        outcome=outcome,
        level=level_of(outcome, rule.level),
        message=message,
        help=advice,
        basis=rule.basis.cite,
        evidence=(evidence(facts.document, start, end),) if end > start else (),
        details=told.details,
    )
    return Verdict((requirement,), (finding,))


def _exact(rule: Rule, facts: Facts) -> str | None:
    """The text that is prescribed on the day."""
    return next(rule.require.exact_on(facts.day), None)


def _words(outcome: Outcome, name: str, exact: str) -> tuple[str, str]:
    wanted = exact.replace("{name}", name)
    messages = {
        Outcome.MISSING: f"The material was produced by {name} and does not open with the prescribed text.",
        Outcome.MISPLACED: f"The prescribed text about {name} does not open the material.",
        Outcome.WRONG_LANGUAGE: f"The text about {name} is not in the prescribed language.",
        Outcome.WRONG_WORDING: f"The words about {name} are not the prescribed text.",
        Outcome.HIDDEN: f"The prescribed text about {name} is in the markup, but a reader does not see it.",
    }
    return messages[outcome], f"Open the material with: {wanted}"


def _best(rule: Rule, facts: Facts) -> _Found | None:
    found = [hit for index, _ in enumerate(facts.document.blocks) if (hit := _in_block(rule, facts, index))]
    found.extend(_other_words(rule, facts))
    return min(found, key=lambda hit: (_RANK.index(hit.outcome), hit.start), default=None)


def _in_block(rule: Rule, facts: Facts, index: int) -> _Found | None:
    block = facts.document.blocks[index]
    if block.field not in {"body", "headline", "deck"} or (exact := _exact(rule, facts)) is None:
        return None
    if not _pattern(exact).search(_folded(facts.document.text[block.start : block.end])):
        return None
    if not _names_the_producer(facts, _folded(facts.document.text[block.start : block.end])):
        outcome = Outcome.WRONG_WORDING
    elif block.visibility is Visibility.HIDDEN:
        outcome = Outcome.HIDDEN
    else:
        outcome = Outcome.SATISFIED if _opens(facts, index) else Outcome.MISPLACED
    return _Found(outcome, block.start, block.end)


def _names_the_producer(facts: Facts, folded: str) -> bool:
    """Whether some name of the producer stands in the text, in any case: each of its words by its first letters."""
    producer = facts.entities[facts.article.producer or ""]
    said = folded.split()
    return any(
        all(any(word.startswith(part[:_STEM]) for word in said) for part in _folded(name.value).split())
        for name in producer.names
    )


def _opens(facts: Facts, index: int) -> bool:
    """Whether nothing of the text stands before the block."""
    text = facts.document.text
    return all(
        _not_text(block) or not any(map(str.isalpha, text[block.start : block.end]))
        for block in facts.document.blocks[:index]
    )


def _not_text(block: Block) -> bool:
    """Whether a block is no part of the text: a headline, a byline, what nobody sees."""
    return block.field != "body" or block.zone in _BEFORE_TEXT or block.visibility is Visibility.HIDDEN


def _other_words(rule: Rule, facts: Facts) -> list[_Found]:
    """Claims of the status in other words, or in another language, that say it of the producer or open the text."""
    trigger = rule.when.producer
    assert trigger is not None
    return [
        _Found(_other_outcome(rule, notice), notice.start, notice.end)
        for notice in facts.notices
        if notice.statuses & set(trigger.statuses)
        and notice.visibility is Visibility.VISIBLE
        and (facts.article.producer in notice.subjects or _opens(facts, facts.document.block_index(notice.start)))
    ]


def _other_outcome(rule: Rule, notice: Notice) -> Outcome:
    wanted = rule.require.language
    return Outcome.WRONG_LANGUAGE if wanted != "article" and notice.language != wanted else Outcome.WRONG_WORDING


def _opening(facts: Facts) -> tuple[int, int]:
    for block in facts.document.blocks:
        if block.field == "body" and not _not_text(block):
            return block.start, min(block.end, block.start + 80)
    return 0, 0


def _folded(text: str) -> str:
    return " ".join(text.lower().translate(_FOLD).split())


def _pattern(exact: str) -> re.Pattern[str]:
    parts = [re.escape(_folded(part)) for part in exact.split("{name}")]
    return re.compile(rf"\s?.{{1,{_LONGEST_NAME}}}?\s?".join(parts))
