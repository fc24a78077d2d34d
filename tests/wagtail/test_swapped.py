"""Pages of another base model than Wagtail's are hooked as any other."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from wagtail import VERSION

from tests.test_guide import ROOT

_USE = '''
import django
django.setup()
from django.core.management import call_command
call_command("check", verbosity=0)
call_command("migrate", run_syncdb=True, verbosity=0)
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site
from annotations.contrib.wagtail.owing import flags_for
from annotations.gate import PublishBlocked
from annotations.models.article import Article
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from tests.wagtail.swapped.models import OwnPage, StoryPage

import_register("samples", read_register(str(SAMPLES / "register.jsonl")), at=timezone.now())
Locale.objects.create(language_code="en")
root = OwnPage.add_root(instance=OwnPage(title="Root", slug="root"))
home = root.add_child(instance=OwnPage(title="Home", slug="home"))
Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True)
story = StoryPage(title="Talks", slug="talks", live=False)
story.body = [("paragraph", "<p>Envoys of the Northern Pact came to the capital.</p>")]
home.add_child(instance=story)
revision = story.save_revision()
try:
    revision.publish()
except PublishBlocked as blocked:
    print(blocked.messages[0])
editor = get_user_model().objects.create_superuser("editor", password="x")
assert flags_for(editor).count() == 1
browser = Client()
browser.force_login(editor)
for place in ("", f"pages/{story.pk}/edit/", "reports/notices/"):
    answer = browser.get(f"/admin/{place}")
    assert answer.status_code == 200, place
    assert "Northern Pact is named once" in answer.content.decode(), place
story.body.append(("paragraph", "<p>The Northern Pact is a terrorist organization banned in Russia.</p>"))
story.save_revision().publish()
OwnPage.objects.get(pk=story.pk).unpublish()
print(Article.objects.get().status)
'''


@pytest.mark.skipif(VERSION < (8, 0), reason="Wagtail swaps the model of pages from 8.0 on")
def test_a_swapped_page_model_is_gated_listed_and_withdrawn() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _USE], cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.wagtail.swapped.settings", "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.split("\n")[1:3] == ["Not published: 1 thing is missing or wrong.", "withdrawn"], done.stderr
