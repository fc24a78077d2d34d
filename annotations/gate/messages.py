"""What the gate says to people: what is missing, the words that call for it, and the fix."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.engine.report import Evidence, Finding, Fix
from annotations.gate.decision import GateDecision
from annotations.localization.labels import label
from annotations.localization.told import told
from annotations.quoting import words_after, words_before

_MOST_EVIDENCE = 3
_LONGEST = 300


def headline_of(decisions: Sequence[GateDecision]) -> str:
    """One line above everything that stands against an article."""
    count = sum(len(decision.findings) for decision in decisions)
    held = next((decision for decision in decisions if decision.held), None)
    if held is not None and count == 0:
        why = label("failure", held.failure)
        return _("Not published: it could not be checked (%(why)s), and this channel holds what is not checked.") % {
            "why": why
        }
    return ngettext(
        "Not published: %(count)d thing is missing or wrong.",
        "Not published: %(count)d things are missing or wrong.",
        count,
    ) % {"count": count}


def message_of(decision: GateDecision) -> str:
    """Everything that people are told about a decision; empty where nothing is to be told."""
    if not decision.findings and not decision.failure:
        return ""
    if decision.failure and not decision.held:
        why = label("failure", decision.failure)
        return _("Not checked (%(why)s). It will be checked later.") % {"why": why}
    return "\n".join((headline_of((decision,)), *(said_of(finding) for finding in decision.findings)))


def said_of(finding: Finding) -> str:
    """A finding in one paragraph."""
    parts = [told(finding.message), _quoted(finding.evidence), _mended(finding)]
    return " ".join(part for part in parts if part)


def _quoted(evidence: Sequence[Evidence]) -> str:
    pieces = [f"“{_in_context(piece)}”" for piece in evidence[:_MOST_EVIDENCE]]
    if not pieces:
        return ""
    rest = len(evidence) - len(pieces)
    more = ngettext(" and %(count)d more", " and %(count)d more", rest) % {"count": rest} if rest else ""
    return _("In the text: %(quotes)s%(more)s.") % {"quotes": ", ".join(pieces), "more": more}


def _in_context(piece: Evidence) -> str:
    """The words with what stands around them, cut between words."""
    return " ".join(f"{words_before(piece.prefix)}{piece.exact}{words_after(piece.suffix)}".split())


def _mended(finding: Finding) -> str:
    if not finding.fixes:
        return told(finding.help)
    return _("To fix: %(how)s") % {"how": _of_fix(finding.fixes[0])}


def _of_fix(fix: Fix) -> str:
    added = _cut(fix.line) or " … ".join(_cut(edit.text) for edit in fix.edits if edit.text.strip())
    return f"{told(fix.title)}: {added}" if added else f"{told(fix.title)}."


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
