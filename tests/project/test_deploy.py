"""The files of ``deploy/`` and the page about them: each can be read by what it is for, and all say the same."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from annotations.management.verbs import VERBS
from tests.docs.pages import ROOT, tables

DEPLOY, PAGE = ROOT / "deploy", ROOT / "docs" / "deploy.md"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
_READ = re.compile(r'_env\.(?:text|items|number|choice|require)\(((?:"[A-Z_]+"(?:, )?)+)')


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


def read_by_the_settings() -> set[str]:
    source = (ROOT / "project" / "production.py").read_text()
    return {name for names in _READ.findall(source) for name in re.findall(r'"([A-Z_]+)"', names)} - {"INFO", "WARNING"}


def test_every_variable_is_told() -> None:
    told = {name for row in tables(PAGE)["Settings"] for name in re.findall(r"`([A-Z_]+)`", row.get("variable", ""))}
    assert told == read_by_the_settings() - {"ERROR", "DEBUG"}


def test_every_check_is_told() -> None:
    source = (ROOT / "annotations" / "deployment.py").read_text()
    told = set(re.findall(r"annotations\.[EW]\d{3}", PAGE.read_text()))
    assert set(re.findall(r'"(annotations\.[EW]\d{3})"', source)) <= told


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_what_is_there(path: Path) -> None:
    parsed = unit(path)
    assert parsed["Unit"]["Description"]
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
        assert parsed["Timer"]["OnCalendar"]
        return
    service = parsed["Service"]
    assert (service["User"], service["NoNewPrivileges"]) == ("annotations", "true")
    command = service["ExecStart"].split()
    if "annotations" in command:
        assert command[command.index("annotations") + 1] in {verb.NAME for verb in VERBS}
    else:
        assert command[1] == "project.wsgi"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_reads_the_units(path: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    for each in UNITS:
        # What is to be run is on another machine.
        text = re.sub(r"(?m)^(ExecStart=)\S+", r"\1/bin/true", each.read_text())
        (tmp_path / each.name).write_text(text)
    ended = subprocess.run([program, "verify", tmp_path / path.name], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


def test_the_services_of_the_compose_file_stand_on_each_other() -> None:
    services = compose()["services"]
    assert set(services) == {"database", "redis", "migrate", "web", "worker"}
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        assert "/" not in service["image"]
    needed = {"DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "DATABASE_URL", "ANNOTATIONS_SEALING_KEYS"}
    assert needed <= set(services["web"]["environment"]) <= read_by_the_settings()


def test_docker_reads_the_compose_file() -> None:
    program = shutil.which("docker")
    if program is None or subprocess.run([program, "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker compose is not installed")
    given = {"DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "ANNOTATIONS_SEALING_KEYS", "POSTGRES_PASSWORD"}
    ended = subprocess.run(
        [program, "compose", "--file", str(DEPLOY / "compose.yaml"), "config", "--quiet"], capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin"} | dict.fromkeys(given, "x"), timeout=60,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


def test_the_image_starts_from_a_public_one() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("FROM")] == ["FROM python:3.13-slim"]
    assert "USER annotations" in lines


def test_the_proxy_says_what_the_desk_believes() -> None:
    text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text())
    assert text.count("{") == text.count("}")
    assert all(line.strip().endswith((";", "{", "}")) for line in text.splitlines() if line.strip())
    for stated in ("client_max_body_size 1m;", "proxy_set_header X-Forwarded-For $remote_addr;",
                   "proxy_set_header X-Forwarded-Proto $scheme;", "proxy_set_header Host $host;"):
        assert stated in text


def test_every_file_is_named_on_the_page() -> None:
    page = PAGE.read_text()
    for path in DEPLOY.iterdir():
        name = path.with_suffix(".timer").name if (path.with_suffix(".timer")).exists() else path.name
        assert name in page or name == ".env"
