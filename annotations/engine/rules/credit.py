"""Rules about sources that ask for their name alone: agencies, in the byline, in the dateline or in a credit line."""

from __future__ import annotations

from annotations.engine.attribution.credit_debt import judged
from annotations.engine.attribution.findings import owed
from annotations.engine.facts import Facts, Verdict
from annotations.engine.rulebook import Rule


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the article credits its declared source with the text."""
    debt = owed(rule, facts)
    return debt if isinstance(debt, Verdict) else judged(debt)
