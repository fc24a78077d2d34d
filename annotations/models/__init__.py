"""Rows of the desk: one aggregate a file. Import names from the file that defines them inside this project."""

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.decision import Decision
from annotations.models.event import ChainHead, Event
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.models.member import ChannelMember
from annotations.models.override import Override
from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.models.revision import Revision
from annotations.models.source import SourceRecord
from annotations.models.waiver import Waiver

__all__ = [
    "Article",
    "ChainHead",
    "Channel",
    "ChannelMember",
    "Check",
    "Decision",
    "EntityVersion",
    "Event",
    "Flag",
    "Job",
    "Override",
    "Register",
    "Revision",
    "Snapshot",
    "SnapshotEntry",
    "SourceRecord",
    "Waiver",
]
