"""What tests of the Wagtail app stand on: the sample registers, a home page, and pages that owe something."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.models.channel import Channel
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from project.magazine.models import Alert, ArticlePage, HomePage

OWING = "<p>Envoys of the Northern Pact came to the capital on Wednesday for talks about the border.</p>"
NOTICE = "<p>The Northern Pact is a terrorist organization banned in Russia.</p>"
CLEAN = OWING + NOTICE
REFUSED = "Not published: 1 thing is missing or wrong."


def live_register() -> None:
    """The entities of the samples as one register, live."""
    import_register("samples", read_register(str(SAMPLES / "register.jsonl")), at=timezone.now())


def make_home() -> HomePage:
    """The home page, where the one that Wagtail's migrations make stood."""
    Locale.objects.get_or_create(language_code="en")
    Site.clear_site_root_paths_cache()
    root = Page.objects.filter(depth=1).first() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = HomePage(title="Home", slug="home")
    for page in root.get_children():
        page.delete()
    root = Page.objects.get(pk=root.pk)
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "news.example", "port": 80, "root_page": home}
    )
    return home


def home() -> Any:
    return HomePage.objects.get()


def paragraph(html: str, *, id: str = "") -> dict[str, Any]:
    """A block of the body as the database has it."""
    return {"type": "paragraph", "value": html, "id": id or str(uuid.uuid4())}


def draft(html: str = OWING, *, title: str = "Talks", **fields: Any) -> Any:
    """A page that was written and not published."""
    page = ArticlePage(title=title, slug=f"page-{uuid.uuid4().hex[:8]}", body=[paragraph(html)], live=False, **fields)
    home().add_child(instance=page)
    page.save_revision()
    return ArticlePage.objects.get(pk=page.pk)


def live(html: str, **fields: Any) -> Any:
    """A page that readers see though it was never asked about, as in an import: past the hooks."""
    page = draft(html, **fields)
    now = timezone.now()
    ArticlePage.objects.filter(pk=page.pk).update(
        live=True, has_unpublished_changes=False, first_published_at=now, last_published_at=now,
        live_revision=page.latest_revision,
    )
    return ArticlePage.objects.get(pk=page.pk)


def is_live(obj: Any) -> bool:
    """Whether the database has it live."""
    return bool(type(obj).objects.get(pk=obj.pk).live)


def channel(model: type[Any] = ArticlePage, **changed: Any) -> Channel:
    """The channel of a model, with these settings."""
    adapter = adapter_for(model)
    assert adapter is not None
    made = channel_of(adapter)
    for name, value in changed.items():
        setattr(made, name, value)
    made.save()
    return made


def alert(html: str = OWING) -> Any:
    """A snippet that was written and not published."""
    made = Alert(headline="Talks", text=html, live=False)
    made.save()
    made.save_revision()
    return Alert.objects.get(pk=made.pk)


def body_form(html: str, **fields: Any) -> dict[str, Any]:
    """What the editor's form sends for a page with one paragraph."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    features = ["bold", "italic", "link", "h2", "h3", "ol", "ul"]
    converter = ContentstateConverter(features)
    sent = {
        "title": "Talks", "slug": f"page-{uuid.uuid4().hex[:8]}", "byline": "", "intro": converter.from_database_format(""),
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph",
        "body-0-id": str(uuid.uuid4()), "body-0-value": converter.from_database_format(html),
        "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    return sent | fields
