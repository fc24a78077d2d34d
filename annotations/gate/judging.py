"""Decides about one text: by the engine, the channel's actions, old debts, the failure policy and overrides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from annotations.engine.article import Article
from annotations.engine.report import Decision, Finding, Report
from annotations.flags.settled import settled
from annotations.gate.actions import Actions
from annotations.gate.debts import blocking_in, obligation
from annotations.gate.decision import GateDecision
from annotations.gate.messages import message_of
from annotations.gate.overrides import valid_override
from annotations.gate.running import ask
from annotations.gate.scheduled import is_scheduled
from annotations.models.channel import Channel

_ORDER = (Decision.ALLOW, Decision.ANNOTATE, Decision.WARN, Decision.BLOCK)


def decide_article(
    article: Article, *, channel: Channel, rendition: str, live: Article | None, at: datetime
) -> GateDecision:
    """Whether ``article`` may take the place of ``live``, the text that readers see now (``None``: none)."""
    answer = ask(article, channel=channel, at=at)
    if answer.report is None or answer.failure:
        made = not_checked(answer.failure, held=channel.on_engine_failure == Channel.FailurePolicy.HOLD)
        made = replace(made, report=answer.report)
    else:
        assert answer.reference is not None
        aside = settled(
            article, answer.report, channel=channel, rendition=rendition, reference=answer.reference, at=at
        )
        made = replace(_judged(article, answer.report, aside, channel=channel, live=live, at=at), settled=aside)
    made = replace(made, article=article, rendition=rendition)
    if made.against:
        publishes = channel.on_scheduled_block == Channel.ScheduledPolicy.PUBLISH
        found = valid_override(article, channel=channel, rendition=rendition, at=at)
        made = replace(made, override=found, scheduled=publishes and is_scheduled())
    return replace(made, message=message_of(made))


def not_checked(failure: str, *, held: bool) -> GateDecision:
    """The answer where there is none; never "clean"."""
    made = GateDecision("unchecked", failure=failure, held=held)
    return replace(made, message=message_of(made))


def _judged(
    article: Article, report: Report, aside: Sequence[Finding], *, channel: Channel, live: Article | None, at: datetime
) -> GateDecision:
    actions = Actions.of(channel)
    counted = [finding for finding in report.findings if finding not in aside]
    against = [finding for finding in counted if actions.blocks(finding)]
    debts = _debts(article, against, channel=channel, live=live, at=at, actions=actions)
    new = tuple(finding for finding in against if finding not in debts)
    return GateDecision(_strictest(counted, actions, new).value, report=report, findings=new, debts=debts)


def _debts(
    article: Article,
    against: Sequence[Finding],
    *,
    channel: Channel,
    live: Article | None,
    at: datetime,
    actions: Actions,
) -> tuple[Finding, ...]:
    if live is None or not against:
        return ()
    # Judged as of the new text's day: what came into force meanwhile is not this edit's doing either.
    as_of = article.dated
    old = blocking_in(live, channel=channel, at=at, as_of=as_of, blocks=actions.blocks)
    return tuple(finding for finding in against if obligation(finding) in old)


def _strictest(counted: Sequence[Finding], actions: Actions, new: Sequence[Finding]) -> Decision:
    """The strictest action; of what does not keep the text in, a warning is the most."""
    if new:
        return Decision.BLOCK
    softened = [min(actions.action(finding), Decision.WARN, key=_ORDER.index) for finding in counted]
    return max(softened, default=Decision.ALLOW, key=_ORDER.index)
