"""What the caller has seen of what an answer depends on (``If-Match``)."""

from __future__ import annotations

import re

from rest_framework.request import Request

from annotations.rest.operation import IF_MATCH
from annotations.rest.problem import ApiProblem, wrong_query


def seen(request: Request) -> str:
    """The ETag that ``If-Match`` names.

    Raises:
        ApiProblem: there is no such header, or it is no ETag.
    """
    stated = request.headers.get("If-Match")
    if stated is None:
        raise ApiProblem("precondition_required", "Send If-Match.")
    if re.fullmatch(IF_MATCH.pattern, stated.strip()) is None:
        raise wrong_query("If-Match", 'an ETag in quotation marks, such as "v3".')
    return stated.strip()
