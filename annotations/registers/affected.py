"""Which articles a change of a register can affect: only those are checked again.

They are the articles whose newest revision holds, for some name that came, went or belongs to a changed entity, a form
of each of its words (``Revision.word_hashes``; no text is read), and those with flags that the change may touch. There
may be an article too many among them, never one too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet

from annotations.engine.register import Entity
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.register import Register
from annotations.registers.chunks import chunks
from annotations.registers.difference import MOST_KEPT, Difference, count_changed, difference
from annotations.registers.live import entities_of
from annotations.registers.searches import only_names_differ, searches
from annotations.registers.union import united_by_id
from annotations.registers.word_scan import WordScan

_SETS_AT_ONCE = 1000
_IDS_AT_ONCE = 500
_DISMISSED = (Flag.Reason.FALSE_POSITIVE, Flag.Reason.NOT_APPLICABLE)


def affected_by_change(register: Register, before: int | None, after: int | None) -> list[int]:
    """Keys of the articles that may have another report once ``before``, a snapshot of ``register``, is ``after``."""
    if count_changed(before, after) > 2 * MOST_KEPT:
        return all_articles()
    return affected_by(register, difference(before, after))


def affected_by(register: Register, found: Difference) -> list[int]:
    """Keys of the articles that a difference of ``register`` can affect, in order; the other registers stay.

    A change of so many entities that they are not kept affects all.
    """
    others = Register.objects.filter(live__isnull=False).exclude(pk=register.pk).select_related("live")
    if found.kept is None:
        return all_articles()
    from_nothing = bool(found) and not (found.count_before and found.count_after)
    if from_nothing and not any(row.live and row.live.entities for row in others):
        # Without a single entity names are not looked for at all, and every report says so.
        return all_articles()
    was, is_now = found.before, found.after
    ids = was.keys() | is_now.keys()
    elsewhere = [(row.name, entities_of([row.live.pk], ids)) for row in others if row.live]
    before, after = (
        united_by_id(entities for _, entities in sorted([*elsewhere, (register.name, own)], key=lambda held: held[0]))
        for own in (was, is_now)
    )
    return affected_by_entities(before, after)


def affected_by_entities(before: Mapping[str, Entity], after: Mapping[str, Entity]) -> list[int]:
    """Keys of the articles that can be affected when the entities ``before``, by id, are as in ``after``."""
    scan = WordScan.compile(searches(before, after))
    candidates = set(_holding(scan)) if scan.hashes.size else set()
    changed = [entity for entity in before.keys() | after.keys() if before.get(entity) != after.get(entity)]
    candidates.update(_flagged(changed, Q(reason__in=_DISMISSED) | Q(state=Flag.State.WAIVED)))
    wholly = [entity for entity in changed if not only_names_differ(before.get(entity), after.get(entity))]
    candidates.update(_flagged(wholly, Q(state=Flag.State.OPEN)))
    return sorted(candidates)


def all_articles() -> list[int]:
    """Keys of the articles of which there is a text, in order."""
    return list(_newest().values_list("pk", flat=True))


def _newest() -> QuerySet[Article]:
    return Article.objects.filter(latest__isnull=False).order_by("pk")


def _holding(scan: WordScan) -> Iterator[int]:
    rows = _newest().values_list("pk", "latest__word_hashes").iterator(chunk_size=_SETS_AT_ONCE)
    for chunk in chunks(rows, _SETS_AT_ONCE):
        yield from scan.matching(chunk)


def _flagged(entities: Sequence[str], which: Q) -> Iterator[int]:
    """Articles with flags about the entities that such a change may close, change or open again."""
    for chunk in chunks(sorted(entities), _IDS_AT_ONCE):
        yield from Flag.objects.filter(which, subject__in=chunk).values_list("article_id", flat=True)

