"""``/articles``: what the publishing system has sent, and what the desk says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Annotated, Any, Literal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.engine.article import Article as Sent
from annotations.intake.problems import FieldProblem
from annotations.intake.receive import RevisionConflict, UnreceivableArticle, receive
from annotations.intake.withdraw import withdraw
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.rest.caller import Caller
from annotations.rest.endpoint import Endpoint, is_known, told
from annotations.rest.operation import InChannel, Operation, methods
from annotations.rest.paging import Order, Paged, cut
from annotations.rest.problem import ApiProblem, no_such, refused_fields
from annotations.rest.reading import read_article
from annotations.rest.shapes import ArticlePage, ArticleTold

Rendition = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
Word = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class ArticlesQuery(Paged):
    """Which articles, in which order."""

    ordering: Literal["-id", "id", "-updated_at", "updated_at"] = Field(
        "-id", description="Order.",
        json_schema_extra={"x-said": "cannot order by this field; there is -id, id, -updated_at, updated_at."},
    )
    status: Literal["draft", "live", "withdrawn"] | None = None
    unchecked: Literal["true", "false"] | None = Field(None, description="Whether the newest text was not checked.")
    q: Word | None = Field(None, description="Words of the headline, or an id.")


class ArticleQuery(InChannel):
    """Which article."""

    rendition: Rendition = "web"


class PutQuery(InChannel):
    """What is said of the article with this text."""

    status: Literal["draft", "live"] | None = Field(
        None, description="Whether readers see this text; without it nothing is said about that."
    )


class ArticlesView(Endpoint):
    """All articles."""

    operations = methods(
        GET=Operation(
            "articles_list", "Articles of the caller's channels.", scope="articles:read", permission="view_article",
            query=ArticlesQuery, answers={200: ArticlePage}, problems=("cursor_invalid",),
            links={"article": ("articles_read", {"article": "$response.body#/results/0/id"})},
        )
    )

    def get(self, request: Request) -> Response:
        query = self.asked(ArticlesQuery)
        page = cut(_found(self.caller, query), Order(query.ordering), query, path=request.path)
        aside = _with_flags_set_aside(page.rows)
        results = [ArticleTold.of(row, as_checked=row.pk not in aside) for row in page.rows]
        return told(ArticlePage(results=results, next=page.next))


class ArticleView(Endpoint):
    """One article, by the publishing system's id."""

    operations = methods(
        GET=Operation(
            "articles_read", "One article with its verdict.", scope="articles:read", permission="view_article",
            query=ArticleQuery, answers={200: ArticleTold}, tagged=True,
        ),
        PUT=Operation(
            "articles_put", "Takes a text of an article in and has it checked.", scope="articles:write",
            permission="change_article", query=PutQuery, body=Sent, answers={200: ArticleTold, 201: ArticleTold},
            problems=("revision_conflict",),
        ),
        DELETE=Operation(
            "articles_withdraw", "Withdraws an article; its history is kept.", scope="articles:write",
            permission="change_article", query=ArticleQuery, answers={200: ArticleTold},
        ),
    )

    def get(self, request: Request, article: str) -> Response:
        query = self.asked(ArticleQuery)
        found = article_of(self.caller, article, query)
        said = ArticleTold.of(found)
        tag = etag_of(said, found)
        if is_known(request, tag):
            return Response(status=304, headers={"ETag": tag})
        return told(said, headers={"ETag": tag, "Cache-Control": "private, no-cache"})

    def put(self, request: Request, article: str) -> Response:
        query, sent = self.asked(PutQuery), read_article(self)
        channel = self.caller.channel(query.channel)
        if sent.id != article:
            raise refused_fields([FieldProblem("/id", "field_invalid", "is not the id of the address")])
        known = _rows().filter(channel=channel, external_id=article, rendition=sent.rendition or "web").exists()
        try:
            receipt = receive(
                sent, channel=channel, origin=Revision.Origin.API, at=timezone.now(), status=query.status
            )
        except RevisionConflict as error:
            said = f"Revision {error.stored.number} of this article exists with other content."
            raise ApiProblem("revision_conflict", said, revision=error.stored.number) from error
        except UnreceivableArticle as error:
            raise refused_fields([FieldProblem("/rendition", "field_too_long", str(error))]) from error
        return _shown(receipt.article.pk, status=200 if known else 201)

    def delete(self, request: Request, article: str) -> Response:
        found = article_of(self.caller, article, self.asked(ArticleQuery))
        if found.latest is None:
            raise no_such()
        withdraw(
            article, channel=found.channel, origin=Revision.Origin.API, at=timezone.now(), said_at=None,
            rendition=found.rendition,
        )
        return _shown(found.pk)


def article_of(caller: Caller, external_id: str, query: Any) -> Article:
    """The article that an address names, or what is answered where there is none."""
    found = (
        _rows()
        .filter(channel=caller.channel(query.channel), external_id=external_id, rendition=query.rendition)
        .first()
    )
    if found is None:
        raise no_such()
    return found


def locked_article_of(caller: Caller, external_id: str, query: Any, *, tag: str) -> Article:
    """The article as ``tag`` says that the caller has seen it; nobody changes it until the transaction ends.

    Raises:
        ApiProblem: there is none, or it has changed.
    """
    locked(Article.objects.filter(pk=article_of(caller, external_id, query).pk), by="unchecked")
    found = article_of(caller, external_id, query)
    if etag_of(ArticleTold.of(found), found) != tag:
        raise ApiProblem("precondition_failed", "The article has changed since you read it; read it again.")
    return found


def _with_flags_set_aside(rows: Collection[Article]) -> frozenset[int]:
    """The keys of those of ``rows`` whose verdict people may have changed; one query."""
    flags = Flag.objects.filter(article__in=[row.pk for row in rows], manual=False).exclude(state=Flag.State.OPEN)
    return frozenset(flags.values_list("article_id", flat=True).distinct())


def _rows() -> models.QuerySet[Article]:
    return Article.objects.select_related("channel", "latest", "verdict", "live").defer(
        "verdict__report", "latest__word_hashes", "live__word_hashes"
    )


def _shown(key: int, *, status: int = 200) -> Response:
    row = _rows().get(pk=key)
    said = ArticleTold.of(row)
    return told(said, status=status, headers={"ETag": etag_of(said, row)})


def etag_of(said: ArticleTold, row: Article) -> str:
    """Changes with the text, the verdict, and with what people decide that changes the decision."""
    decided = said.verdict.decision if said.verdict is not None else ""
    state = f"{row.pk}:{row.latest_id}:{row.live_id}:{row.verdict_id}:{row.status}:{row.unchecked}:{decided}"
    return f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'


def _found(caller: Caller, query: ArticlesQuery) -> models.QuerySet[Article]:
    found = caller.visible(_rows().defer("verdict__report", "latest__payload", "live__payload"))
    if query.channel is not None:
        found = found.filter(channel=caller.channel(query.channel))
    if query.status is not None:
        found = found.filter(status=query.status)
    if query.unchecked is not None:
        gap = Q(verdict=None) | ~Q(unchecked="")
        found = found.filter(gap if query.unchecked == "true" else ~gap)
    for word in (query.q or "").split():
        found = found.filter(Q(headline__icontains=word) | Q(external_id=word))
    return found
