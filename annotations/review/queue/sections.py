"""The sections that there are flags of, without looking at each flag.

An index has them in order; from each section a step leads to the next one, so that a million flags in thirty sections
are thirty steps. Django has no words for that.
"""

from __future__ import annotations

import json

from django.db import connection
from django.db.models import QuerySet, TextField, Value
from django.db.models.expressions import Combinable, RawSQL

from annotations.models.channel import Channel
from annotations.models.flag import Flag

MOST = 200
"""Steps at most; a desk with more sections types the rest."""
_WALK = """
    WITH RECURSIVE walked(section, step) AS (
        SELECT min(section), 1 FROM {flags} WHERE section > ''
        UNION ALL
        SELECT (SELECT min(section) FROM {flags} WHERE section > walked.section), step + 1 FROM walked
        WHERE walked.section IS NOT NULL AND step < {most}
    )
    SELECT {collected} FROM walked WHERE EXISTS (
        SELECT 1 FROM {flags} known WHERE known.section = walked.section AND known.channel_id IN ({channels})
    )
"""
_COLLECTED = {"postgresql": "CAST(json_agg(section) AS text)", "sqlite": "json_group_array(section)"}


def sections_of(channels: QuerySet[Channel]) -> Combinable:
    """The sections of flags of ``channels``, as JSON; nothing on a database that is asked in other words."""
    collected = _COLLECTED.get(connection.vendor)
    if collected is None:
        return Value("")
    sql, values = channels.order_by().values("pk").query.sql_with_params()
    asked = _WALK.format(flags=Flag._meta.db_table, most=MOST, collected=collected, channels=sql)
    return RawSQL(asked, values, output_field=TextField())  # noqa: S611 - no word of anybody else is in it


def read_sections(told: str | None) -> tuple[str, ...]:
    """What a database tells of ``sections_of``."""
    return tuple(json.loads(told)) if told else ()
