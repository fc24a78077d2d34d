"""Entities and entries of snapshots as they are written: known content is shared, the database copies what stays.

In SQL of its own: by the hundred thousand, making a model's instance of each row takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import connection

from annotations.models.register import EntityVersion, SnapshotEntry
from annotations.registers.chunks import chunks

_AT_ONCE = 500


def copy_entries(before: int, after: int, without: Iterable[str]) -> None:
    """Gives the snapshot ``after`` the entries of ``before``, but for those whose digest is in ``without``."""
    entries = _table(SnapshotEntry)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {entries} (snapshot_id, version_id)"  # noqa: S608
            f" SELECT %s, version_id FROM {entries} WHERE snapshot_id = %s", [after, before],
        )
    for some in chunks(without, _AT_ONCE):
        gone = list(EntityVersion.objects.filter(digest__in=some).values_list("pk", flat=True))
        SnapshotEntry.objects.filter(snapshot_id=after, version_id__in=gone).delete()


def store(snapshot: int, entities: Iterable[tuple[str, str, str]], *, progress: Callable[[int], None]) -> None:
    """Gives the snapshot ``entities``: id, digest and canonical JSON each. Those that are known are not written again.

    To be called inside ``locked_transaction``: nobody else writes any meanwhile.
    """
    as_json = "%s::jsonb" if connection.vendor == "postgresql" else "%s"
    versions, entries = _table(EntityVersion), _table(SnapshotEntry)
    new = (
        f"INSERT INTO {versions} (entity, digest, payload) VALUES (%s, %s, {as_json})"  # noqa: S608
        " ON CONFLICT (digest) DO NOTHING"
    )
    stored = 0
    with connection.cursor() as cursor:
        for some in chunks(entities, _AT_ONCE):
            digests = [digest for _, digest, _ in some]
            listed = ", ".join(["%s"] * len(digests))
            cursor.executemany(new, some)
            cursor.execute(
                f"INSERT INTO {entries} (snapshot_id, version_id)"  # noqa: S608
                f" SELECT %s, id FROM {versions} WHERE digest IN ({listed})", [snapshot, *digests],
            )
            stored += len(some)
            progress(stored)


def _table(model: type[EntityVersion] | type[SnapshotEntry]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
