"""The base of every view: who calls, whether they may, what they ask, and every answer in one form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any, ClassVar, TypeVar, cast

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags
from pydantic import BaseModel, ValidationError
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations import events
from annotations.conf import desk
from annotations.intake.problems import explain
from annotations.problems.answer import request_id
from annotations.rest.authentication import PersonAuthentication, TokenAuthentication
from annotations.rest.caller import Caller
from annotations.rest.errors import answer_to
from annotations.rest.idempotency import Answer, once
from annotations.rest.operation import Operation, Query
from annotations.rest.parsing import NDJSON, StrictJson
from annotations.rest.problem import ApiProblem, refused_fields
from annotations.rest.query import read_query
from annotations.rest.throttling import address_of, key_of_address, throttle

_Model = TypeVar("_Model", bound=BaseModel)
_LARGEST = 2.0**63


class Json(JSONRenderer):
    """JSON as RFC 8259 has it, in UTF-8, whatever the host has set for its own API."""

    strict = True
    compact = True
    ensure_ascii = False


class NdJson(BaseRenderer):
    """Lines that the view has made."""

    media_type = NDJSON
    format = "ndjson"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> Any:
        return data


class Negotiation(DefaultContentNegotiation):
    """By the ``Accept`` header alone."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)  # type: ignore[assignment]


class Endpoint(APIView):
    """A view that says in ``operations`` what each of its methods does; what is not said there is refused."""

    operations: ClassVar[Mapping[str, Operation]] = {}
    authentication_classes = (TokenAuthentication, PersonAuthentication)
    permission_classes = ()
    throttle_classes = ()
    parser_classes: Sequence[type[BaseParser]] = (StrictJson,)
    renderer_classes: Sequence[type[BaseRenderer]] = (Json,)
    content_negotiation_class = Negotiation
    versioning_class = None
    metadata_class = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]  # noqa: RUF012 - as Django has it
    query: Query
    until_answered: ExitStack

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Outside the transaction of ``ATOMIC_REQUESTS``, which would take back the count of a request that is refused.

        Each view opens the transactions that it needs.
        """
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with ExitStack() as self.until_answered:
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Goes on only with a caller who may and with parameters that are understood."""
        operation = self.operations.get("GET" if request.method == "HEAD" else str(request.method))
        if operation is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        self.format_kwarg = None
        negotiated = self.perform_content_negotiation(request)
        request.accepted_renderer, request.accepted_media_type = negotiated
        if not operation.open:
            caller = self._known(request)
            caller.demand(operation.scope, operation.permission)
            self.until_answered.enter_context(events.sent_by(caller.told))
        self.query = read_query(request.query_params, operation.query)

    @property
    def caller(self) -> Caller:
        """Who calls; only of an operation that is not open to all."""
        return cast(Caller, self.request.auth)

    def asked(self, model: type[_Model]) -> _Model:
        """The parameters of the address."""
        return cast(_Model, self.query)

    def sent(self, model: type[_Model], *, explained: Callable[[Any], None] | None = None) -> _Model:
        """The body as a ``model``; ``explained`` may refuse it first.

        Raises:
            ApiProblem: with every error and its pointer.
        """
        value = self.request.data if self.has_body() else None
        if value is None:
            raise ApiProblem("body_empty", "The body is empty.", status=400)
        if not isinstance(value, dict):
            raise ApiProblem("schema_invalid", "Expected an object.", status=400)
        plain = whole_numbers(value)
        if explained is not None:
            explained(plain)
        return validated(plain, model)

    def once(self, work: Callable[[], Answer]) -> Response:
        """What ``work`` answers; what it answered before when the request has come with this key already."""
        sent = json.dumps(self.request.data, sort_keys=True, ensure_ascii=True)
        said = f"{self.request.method} {self.request.get_full_path()} {self.request.headers.get('If-Match', '')} {sent}"
        answer = once(self.caller.key, self.request.headers.get("Idempotency-Key"), said, timezone.now(), work)
        headers = {"ETag": answer.etag} if answer.etag else {}
        if answer.replayed:
            headers["Idempotent-Replayed"] = "true"
        return Response(answer.body, status=answer.status, headers=headers)

    def get_exception_handler(self) -> Any:
        return answer_to

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        done = super().finalize_response(request, response, *args, **kwargs)
        done["X-Request-ID"] = request_id(request._request)
        if not done.has_header("Cache-Control"):
            done["Cache-Control"] = "no-store"
        return done

    def has_body(self) -> bool:
        """Whether the request says that it has one."""
        stated = self.request.headers.get("Content-Length", "")
        return bool(stated.isdecimal() and int(stated[:20]))

    def _known(self, request: Request) -> Caller:
        address = key_of_address(address_of(request))
        try:
            caller = request.auth
        except ApiProblem:
            throttle(address, desk().api_rate_anonymous)
            raise
        if caller is None:
            throttle(address, desk().api_rate_anonymous)
            raise exceptions.NotAuthenticated
        throttle(caller.key, desk().api_rate)
        return cast(Caller, caller)


def validated(value: Any, model: type[_Model]) -> _Model:
    """``value`` as a ``model``; raises ``ApiProblem`` with every error and its pointer."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise refused_fields(explain(error, model)) from error


def whole_numbers(value: Any) -> Any:
    """``value`` with 3.0 as 3: to JSON Schema both are whole numbers, and many languages write either."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST:
        return int(value)
    if isinstance(value, dict):
        return {name: whole_numbers(part) for name, part in value.items()}
    return [whole_numbers(part) for part in value] if isinstance(value, list) else value


def is_known(request: Request, tag: str) -> bool:
    """Whether the caller has that version already (``If-None-Match``)."""
    stated = parse_etags(request.headers.get("If-None-Match", ""))
    return tag in [known.removeprefix("W/") for known in stated] or stated == ["*"]


def told(value: BaseModel, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with a body."""
    return Response(value.model_dump(mode="json", by_alias=True), status=status, headers=dict(headers or {}))
