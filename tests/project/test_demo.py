"""``annotations demo`` with its database: the same articles in the newsroom, and somebody who can log in."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def demo(folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO_", "ANNOTATIONS_"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "manage.py"), "annotations", "demo"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_newsroom_shows_the_contrast_and_says_how_to_log_in(tmp_path: Path) -> None:
    out = demo(tmp_path)
    assert len(re.findall(r"password \S+ \(shown this once\)", out)) == 1
    said = dict(re.findall(r"^  (\S+\.(?:txt|md|html)) +(.*)$", out, re.MULTILINE))
    answers = [said[name].split(":")[0] for name in ("agency.txt", "outlet.md", "wire-ru.txt", "outlet-ru.html")]
    assert answers == ["Not published", "published; 0 flags open"] * 2
    assert said["agency.txt"].endswith("wrong; 1 flag open")
    assert said["outlet-ru.html"] == "published; 0 flags open"
    assert max(map(len, out.splitlines())) <= 80
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        flagged = dict(
            database.execute(
                "SELECT a.external_id, COUNT(f.id) FROM annotations_article a LEFT JOIN annotations_flag f"
                " ON f.article_id = a.id AND f.state = 'open' GROUP BY a.external_id"
            ).fetchall()
        )
    assert flagged["agency"] >= 1
    assert flagged["wire-ru"] >= 1
    assert flagged["outlet"] == flagged["outlet-ru"] == 0

    again = demo(tmp_path)
    assert "shown this once" not in again
    assert "password as it was shown the first time" in again
