"""Required notices in published articles: what a text owes, what it carries, what is missing."""

__version__ = "0.1.0"
