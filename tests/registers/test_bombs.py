"""Files that open to far more than they are, and XML that would open others: all in one process of 300 MB."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.shared import shared, shared_lines

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 300 * 2**20
CODES = {
    "json_deep.json": "json_too_deep", "many_members.zip": "too_many", "nested.csv.bz2": "too_large",
    "register_1GiB.csv.bz2": "too_large", "register_1GiB.csv.xz": "too_large", "register_512MiB.csv.gz": "too_large",
    "register_512MiB.xlsx": "too_large", "slip.zip": "unsafe_path", "truncated.csv.gz": "truncated",
    "xml_laughs.xml": "xml_entities", "xml_xxe.xml": "xml_entities", "yaml_deep.yaml": "unknown_format",
    "yaml_laughs.yaml": "unknown_format", "yaml_python.yaml": "unknown_format",
}
_READ = """
import json, os, re, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
import django
django.setup()
from annotations.intake.value_files import RefusedFileError
from annotations.registers.jsonl import read_register
for path in sys.argv[1:]:
    started = time.process_time()
    try:
        code = "read" if read_register(path).values else "nothing"
    except RefusedFileError as error:
        code = error.problems[-1].code
    print(json.dumps([os.path.basename(path), code, time.process_time() - started]))
# What this program itself took: ru_maxrss counts what the process had before it became this program.
print(json.dumps(["rss", int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024, 0]))
"""


def opened(paths: list[Path], folder: Path) -> tuple[dict[str, str], float, int]:
    """The code of each file, the longest time that one took (of the processor), and the most memory in MB."""
    run = subprocess.run(
        [sys.executable, "-c", _READ, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"TMPDIR": str(folder), "OPENBLAS_NUM_THREADS": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
    )
    assert run.returncode == 0, run.stderr[-2000:]
    *said, (_, memory, _) = map(json.loads, run.stdout.splitlines())
    assert list(folder.iterdir()) == []
    return {name: code for name, code, _ in said}, max(seconds for _, _, seconds in said), memory


def test_bombs_are_refused_in_little_memory(tmp_path: Path) -> None:
    codes, seconds, memory = opened(sorted(shared("suites/bombs/slip.zip").parent.iterdir()), tmp_path)
    assert codes == CODES
    assert seconds < 10
    assert memory < 200


def test_attacks_by_xml(tmp_path: Path) -> None:
    rows = list(shared_lines("suites/xml_attacks.jsonl"))
    folder = tmp_path / "attacks"
    folder.mkdir()
    for row in rows:
        (folder / row["_id"]).write_text(row["raw"], "utf-8")
    (tmp_path / "work").mkdir()
    codes, _, _ = opened(sorted(folder.iterdir()), tmp_path / "work")
    assert codes == {row["_id"]: "read" if row["expect"] == "accept" else "xml_entities" for row in rows}


def test_pages_that_are_all_tags(tmp_path: Path) -> None:
    signs = ["<", "<td>", "<table><tr><td>", "<li>"]
    paths = [tmp_path / f"{number}.html" for number in range(len(signs))]
    for path, sign in zip(paths, signs, strict=True):
        path.write_text("<html><ul>" + sign * 200_000)
    (tmp_path / "work").mkdir()
    codes, seconds, memory = opened(paths, tmp_path / "work")
    assert set(codes.values()) == {"truncated"}
    assert seconds < 10
    assert memory < 250
