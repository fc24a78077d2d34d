"""Writes the texts of the app into its file of translations, and compiles it: ``python docs/messages.py``.

Beside the names that Django knows it finds texts in ``_t(...)``, which stands for ``gettext`` where ``_`` is lazy.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.core.management.commands.makemessages import Command as MakeMessages

ROOT = Path(__file__).resolve().parent.parent


class Command(MakeMessages):
    """Finds ``_t`` as well."""

    xgettext_options = [*MakeMessages.xgettext_options, "--keyword=_t"]  # noqa: RUF012


def collect(app: Path, *, language: str = "ru") -> None:
    """Brings the file of ``language`` below ``app`` to the texts that stand in the source."""
    before = Path.cwd()
    os.chdir(app)
    try:
        command = Command()
        command.execute(
            locale=[language], exclude=[], domain="django", verbosity=0, all=False, extensions=None, symlinks=False,
            ignore_patterns=[], use_default_ignore_patterns=True, no_wrap=False, no_location=True, add_location=None,
            no_obsolete=True, keep_pot=False, force_color=False, no_color=True, skip_checks=True,
        )  # fmt: skip
    finally:
        os.chdir(before)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    collect(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "annotations")
    if len(sys.argv) == 1:
        from django.core.management import call_command

        os.chdir(ROOT / "annotations")
        call_command("compilemessages", locale=["ru"], verbosity=0)
