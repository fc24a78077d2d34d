"""Addresses of the HTTP API, below ``api/v1/``. None ends in a slash."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from annotations.rest.converters import ExternalId, Name, Number, RuleName
from annotations.rest.views.articles import ArticlesView, ArticleView
from annotations.rest.views.callbacks import CallbacksView
from annotations.rest.views.checks import CheckView, GateView
from annotations.rest.views.decisions import BulkView, DecisionsView
from annotations.rest.views.events import EventsView
from annotations.rest.views.flags import FlagsView, FlagView
from annotations.rest.views.health import LiveView, ReadyView
from annotations.rest.views.missing import nothing_here
from annotations.rest.views.overrides import OverridesView
from annotations.rest.views.registers import DiffView, RegistersView, RegisterView
from annotations.rest.views.revisions import NoticesView, RevisionsView, RevisionView
from annotations.rest.views.rules import ImpactView, RulesView, RuleView
from annotations.rest.views.runs import RunView
from annotations.rest.views.snapshots import ApplyView, SnapshotsView

register_converter(Number, "api_number")
register_converter(ExternalId, "api_id")
register_converter(Name, "api_name")
register_converter(RuleName, "api_rule")

endpoints: list[URLPattern] = [
    path("check", CheckView.as_view(), name="api-check"),
    path("gate", GateView.as_view(), name="api-gate"),
    path("articles", ArticlesView.as_view(), name="api-articles"),
    path("articles/<api_id:article>/revisions/<api_number:revision>", RevisionView.as_view(), name="api-revision"),
    path("articles/<api_id:article>/revisions", RevisionsView.as_view(), name="api-revisions"),
    path("articles/<api_id:article>/notices", NoticesView.as_view(), name="api-notices"),
    path("articles/<api_id:article>", ArticleView.as_view(), name="api-article"),
    path("flags", FlagsView.as_view(), name="api-flags"),
    path("flags/bulk", BulkView.as_view(), name="api-bulk"),
    path("flags/<api_number:flag>/decisions", DecisionsView.as_view(), name="api-decisions"),
    path("flags/<api_number:flag>", FlagView.as_view(), name="api-flag"),
    path("rules", RulesView.as_view(), name="api-rules"),
    path("rules/<api_rule:rule>/impact", ImpactView.as_view(), name="api-impact"),
    path("rules/<api_rule:rule>", RuleView.as_view(), name="api-rule"),
    path("registers", RegistersView.as_view(), name="api-registers"),
    path("registers/<api_name:register>", RegisterView.as_view(), name="api-register"),
    path("registers/<api_name:register>/diff", DiffView.as_view(), name="api-diff"),
    path("registers/<api_name:register>/snapshots", SnapshotsView.as_view(), name="api-snapshots"),
    path(
        "registers/<api_name:register>/snapshots/<api_number:snapshot>/apply", ApplyView.as_view(), name="api-apply"
    ),
    path("overrides", OverridesView.as_view(), name="api-overrides"),
    path("callbacks", CallbacksView.as_view(), name="api-callbacks"),
    path("events", EventsView.as_view(), name="api-events"),
    path("runs/<api_number:run>", RunView.as_view(), name="api-run"),
    path("health/live", LiveView.as_view(), name="api-live"),
    path("health/ready", ReadyView.as_view(), name="api-ready"),
]
"""Every address; a test holds that each has its row in the matrix of permissions."""

if find_spec("prometheus_client") is not None:
    from annotations.rest.views.metrics import MetricsView

    endpoints.append(path("metrics", MetricsView.as_view(), name="api-metrics"))

if find_spec("drf_spectacular") is not None:
    from annotations.rest.endpoint import Endpoint
    from annotations.rest.openapi import OperationSchema
    from annotations.rest.views.document import DocumentView

    Endpoint.schema = OperationSchema()
    endpoints.append(path("openapi.json", DocumentView.as_view(), name="api-document"))

urlpatterns: list[URLPattern | URLResolver] = [
    *endpoints, re_path(r"^(?P<rest>[\s\S]*)$", nothing_here, name="api-nothing"),
]
