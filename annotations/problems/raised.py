"""What ends a request with a problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from annotations.intake.problems import FieldProblem


class RaisedProblem(Exception):
    """Ends a request with the problem ``code`` of ``PROBLEM_TYPES``; the arguments are those of ``answer.problem``.

    ``detail`` holds no secret and nothing of the article.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: int | None = None,
        errors: Iterable[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.status = status
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.members = members
