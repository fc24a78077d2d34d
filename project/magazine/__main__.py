"""Starts the magazine: ``python -m project.magazine`` makes its database, fills it once, and serves it."""

from __future__ import annotations

import argparse
import os
import sys

USER, PASSWORD = "editor", "editor"
"""Who may sign in; for trying out only."""


def main(arguments: list[str] | None = None) -> None:
    """Migrates, seeds, tells where to look, and serves until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m project.magazine", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where it listens on this machine (8000)")
    parser.add_argument("--prepare", action="store_true", help="make and fill the database, and serve nothing")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.magazine.settings")
    os.environ.setdefault("DJANGO_DEBUG", "1")

    import django

    django.setup()
    from django.core.management import call_command

    from project.magazine.seeding import seed

    call_command("migrate", verbosity=0)
    for line in seed(user=USER, password=PASSWORD, port=options.port):
        sys.stdout.write(f"{line}\n")
    if not options.prepare:
        sys.stdout.write(f"\nSign in as {USER} / {PASSWORD} at http://localhost:{options.port}/admin/\n\n")
        sys.stdout.flush()
        call_command("runserver", f"127.0.0.1:{options.port}", use_reloader=False)


if __name__ == "__main__":
    main()
