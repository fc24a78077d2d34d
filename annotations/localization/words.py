"""What rules say to people in the language of whoever reads it."""

from __future__ import annotations

from django.utils.translation import get_language

from annotations.engine.rulebook import Pack, Rule, RuleWords


def base_language(language: str | None = None) -> str:
    """``ru`` of ``ru-RU``; of the reader, when none is stated."""
    return (language or get_language() or "en").split("-")[0].lower()


def words_of(rule: Rule, language: str | None = None) -> RuleWords:
    """Title, reasons and the like, in ``language`` as far as the rule has them, else as it is written."""
    return rule.in_words(base_language(language))


def spoken_in(rule: Rule, language: str | None = None) -> str:
    """The language of those words: empty where it is the reader's, ``en`` where the rule has nothing in it."""
    wanted = base_language(language)
    return "" if wanted == "en" or wanted in rule.words else "en"


def title_of(pack: Pack, language: str | None = None) -> str:
    """A pack's title, likewise."""
    return pack.titles.get(base_language(language)) or pack.title
