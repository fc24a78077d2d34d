"""How a host's own model becomes an article: roles mapped to its fields, in an autodiscovered ``article_checks.py``."""

from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.registry import adapter_for, autodiscover, register, registered, unregister
from annotations.adapters.roles import Constant, constant
from annotations.adapters.values import UnreadableArticle

__all__ = [
    "ArticleAdapter",
    "Constant",
    "UnreadableArticle",
    "adapter_for",
    "autodiscover",
    "constant",
    "register",
    "registered",
    "unregister",
]
