"""``/events``: the audit trail of a channel as a feed of lines, in the order in which it was written."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from pydantic import Field
from rest_framework.request import Request

from annotations.models.event import Event
from annotations.rest.endpoint import Endpoint, NdJson
from annotations.rest.operation import InChannel, Operation, methods
from annotations.rest.parsing import NDJSON


class EventsQuery(InChannel):
    """Which events."""

    after: Annotated[int, Field(ge=0, lt=10**18)] = Field(0, description="The last `sequence` that you have.")
    limit: Annotated[int, Field(ge=1, le=1000)] = Field(100, description="Lines at most.")


class EventsView(Endpoint):
    """Every change of state of a channel: who, when, what, why. One line an event; `sequence` has no gaps."""

    renderer_classes = (NdJson,)
    operations = methods(
        GET=Operation(
            "events_list", "Events of a channel after one that you have, oldest first, a line each.",
            scope="events:read", permission="view_event", query=EventsQuery, answers={200: NDJSON},
        )
    )

    def get(self, request: Request) -> HttpResponse:
        query = self.asked(EventsQuery)
        channel = self.caller.channel(query.channel)
        rows = (
            Event.objects.filter(channel=channel, sequence__gt=query.after)
            .select_related("article", "revision")
            .defer("revision__payload", "revision__word_hashes")
            .order_by("sequence")[: query.limit]
        )
        found = [_line(row, channel.name) for row in rows]
        last = found[-1]["sequence"] if found else query.after
        stated = {"channel": channel.name, "after": last, "limit": query.limit}
        headers = {"Link": f'<{request.path}?{urlencode(stated)}>; rel="next"', "X-Last-Sequence": str(last)}
        lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in found)
        return HttpResponse(lines.encode(), content_type=NDJSON, headers=headers)


def _line(row: Event, channel: str) -> dict[str, Any]:
    return {
        "sequence": row.sequence, "kind": row.kind, "at": row.at.isoformat(), "channel": channel,
        "article": row.article.external_id if row.article is not None else None,
        "rendition": row.article.rendition if row.article is not None else None, "flag": row.flag_id,
        "revision": row.revision.sequence if row.revision is not None else None, "actor": row.actor_name,
        "data": row.data, "previous_hash": row.previous_hash, "hash": row.hash,
    }
