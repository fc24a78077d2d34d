"""``/articles/{id}/revisions`` and ``/notices``: the texts of an article, and the notices to be printed beside one."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.aside import version_of_dismissals, without_dismissed
from annotations.api.owed import lines_of
from annotations.asking import jurisdictions_of, packs_of
from annotations.engine.article import Article as Sent
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.fingerprint import fingerprint
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.revision import Revision
from annotations.rest.answering import in_time, reference_of
from annotations.rest.endpoint import Endpoint, is_known, told
from annotations.rest.operation import Operation, methods
from annotations.rest.paging import Order, Paged, cut
from annotations.rest.problem import no_such
from annotations.rest.shapes import NoticesTold, NoticeTold, RevisionPage, RevisionTold, VerdictTold, verdict_told
from annotations.rest.views.articles import ArticleQuery, Rendition, article_of

_FRESH = "private, max-age=60"


class RevisionsQuery(Paged):
    """Of which article."""

    rendition: Rendition = "web"


class RevisionWhole(RevisionTold):
    """A revision with its text and what the newest check of it came to."""

    article: dict[str, Any] = Field(description="As it was sent (`annotations/article/1`).")
    verdict: VerdictTold | None = Field(
        description="Of the newest revision with what people have dismissed or waived; of others as they were checked."
    )
    report: dict[str, Any] | None = Field(
        description="As of the check, whatever people have decided since; null where there is none."
    )


class RevisionsView(Endpoint):
    """The texts of an article, the newest to arrive first."""

    operations = methods(
        GET=Operation(
            "revisions_list", "The texts of an article.", scope="articles:read", permission="view_article",
            query=RevisionsQuery, answers={200: RevisionPage}, problems=("cursor_invalid",),
        )
    )

    def get(self, request: Request, article: str) -> Response:
        query = self.asked(RevisionsQuery)
        found = article_of(self.caller, article, query)
        texts = Revision.objects.filter(article=found).defer("payload", "word_hashes")
        page = cut(texts, Order("-sequence"), query, path=request.path)
        return told(RevisionPage(results=[RevisionTold.of(row, found) for row in page.rows], next=page.next))


class RevisionView(Endpoint):
    """One text."""

    operations = methods(
        GET=Operation(
            "revisions_read", "One text of an article with the report about it.", scope="articles:read",
            permission="view_article", query=ArticleQuery, answers={200: RevisionWhole},
        )
    )

    def get(self, request: Request, article: str, revision: int) -> Response:
        found = article_of(self.caller, article, self.asked(ArticleQuery))
        row = Revision.objects.filter(article=found, sequence=revision).defer("word_hashes").first()
        if row is None:
            raise no_such()
        verdict, newest = _verdict(found, row), row.pk == found.latest_id
        stated = RevisionTold.of(row, found).model_dump()
        return told(
            RevisionWhole(
                **stated, article=row.payload,
                verdict=verdict_told(found) if newest else VerdictTold.of(verdict) if verdict is not None else None,
                report=(verdict.report or None) if verdict is not None else None,
            )
        )


class NoticesView(Endpoint):
    """What to print beside an article today."""

    operations = methods(
        GET=Operation(
            "notices_read", "The notices that an article owes today and does not carry, ready to print.",
            scope="articles:read", permission="view_article", query=ArticleQuery, answers={200: NoticesTold, 304: None},
            problems=("over_budget", "engine_failed"), tagged=True,
        )
    )

    def get(self, request: Request, article: str) -> Response:
        query = self.asked(ArticleQuery)
        found = article_of(self.caller, article, query)
        revision = found.live or found.latest
        if revision is None or found.status == Article.Status.WITHDRAWN:
            raise no_such()
        sent, channel, at = Sent.model_validate(revision.payload), found.channel, timezone.now()
        reference, asked = reference_of(packs_of(channel)), jurisdictions_of(sent, channel)
        # What is owed today depends on the day everywhere; the hour stands for it in all time zones.
        known = {"revision": str(revision.pk), "hour": f"{at:%Y-%m-%dT%H}", "dismissed": version_of_dismissals(found)}
        tag = f'"{fingerprint(sent, reference, at=at, jurisdictions=asked, gate=known)}"'
        headers = {"ETag": tag, "Cache-Control": _FRESH}
        if is_known(request, tag):
            return Response(status=304, headers=headers)
        now = Moment(instant=at)
        report = in_time(
            channel.budget_ms, lambda: check(sent, reference, now=now, as_of=now, jurisdictions=asked)
        )
        report = without_dismissed(
            sent, report, channel=channel, rendition=found.rendition, reference=reference, at=at
        )
        lines = [
            NoticeTold(
                text=row.text, language=row.language, rules=list(row.rules), subjects=list(row.subjects),
                level=row.level.value,
            )
            for row in lines_of(report)
        ]
        gaps = [f"{row.what}: {row.code}" for row in report.unchecked]
        answer = NoticesTold(
            article=found.external_id, rendition=found.rendition, revision=revision.sequence, notices=lines,
            unchecked=gaps,
        )
        return told(answer, headers=headers)


def _verdict(article: Article, revision: Revision) -> Check | None:
    if article.latest_id == revision.pk:
        return Check.objects.filter(pk=article.verdict_id).first() if article.verdict_id else None
    return Check.objects.filter(revision=revision).order_by("-id").first()
