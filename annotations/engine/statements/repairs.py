"""What would make a text say what a rule requires: its sentence, or the prescribed text, put where it belongs."""

from __future__ import annotations

from collections.abc import Mapping

from annotations.engine.article_fields import values_at
from annotations.engine.facts import Facts
from annotations.engine.fixes.edits import add_paragraph_at_end, add_paragraph_at_top, put_in_place, remove
from annotations.engine.report import Edit, Fix, Outcome
from annotations.engine.rulebook import Rule
from annotations.engine.statements.reading import Found
from annotations.engine.template import render, variables_of

_ADDED = frozenset({Outcome.MISSING, Outcome.HIDDEN, Outcome.INCOMPLETE, Outcome.WRONG_LANGUAGE, Outcome.WRONG_TARGET,
                    Outcome.STALE, Outcome.REVIEW})  # fmt: skip
_DATE = len("2026-11-22")
_ON_TOP = frozenset({"top", "before_text", "before_link"})


def proposals(rule: Rule, facts: Facts, found: Found, *, values: Mapping[str, str] | None = None) -> tuple[Fix, ...]:
    """In order of preference; none where the words are not known, or are not the desk's to write."""
    line = sentence(rule, facts, values or {})
    if not facts.fixes or line is None:
        return ()
    if found.outcome is Outcome.WRONG_WORDING and found.place is not None:
        added = Fix("Add the words that are asked for", (_added(rule, facts, line),), line=line)
        return (_replaced(facts, found, line), added)
    if found.outcome is Outcome.MISPLACED and found.place is not None:
        moved = (_added(rule, facts, line), remove(facts.document, found.place.start, found.place.end))
        return (
            Fix("Put it where it is asked for", moved, line=line),
            Fix("Say it where it is asked for", moved[:1], line=line),
        )
    if found.outcome in _ADDED:
        return (Fix("Add it", (_added(rule, facts, line),), line=line),)
    return ()


def sentence(rule: Rule, facts: Facts, values: Mapping[str, str]) -> str | None:
    """The words to add, in the language of the article, else in the language that is prescribed."""
    language = facts.document.language.split("-")[0]
    if rule.require.language not in {"article", "any"}:
        language = rule.require.language
    template = rule.fix.get(language) or (rule.fix.get("en") if rule.require.language != "article" else None)
    text = template.line.default if template else next(rule.require.exact_on(facts.day), None)
    if text is None:
        return None
    known = {name: ", ".join(values_at(facts.article, name)) for name in ("paid_by", "byline", "headline", "licence")}
    known |= {"law": rule.basis.cite, "date": facts.day.isoformat(), "site": facts.article.site or ""}
    known |= {"corrected_at": (facts.article.corrected_at or "")[:_DATE], "url": facts.article.original_url or ""}
    known |= values
    wanted = variables_of(text)
    if any(not known.get(name) for name in wanted):
        return None
    return render(text, known)


def _added(rule: Rule, facts: Facts, line: str) -> Edit:
    placement = facts.policy.placement or rule.require.placement
    put = add_paragraph_at_top if placement in _ON_TOP else add_paragraph_at_end
    return put(facts.document, line)


def _replaced(facts: Facts, found: Found, line: str) -> Fix:
    """The right words in the place of the line that says other ones."""
    assert found.place is not None
    whole = facts.said.line(found.place.start)
    return Fix("Replace the words", (put_in_place(facts.document, whole.start, whole.end, line),), line=line)
