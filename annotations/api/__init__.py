"""The public Python API: for hosts' views, templates and scripts. Names that are not listed here may change.

``check`` and ``notices`` store nothing; ``gate`` says what publishing would be answered; ``flags`` reads what is there.
"""

from annotations.adapters import ArticleAdapter, UnreadableArticle, register
from annotations.api.flags_of import FlagsOf, flags
from annotations.api.judging import check, gate
from annotations.api.owed import OwedNotice, notices
from annotations.gate import GateDecision, NotHooked, PublishBlocked

__all__ = [
    "ArticleAdapter",
    "FlagsOf",
    "GateDecision",
    "NotHooked",
    "OwedNotice",
    "PublishBlocked",
    "UnreadableArticle",
    "check",
    "flags",
    "gate",
    "notices",
    "register",
]
