"""What the magazine has on its first day: invented people, an invented register, and articles that owe something."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.contrib.wagtail.models import NoticeTask
from annotations.gate import PublishBlocked
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from project.magazine.models import Alert, ArticlePage, HomePage

_TALKS = "<p>Envoys of the Northern Pact came to the capital on Wednesday for talks about the border.</p>"
_NOTICE = "<p>The Northern Pact is a terrorist organization banned in Russia.</p>"
_ARTICLES: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = (
    ("Talks about the border", (("heading", "In the capital"), ("paragraph", _TALKS), ("quote", "We are patient."))),
    ("Talks about the border, with the notice", (("paragraph", _TALKS), ("paragraph", _NOTICE))),
    ("Переговоры о перевале", (("paragraph", "<p>Переговоры с Варкешем продолжаются.</p>"),)),
    ("The ferries of the harbour", (("paragraph", "<p>The council talked about the harbour and its ferries.</p>"),)),
)


def seed(*, user: str, password: str, port: int) -> Iterator[str]:
    """Fills an empty database; a line for each thing, and what became of each article. Twice changes nothing."""
    if HomePage.objects.exists():
        yield "The magazine is there already."
        return
    import_register("samples", read_register(str(SAMPLES / "register.jsonl")), at=timezone.now())
    yield "Register: samples"
    editor = get_user_model().objects.create_superuser(user, email="editor@magazine.example", password=password)
    home = _home(port)
    for model in (ArticlePage, Alert):
        adapter = adapter_for(model)
        assert adapter is not None
        channel_of(adapter)
    _workflow(home)
    for number, (title, blocks) in enumerate(_ARTICLES):
        yield f"{title}: {_written(home, editor, number, title, blocks)}"
    alert = Alert(headline="Talks have begun", text=_TALKS, live=False)
    alert.save()
    alert.save_revision(user=editor)
    yield f"{alert} (an alert): draft"


def _home(port: int) -> HomePage:
    """The home page, in the place of the one that Wagtail makes."""
    root = Page.objects.get(depth=1)
    for page in root.get_children():
        page.delete()
    home = HomePage(title="Magazine", slug="magazine")
    Page.objects.get(pk=root.pk).add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": port, "root_page": home}
    )
    return home


def _workflow(home: HomePage) -> None:
    """Pages pass the step "Notice check" before they are published."""
    workflow = Workflow.objects.create(name="Publishing")
    task = NoticeTask.objects.create(name="Notice check")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.filter(page__in=(home, home.get_root())).delete()
    WorkflowPage.objects.create(workflow=workflow, page=home)


def _written(home: HomePage, editor: Any, number: int, title: str, blocks: tuple[tuple[str, Any], ...]) -> str:
    body = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    page = ArticlePage(title=title, slug=f"story-{number + 1}", body=body, live=False, owner=editor)
    home.add_child(instance=page)
    if number == len(_ARTICLES) - 1:
        page.go_live_at = timezone.now() + timedelta(hours=12)
    revision = page.save_revision(user=editor)
    try:
        revision.publish(user=editor)
    except PublishBlocked as blocked:
        return str(blocked.messages[0])
    return "scheduled" if page.go_live_at else "published"
