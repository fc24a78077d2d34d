"""Rules that cannot both be met on one article: one asks for what another forbids, and there is no other way.

A rule says with its verdict what it demands and what it bans. A demand of which every accepted form is banned becomes
one finding for a person; what both rules say of it goes, and with it the fixes that would undo each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotations.engine.demands import Ban, Demand, Forbidden
from annotations.engine.facts import Verdict
from annotations.engine.report import Finding, Outcome, Requirement

FAMILY = "conflict"
_WHAT = {"link": "a link to it", "text": "words of its own"}


@dataclass(frozen=True)
class _Conflict:
    demand: Demand
    against: tuple[tuple[Ban, Forbidden], ...]

    def concerns(self, row: Requirement | Finding) -> bool:
        """Whether the conflict takes the place of what a rule says."""
        if row.rule == self.demand.rule:
            return row.subject == self.demand.subject
        return isinstance(row, Finding) and any(
            row.rule == ban.rule and row.subject == why.subject and row.slot in self.demand.meets
            for ban, why in self.against
        )

    def told(self) -> Verdict:
        demand = self.demand
        forbidding = " and ".join(dict.fromkeys(ban.rule for ban, _ in self.against))
        reasons = "; ".join(dict.fromkeys(why.why for _, why in self.against))
        message = (
            f"{demand.name} asks for {_WHAT[demand.kind]} (rule {demand.rule}), and rule {forbidding} forbids it: "
            f"{reasons}. Both cannot be met."
        )
        advice = (
            "A person must decide: leave the text out of this edition, agree with the source on another form, or take "
            "the risk. No change is proposed, since each would break one of the two rules."
        )
        bases = dict.fromkeys(filter(None, (demand.basis, *(ban.basis for ban, _ in self.against))))
        finding = Finding(
            rule=demand.rule, family=FAMILY, subject=demand.subject, outcome=Outcome.CONFLICT, level=demand.level,
            message=message, help=advice, basis="; ".join(bases), evidence=demand.evidence, slot=FAMILY,
            details=(("asked for", ", ".join(demand.accepted[:3])), ("forbidden by", forbidding)),
        )
        row = Requirement(demand.rule, FAMILY, demand.subject, Outcome.CONFLICT, demand.level)
        return Verdict((row,), (finding,))


def without_conflicts(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts, with each two rules that cannot both be met told once, as a conflict."""
    bans = [ban for verdict in verdicts for ban in verdict.bans]
    demands = [demand for verdict in verdicts for demand in verdict.demands] if bans else []
    conflicts = [found for demand in demands if (found := _conflict(demand, bans)) is not None]
    if not conflicts:
        return tuple(verdicts)
    first = {(found.demand.kind, found.demand.subject): found for found in reversed(conflicts)}
    return (
        *(_without(verdict, conflicts) for verdict in verdicts),
        *(found.told() for _, found in sorted(first.items())),
    )


def _conflict(demand: Demand, bans: Iterable[Ban]) -> _Conflict | None:
    """The conflict, when no accepted form of the demand is left."""
    mine = [ban for ban in bans if ban.kind == demand.kind]
    against = [[(ban, why) for ban in mine if (why := ban.finds(form)) is not None] for form in demand.accepted]
    if not against or not all(against):
        return None
    found: dict[tuple[str, str], tuple[Ban, Forbidden]] = {}
    for ban, why in (pair for each in against for pair in each):
        found.setdefault((ban.rule, why.subject), (ban, why))
    return _Conflict(demand, tuple(found.values()))


def _without(verdict: Verdict, conflicts: Sequence[_Conflict]) -> Verdict:
    def stays(row: Requirement | Finding) -> bool:
        return not any(conflict.concerns(row) for conflict in conflicts)

    return replace(
        verdict,
        requirements=tuple(filter(stays, verdict.requirements)),
        findings=tuple(filter(stays, verdict.findings)),
    )
