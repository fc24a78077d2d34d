"""``/metrics``: figures for Prometheus, counted when asked for. Mounted where prometheus_client is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.models.override import Override
from annotations.registers.staleness import freshness
from annotations.rest.caller import Caller
from annotations.rest.endpoint import Endpoint
from annotations.rest.operation import Operation, methods


class PrometheusText(BaseRenderer):
    """The text format, version 0.0.4."""

    media_type = "text/plain"
    format = "prometheus"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> Any:
        return data


class MetricsView(Endpoint):
    """Figures of the caller's channels, and of the registers and the queue, which are everybody's."""

    renderer_classes = (PrometheusText,)
    operations = methods(
        GET=Operation(
            "metrics", "Figures for Prometheus.", scope="metrics", permission="view_channel",
            answers={200: "text/plain"},
        )
    )

    def get(self, request: Request) -> Response:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Figures(self.caller))
        return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")


class _Figures(Collector):
    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        yield from self._of_channels()
        jobs = GaugeMetricFamily("annotations_jobs", "Jobs that are not done.", labels=["kind", "state"])
        left = Job.objects.exclude(state=Job.State.DONE).values_list("kind", "state").annotate(n=Count("id"))
        for kind, state, count in left.order_by("kind", "state"):
            jobs.add_metric([kind, state], count)
        yield jobs
        due = Job.objects.filter(state=Job.State.QUEUED, run_after__lte=now)
        oldest = due.aggregate(since=Min("run_after"))["since"]
        waits = (now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily("annotations_queue_age_seconds", "How long the oldest due job has waited.", value=waits)
        said = "Since a register was retrieved."
        ages = GaugeMetricFamily("annotations_register_age_seconds", said, labels=["register"])
        for row in freshness(now):
            if row.age is not None:
                ages.add_metric([row.register.name], row.age.total_seconds())
        yield ages

    def _of_channels(self) -> Iterator[Metric]:
        seen = self._caller.visible
        flags = seen(Flag.objects.filter(state=Flag.State.OPEN))
        yield _counted(
            "annotations_open_flags", "Flags that wait for people.", flags, article__channel__name="channel",
            level="level", article__status="article_status",
        )
        gaps = seen(Article.objects.exclude(unchecked=""))
        yield _counted(
            "annotations_unchecked_articles", "Articles whose newest text could not be checked.", gaps,
            channel__name="channel", unchecked="code",
        )
        lets = seen(Override.objects.filter(expires_at__gt=timezone.now()))
        yield _counted("annotations_active_overrides", "Overrides in force.", lets, article__channel__name="channel")


def _counted(name: str, said: str, rows: QuerySet[Any], **labels: str) -> Metric:
    figure = GaugeMetricFamily(name, said, labels=list(labels.values()))
    for *values, count in rows.values_list(*labels).annotate(n=Count("id")).order_by(*labels):
        figure.add_metric([str(value) for value in values], count)
    return figure
