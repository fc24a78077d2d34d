"""Rules about sources that ask for a credit together with a link to the original."""

from __future__ import annotations

from annotations.engine.attribution.findings import owed
from annotations.engine.attribution.link_debt import judged
from annotations.engine.facts import Facts, Verdict
from annotations.engine.rulebook import Rule


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the article credits its declared source and links to it as the terms ask."""
    debt = owed(rule, facts)
    return debt if isinstance(debt, Verdict) else judged(debt)
