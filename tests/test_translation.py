"""Russian: every text of the app has its translation, with its plural forms and its placeholders, and is compiled."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "annotations"
MESSAGES = APP / "locale" / "ru" / "LC_MESSAGES"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def compiled() -> dict[object, str]:
    """What the compiled file holds: text, or (text, number of the form), to its translation."""
    with (MESSAGES / "django.mo").open("rb") as stream:
        catalog: dict[object, str] = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    return {key: said for key, said in catalog.items() if key}


def test_every_translation_has_the_placeholders_of_its_text() -> None:
    for key, said in compiled().items():
        text = key[0] if isinstance(key, tuple) else key
        wanted = sorted(_PLACEHOLDER.findall(str(text).split("\x04")[-1]))
        assert sorted(_PLACEHOLDER.findall(said)) == wanted or isinstance(key, tuple), text
        assert said.strip(), text


def test_numbers_have_their_three_forms() -> None:
    with translation.override("ru"):
        said = [ngettext("%(count)d open error", "%(count)d open errors", count) % {"count": count} for count in (1, 2, 5, 11, 21)]
    assert said == ["1 открытая ошибка", "2 открытые ошибки", "5 открытых ошибок", "11 открытых ошибок", "21 открытая ошибка"]
    forms = {key[1] for key in compiled() if isinstance(key, tuple)}
    assert forms == {0, 1, 2}


def test_what_people_read_is_in_russian() -> None:
    with translation.override("ru"):
        assert _("Review queue") != "Review queue"
        assert _("Proof") == "Доказательство"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_the_compiled_file_is_that_of_the_source(tmp_path: Path) -> None:
    target = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", str(target), str(MESSAGES / "django.po")], check=True)
    with target.open("rb") as stream:
        fresh = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
    assert {key: said for key, said in fresh.items() if key} == compiled()


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_no_text_of_the_app_is_left_untranslated(tmp_path: Path) -> None:
    copy = tmp_path / "annotations"
    shutil.copytree(APP, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "packs", "samples", "wordings"))
    subprocess.run([sys.executable, str(ROOT / "docs" / "messages.py"), str(copy)], cwd=ROOT, check=True)
    po = copy / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    told = subprocess.run(["msgfmt", "--statistics", "-o", str(tmp_path / "x.mo"), str(po)], capture_output=True, text=True, check=True)
    assert "untranslated" not in told.stderr, _missing(po)
    assert "fuzzy" not in told.stderr, told.stderr


def _missing(po: Path) -> list[str]:
    """The texts without a translation."""
    blocks = po.read_text(encoding="utf-8").split("\n\n")
    return [block for block in blocks if block.rstrip().endswith('msgstr ""') and "Project-Id" not in block]
