"""Which articles a change of rules or packs can affect: those in the scope of a rule that came, went or differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotations.conf import desk
from annotations.engine.article import Article as Sent
from annotations.engine.article import Body
from annotations.engine.rulebook import Pack, Rule
from annotations.engine.scope import matches
from annotations.models.article import Article

_FIELDS = ("jurisdictions", "language", "headline", "edition", "site", "section", "genre", "rendition")
"""Of an article, all that a scope asks for."""
_AT_ONCE = 2000


def changed_rules(before: Sequence[Pack], after: Sequence[Pack]) -> list[Rule]:
    """The rules in force before and after, of which the other side holds none that judges the same."""
    old, new = _judging(before), _judging(after)
    gone = [rule for key, rule in old.items() if new.get(key) != rule]
    return gone + [rule for key, rule in new.items() if old.get(key) != rule]


def affected_by_rules(rules: Iterable[Rule]) -> list[int]:
    """Keys of the articles that one of ``rules`` looks at, by their newest revision, in order. No text is read.

    An article that states no language counts as one in any: its language is known only by its text.
    """
    looked_for = list(rules)
    return [key for key, article in _articles() if any(_looks_at(rule, article) for rule in looked_for)]


def _judging(packs: Sequence[Pack]) -> dict[tuple[str, str, str], Rule]:
    """Enabled rules without what decides nothing, by pack, its time zone, and id."""
    return {
        (pack.pack, pack.time_zone, rule.id): rule.model_copy(update={"cases": ()})
        for pack in packs for rule in pack.rules if rule.enabled
    }


def _looks_at(rule: Rule, article: Sent) -> bool:
    scope = rule.scope if article.language else rule.scope.model_copy(update={"languages": ()})
    return matches(scope, article)


def _articles() -> Iterator[tuple[int, Sent]]:
    newest = Article.objects.filter(latest__isnull=False).order_by("pk")
    paths = [f"latest__payload__{name}" for name in _FIELDS]
    rows = newest.values_list("pk", "external_id", "channel__jurisdictions", *paths)
    for key, external_id, usual, *values in rows.iterator(chunk_size=_AT_ONCE):
        yield key, _sent(external_id, usual, dict(zip(_FIELDS, values, strict=True)))


def _sent(external_id: str, usual: Sequence[str], stated: dict[str, Any]) -> Sent:
    """The article as far as scopes look at it; addressed as its channel or the project is when it says nothing."""
    stated["jurisdictions"] = tuple(stated["jurisdictions"] or usual or desk().jurisdictions)
    return Sent.model_construct(id=external_id, body=Body(format="text", value=""), **stated)
