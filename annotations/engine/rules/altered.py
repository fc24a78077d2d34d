"""Rules about texts that must stay as they are: under a licence without derivatives, held against the known original.

House style, day and place may change, and notices that the law asks for may be put in; cuts and other words may not.
Where the original is not known nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.links import declared_source
from annotations.engine.attribution.original import known_original
from annotations.engine.copies.changes import Change, changes
from annotations.engine.copies.copy import Copy
from annotations.engine.copies.stream import Stream, stream_of
from annotations.engine.document.model import Document
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.report import Evidence, Finding, Outcome, Requirement, level_of
from annotations.engine.rulebook import Rule

SUBJECT = "article"
_NO_DERIVATIVES = re.compile(r"(?:\A|[^A-Za-z])(?:ND|NoDerivs|NoDerivatives)(?:\Z|[^A-Za-z])", re.IGNORECASE)
_EXTRACT = re.compile(
    r"\b(?:read|continue)\s+(?:reading\s+)?(?:the\s+)?(?:full|whole|entire|original|rest)\b|полн\w+\s+верси\w+|"
    r"чита\w+\s+(?:полностью|дальше|далее)",
    re.IGNORECASE,
)
_MOST_SHOWN = 10
_MOST_TOLD = 3
_QUOTED = 60


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the text is that of its original."""
    original = known_original(facts) if _forbids_changes(facts) else None
    if original is None:
        return Verdict()
    text = stream_of(facts.document).without([(notice.start, notice.end) for notice in facts.notices])
    found = changes(text, original.known.stream)
    if found is None:
        return Verdict()
    if not found:
        return _verdict(rule, Outcome.SATISFIED)
    if all(change.is_cut for change in found) and _EXTRACT.search(facts.document.text):
        return _verdict(rule, Outcome.EXEMPT)
    return _verdict(rule, rule.require.outcome, _finding(rule, facts, original, text, found))


def _forbids_changes(facts: Facts) -> bool:
    """Whether the licence of the article, or of its source, is one without derivatives."""
    stated = facts.article.licence
    if stated is None:
        directory = SourceDirectory.of(facts.sources)
        key = declared_source(facts.article, directory)
        stated = directory[key].licence if key is not None else None
    return stated is not None and _NO_DERIVATIVES.search(stated) is not None


def _finding(rule: Rule, facts: Facts, original: Copy, text: Stream, found: Sequence[Change]) -> Finding:
    cuts = sum(change.is_cut for change in found)
    told = [f"{cuts} left out"] if cuts else []
    told += [f"{len(found) - cuts} put in or replaced"] if len(found) > cuts else []
    shown = "; ".join(_told(facts.document, text, original, change) for change in found[:_MOST_TOLD])
    more = f"; and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    return Finding(
        rule=rule.id, family=rule.family, subject=SUBJECT, outcome=rule.require.outcome,
        level=level_of(rule.require.outcome, rule.level),
        message=f"The licence forbids changes, and the text is not that of the original, house style aside: "
        f"{' and '.join(told)}. {shown}{more}.",
        help="Print the original's words, or ask its publisher to agree to the changes.",
        basis=rule.basis.cite, confidence=0.9,
        evidence=tuple(_evidence(facts.document, text, change) for change in found[:_MOST_SHOWN]),
        details=(("original", original.known.article.url or original.known.article.original_url or ""),),
    )  # fmt: skip


def _told(document: Document, text: Stream, original: Copy, change: Change) -> str:
    was = _words(original.known.document, original.known.stream, change.there, change.there_end)
    now = _words(document, text, change.start, change.end)
    return f"“{was}” is left out" if not now else f"“{now}” stands for “{was}”" if was else f"“{now}” is put in"


def _words(document: Document, stream: Stream, start: int, end: int) -> str:
    if end <= start:
        return ""
    words = " ".join(document.text[int(stream.starts[start]) : int(stream.ends[end - 1])].split())
    return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"


def _evidence(document: Document, text: Stream, change: Change) -> Evidence:
    """The words that are new; of a cut, the word before it or, at the beginning, the one after."""
    if not len(text):
        return evidence(document, 0, 0)
    first = min(change.start if change.end > change.start or change.start == 0 else change.start - 1, len(text) - 1)
    last = max(change.end - 1, first)
    start, end = int(text.starts[first]), int(text.ends[last])
    return evidence(document, start, min(end, document.block_at(start).end))


def _verdict(rule: Rule, outcome: Outcome, *findings: Finding) -> Verdict:
    row = Requirement(rule.id, rule.family, SUBJECT, outcome, level_of(outcome, rule.level))
    return Verdict((row,), findings)
