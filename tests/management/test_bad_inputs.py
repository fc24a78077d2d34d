"""Rows B62 to B72 of the bad inputs, B101 and B102 as far as a register file goes: status, code, place and facts."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.management.run import REGISTER, RUSSIA, SAMPLES, Runner
from tests.shared import shared_lines

ROOT = SAMPLES.parents[1]
BARE = (SAMPLES / "articles" / "agency.txt").read_text("utf-8")
CAREFUL = (SAMPLES / "articles" / "outlet.md").read_text("utf-8")
CODES = {
    "B62": "file_not_found", "B63": "is_directory", "B64": "permission", "B67": "usage", "B69": "interrupted",
    "B70": "not_text", "B71": "encoding", "B72": "usage",
}


def test_the_codes_here_are_those_of_the_suite() -> None:
    rows = {row["id"]: row for row in shared_lines("suites/bad_inputs.jsonl")}
    assert {row: rows[row]["code"] for row in CODES} == CODES


def refused(annotations: Runner, row: str, *arguments: str) -> str:
    """The last line on stderr of a run that is refused with status 2 and prints nothing."""
    status, out, err = annotations("check", *arguments, *REGISTER)
    assert (status, out) == (2, "")
    assert "Traceback" not in err
    assert f"[{CODES[row]}]" in err
    return err.splitlines()[-1].removesuffix(f" [{CODES[row]}]")


def test_b62_no_such_file(annotations: Runner) -> None:
    assert refused(annotations, "B62", "missing.html") == "error: missing.html: no such file"


def test_b63_a_directory(annotations: Runner) -> None:
    Path("news").mkdir()
    assert refused(annotations, "B63", "news/") == "error: news/: is a directory (use --recursive)"


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """The superuser may read any file: what is in here is met as nobody."""
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        if not os.access(SAMPLES / "register.jsonl", os.R_OK, effective_ids=True):
            pytest.skip("nobody but the superuser may read the clone")
        yield
    finally:
        os.seteuid(user)


def test_b64_no_permission(annotations: Runner) -> None:
    Path("a.html").write_text("<p>Words.")
    assert annotations("check", "a.html", *REGISTER).status == 0
    os.chmod("a.html", 0)
    os.chmod(".", 0o755)
    with as_ordinary_user():
        assert refused(annotations, "B64", "a.html") == "error: a.html: permission denied"


def test_b65_a_missing_notice_is_placed_in_the_file(annotations: Runner) -> None:
    Path("a.txt").write_text(BARE)
    status, out, err = annotations("check", "a.txt", *REGISTER, *RUSSIA)
    assert (status, err) == (1, "")
    assert "a.txt:3:1: error: designation missing: " in out
    assert "Varkesh" in out


def test_b66_a_clean_article(annotations: Runner) -> None:
    Path("a.md").write_text(CAREFUL)
    status, out, err = annotations("check", "a.md", *REGISTER, *RUSSIA)
    assert (status, err) == (0, "")
    assert out.startswith("a.md")


def test_b67_an_unknown_option(annotations: Runner) -> None:
    assert refused(annotations, "B67", "a.html", "--registr", "x") == (
        "error: unknown option --registr; did you mean --register?"
    )


def test_b70_a_picture(annotations: Runner) -> None:
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert refused(annotations, "B70", "a.png") == "error: a.png: not text (image/png)"


def test_b71_another_encoding(annotations: Runner) -> None:
    Path("a.html").write_bytes("<html>Переговоры прошли в среду.".encode("cp1251"))
    assert refused(annotations, "B71", "a.html") == (
        "error: a.html: not UTF-8 at byte 6; looks like windows-1251, use --encoding windows-1251"
    )
    assert annotations("check", "a.html", *REGISTER, "--encoding", "windows-1251").status == 0


def test_b72_a_day_that_never_was(annotations: Runner) -> None:
    assert refused(annotations, "B72", "a.html", "--as-of", "2021-02-30") == (
        "error: --as-of: day is out of range for month"
    )


@pytest.mark.parametrize("name", ["", "и", ".", "the"])
def test_b101_a_name_that_is_too_weak_floods_nobody(annotations: Runner, name: str) -> None:
    row = (
        '{"id": "x", "schema": "Organization", "names": [{"value": "%s"}, {"value": "Ostrov Front"}], "designations": '
        '[{"register": "ru.fsb", "jurisdiction": "RU", "status": "terrorist", "in_force_on": "2020-01-01"}]}'
    )
    Path("r.jsonl").write_text(row % name)
    Path("a.txt").write_text(f"It is the day. {name} и {name}.\n")
    status, out, err = annotations("check", "a.txt", "--register", "r.jsonl", *RUSSIA)
    assert status == 0
    assert "nothing owed" in out
    assert err.startswith("r.jsonl:1: warning: ")
    assert err.endswith("[name_too_weak]\n")


def test_b102_invisible_characters_in_a_name(annotations: Runner) -> None:
    register = (SAMPLES / "register.jsonl").read_text("utf-8").replace('"Varkesh"', '"Var\u200bkesh\u202e"')
    Path("r.jsonl").write_text(register)
    Path("a.txt").write_text(BARE)
    status, _, err = annotations("check", "a.txt", "--register", "r.jsonl", *RUSSIA)
    assert status == 1
    assert err == 'r.jsonl:1: warning: invisible characters removed from name "Varkesh" [name_cleaned]\n'


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", "annotations", *arguments]


def test_b68_a_reader_that_leaves(tmp_path: Path) -> None:
    """Through a real pipe and to the very end of the interpreter."""
    archive = tmp_path / "archive.jsonl"
    archive.write_text('{"id": "a", "body": {"format": "text", "value": "Varkesh."}}\n' * 300)
    command = manage("check", str(archive), *REGISTER, *RUSSIA, "--format", "jsonl")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline().startswith(b"{")
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait(30) in {0, 141}


def test_b69_control_c(tmp_path: Path) -> None:
    command = manage("check", "-", *REGISTER, "--output", str(tmp_path / "report.txt"))
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # What a shell starts in the background hears no Ctrl-C, and would hand that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as run:
        # The temporary file of --output shows that the run has begun; it waits for its input then.
        deadline = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        # Its input stays open until it has ended: else it might read to the end before it hears the signal.
        run.wait(30)
        out, err = run.communicate(timeout=30)
    assert (run.returncode, out, err) == (130, b"", b"interrupted\n")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        article = str(SAMPLES / "articles" / "agency.txt")
        run = subprocess.run(
            manage("check", article, *REGISTER, *RUSSIA), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (run.returncode, run.stderr) == (2, b"error: output: no space left on device [io_error]\n")


@pytest.mark.parametrize(("closed", "status"), [(">&-", 1), ("2>&-", 1), ("<&-", 1)])
def test_a_stream_that_the_shell_has_closed(closed: str, status: int) -> None:
    command = manage("check", str(SAMPLES / "articles" / "agency.txt"), *REGISTER, *RUSSIA)
    shell = ["sh", "-c", f'exec "$0" "$@" {closed}', *command]
    run = subprocess.run(shell, cwd=ROOT, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (status, b"")
