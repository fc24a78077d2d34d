"""The site goes on when the app is taken out of its settings, with everything that it has left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.test_guide import ROOT

_WITHOUT = '''
import os, sys, tempfile
from pathlib import Path
from project.magazine.settings import *
from project.magazine.settings import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("annotations")]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("annotations")]
ROOT_URLCONF = "urls_without"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [str(Path(__file__).parent / "templates")]}]
ALLOWED_HOSTS = ["*"]
'''
_URLS = '''
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [path("admin/", include(wagtailadmin_urls)), path("", include(wagtail_urls))]
'''
_USE = '''
import django
django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
from project.magazine.models import ArticlePage

browser = Client(headers={"host": "localhost:8000"})
owing, published = ArticlePage.objects.get(slug="story-1"), ArticlePage.objects.get(slug="story-2")
assert "Northern Pact" in browser.get(published.url).content.decode()
browser.force_login(get_user_model().objects.get(username="editor"))
for place in ("", f"pages/{owing.pk}/edit/", f"pages/{owing.pk}/history/", "reports/workflow/", "workflows/list/",
              "workflows/tasks/index/", "reports/site-history/", "snippets/magazine/alert/"):
    answer = browser.get(f"/admin/{place}")
    assert answer.status_code == 200, (place, answer.status_code)
    assert "data-annotations" not in answer.content.decode()
owing.save_revision().publish()
assert ArticlePage.objects.get(pk=owing.pk).live
print("works")
'''


def run(command: list[str], folder: Path, **more: str) -> str:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/magazine.sqlite3", "PYTHONPATH": f"{ROOT}:{folder}", "PYTHONWARNINGS": "ignore",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment | more, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_magazine_is_made_by_one_command_and_goes_on_without_the_app(tmp_path: Path) -> None:
    made = run(["-m", "project.magazine", "--prepare"], tmp_path)
    assert "Talks about the border: Not published: 1 thing is missing or wrong." in made
    assert "Talks about the border, with the notice: published" in made
    assert run(["-m", "project.magazine", "--prepare"], tmp_path).strip() == "The magazine is there already."

    (tmp_path / "without.py").write_text(_WITHOUT)
    (tmp_path / "urls_without.py").write_text(_URLS)
    template = (ROOT / "project/magazine/templates/magazine/article_page.html").read_text()
    (tmp_path / "templates" / "magazine").mkdir(parents=True)
    (tmp_path / "templates" / "magazine" / "article_page.html").write_text(
        template.replace(" annotations_wagtail", "").replace("{% page_notices page %}", "")
    )
    assert run(["-c", _USE], tmp_path, DJANGO_SETTINGS_MODULE="without").strip().endswith("works")
