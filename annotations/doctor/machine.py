"""What the machine gives: settings, folder, cache, database, clock, and the engine itself."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from annotations import conf
from annotations.adapters.registry import registered
from annotations.deployment import check_deployment
from annotations.doctor.finding import Finding, failed, ok, warned
from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import Level
from annotations.registers.jsonl import read_register
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings

_SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_OWING = {
    "id": "sample", "language": "en", "published": "2023-05-18", "jurisdictions": ["RU"],
    "body": {"format": "text", "value": "Varkesh took the road."},
}  # fmt: skip
CLOCK_WARN, CLOCK_FAIL = timedelta(seconds=2), timedelta(minutes=1)
"""Signed requests may be five minutes off; two such differences come together."""


def settings_of(now: datetime) -> Finding:
    """What ``manage.py check`` says."""
    errors = [row for row in checks.run_checks() if row.level >= checks.ERROR]
    if errors:
        first = f"{errors[0].msg} ({errors[0].id})"
        return failed("settings", f"{len(errors)} errors, the first: {first}", "Run `manage.py check`.")
    public = [] if settings.DEBUG else check_deployment()
    if public:
        ids = ", ".join(sorted({str(row.id) for row in public}))
        return warned("settings", f"not for the public as they are: {ids}", "Run `manage.py check --deploy`.")
    return ok("settings", f"checked; work is done by {conf.desk().backend}")


def hooked_models(now: datetime) -> Finding:
    """The hosts' models; mistakes in their adapters are among the errors of the settings."""
    names = [adapter.label for adapter in registered()]
    return ok("adapters", f"hooked: {', '.join(names)}" if names else "no model is hooked")


def mapped_folder(now: datetime) -> Finding:
    """Whether the compiled names can be put where all processes find them."""
    folder = conf.desk().mapped_folder
    if not folder:
        return ok("mapped folder", "not set: each process compiles the names for itself")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ok("mapped folder", f"{folder} can be written to")
    except OSError as error:
        advice = "Make it, and give it to the user that the server and the workers run as."
        return failed("mapped folder", f"{folder}: {error.strerror}", advice)


def rate_cache(now: datetime) -> Finding:
    """Whether requests can be counted."""
    alias = conf.desk().rate_cache
    key = "annotations:doctor"
    try:
        caches[alias].set(key, 1, timeout=10)
        kept = caches[alias].get(key)
    except Exception as error:
        # Whatever the cache's own library raises.
        said = f"{alias}: {type(error).__name__}"
        return failed("cache", said, "Start it, or correct CACHES: until then nothing limits how many requests come.")
    if kept != 1:
        return warned("cache", f"{alias} keeps nothing", "Use one that does: nothing limits how many requests come.")
    return ok("cache", f"{alias} counts requests")


def migrations(now: datetime) -> Finding:
    """Whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in missing[:3])
        return failed("migrations", f"{len(missing)} are not applied: {names}", "Run `manage.py migrate`.")
    return ok("migrations", "all applied")


def clock(now: datetime) -> Finding:
    """The clock of this process against the database's; signed requests are judged by it."""
    if connection.vendor != "postgresql":
        return ok("clock", f"the database has none of its own; it is {now:%Y-%m-%d %H:%M:%S %Z}")
    asked = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    # ``now`` may be an hour that a test has made up; the time that asking took is taken off.
    away = abs(now + (timezone.now() - asked) / 2 - theirs)
    said, advice = f"{away.total_seconds():.1f} s from the database's", "Let both machines get their time by NTP."
    if away > CLOCK_FAIL:
        return failed("clock", said, advice)
    return warned("clock", said, advice) if away > CLOCK_WARN else ok("clock", said)


def engine(now: datetime) -> Finding:
    """A sample that owes a notice goes through the engine with the rules that are shipped."""
    register = read_register(str(_SAMPLES / "register.jsonl"))
    reference = Reference.build(
        entities=register.values, sources=(), packs=load_packs(), wordings=shipped_wordings()
    )
    report = check(Article.model_validate(_OWING), reference, now=Moment(instant=now))
    found = [row.rule for row in report.findings if row.level == Level.ERROR]
    if found != ["ru.designation.notice"]:
        said = f"a sample that owes a notice gave {', '.join(found) or 'nothing'}"
        return failed("engine", said, "Run `manage.py annotations rules test`.")
    return ok("engine", "the sample that owes a notice is found out")
