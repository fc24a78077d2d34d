"""Rows of the desk: one aggregate a file. Import names from the file that defines them inside this project."""

from annotations.models.api_answer import ApiAnswer
from annotations.models.api_rate import ApiRate
from annotations.models.api_token import ApiToken
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.decision import Decision
from annotations.models.delivery import Delivery
from annotations.models.event import ChainHead, Event
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.models.member import ChannelMember
from annotations.models.name_form import NameForm
from annotations.models.outgoing import Attempt, Outgoing
from annotations.models.override import Override
from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.models.revision import Revision
from annotations.models.rule_stage import RuleChange, RuleStage
from annotations.models.rule_version import RuleVersion
from annotations.models.run import Run
from annotations.models.source import SourceRecord
from annotations.models.subscription import Alert, Subscription
from annotations.models.told import Told
from annotations.models.waiver import Waiver
from annotations.models.webhook_secret import WebhookSecret

__all__ = [
    "Alert",
    "ApiAnswer",
    "ApiRate",
    "ApiToken",
    "Article",
    "Attempt",
    "Callback",
    "ChainHead",
    "Channel",
    "ChannelMember",
    "Check",
    "Decision",
    "Delivery",
    "EntityVersion",
    "Event",
    "Flag",
    "Job",
    "NameForm",
    "Outgoing",
    "Override",
    "Register",
    "Revision",
    "RuleChange",
    "RuleStage",
    "RuleVersion",
    "Run",
    "Snapshot",
    "SnapshotEntry",
    "SourceRecord",
    "Subscription",
    "Told",
    "Waiver",
    "WebhookSecret",
]
