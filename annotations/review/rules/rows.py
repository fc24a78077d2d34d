"""What the list of rules and the page of a rule show, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from annotations.accuracy import Accuracy, accuracies
from annotations.engine.rulebook import Pack, Rule
from annotations.localization.words import spoken_in, words_of
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.rule_stage import RuleChange, Stage
from annotations.models.rule_version import RuleVersion
from annotations.rule_stages.applied import Placed, Stages, placed, stages_now
from annotations.rule_stages.texts import rule_of


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list."""

    rule: Rule
    pack: str
    where: Placed
    version: str
    """Number of the version on the desk; empty for the text that ships."""
    open: int
    accuracy: Accuracy
    waits: bool

    @property
    def title(self) -> str:
        """In the reader's language."""
        return words_of(self.rule).title

    @property
    def language(self) -> str:
        """Of the title, where it is not the reader's."""
        return spoken_in(self.rule)

    @property
    def stage(self) -> str:
        return str(Stage(self.where.stage).label)


def rule_rows(packs: Sequence[Pack], channels: QuerySet[Channel]) -> list[RuleRow]:
    """Every rule, pack by pack: those that ship and those written on the desk; seven queries."""
    stages, newest = stages_now(), _newest_texts()
    found = list(_rules(packs, stages, newest))
    names = [rule.id for _, rule, _ in found]
    opened, known, waiting = _open(channels), accuracies(names), _waiting()
    numbers = dict(RuleVersion.objects.filter(pk__in=_versions(stages)).values_list("pk", "number"))
    return [
        RuleRow(
            rule, pack, where, str(numbers[where.version]) if where.version in numbers else "",
            opened.get(rule.id, 0), known[rule.id], rule.id in waiting,
        )
        for pack, rule, where in found
    ]  # fmt: skip


def _rules(
    packs: Sequence[Pack], stages: Stages, newest: Mapping[str, tuple[int, str]]
) -> list[tuple[str, Rule, Placed]]:
    found, known = [], set()
    for pack in packs:
        for rule in pack.rules:
            where = placed(rule, stages)
            known.add(rule.id)
            text = rule if where.version is None else rule_of(where.version)[0]
            found.append((pack.pack, text, where))
    names = {pack.pack for pack in packs}
    for name, (version, pack_name) in sorted(newest.items()):
        if name not in known and pack_name in names:
            where = stages.get(name) or Placed(Stage.DRAFT, version)
            found.append((pack_name, rule_of(where.version or version)[0], where))
    return sorted(found, key=lambda row: (row[0], row[1].id))


def _newest_texts() -> dict[str, tuple[int, str]]:
    """The newest version of each rule that was written on the desk, and its pack."""
    rows = RuleVersion.objects.order_by("rule", "number").values_list("rule", "pk", "pack")
    return {rule: (key, pack) for rule, key, pack in rows}


def _versions(stages: Stages) -> list[int]:
    return [row.version for row in stages.values() if row.version is not None]


def _open(channels: QuerySet[Channel]) -> dict[str, int]:
    rows = Flag.objects.filter(state=Flag.State.OPEN, channel__in=channels)
    return dict(rows.order_by().values_list("rule").annotate(count=Count("pk")))


def _waiting() -> set[str]:
    return set(RuleChange.objects.filter(state=RuleChange.State.REQUESTED).values_list("rule", flat=True))
