"""``manage.py annotations`` itself: its help, its verbs, and Django's own ways to call it."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations import __version__
from annotations.management.verbs import VERBS
from tests.management.run import REGISTER, RUSSIA, SAMPLES, Runner

BARE = str(SAMPLES / "articles" / "agency.txt")


def test_help_lists_the_verbs_and_examples(annotations: Runner) -> None:
    run = annotations("--help")
    assert run.status == 0
    assert all(f"{verb.NAME} " in run.out and verb.HELP[:30] in run.out for verb in VERBS)
    assert "manage.py annotations demo" in run.out


@pytest.mark.parametrize("verb", [verb.NAME for verb in VERBS])
def test_every_verb_has_help(annotations: Runner, verb: str) -> None:
    run = annotations(verb, "--help")
    assert run.status == 0
    assert run.out.startswith(f"usage: manage.py annotations {verb}")


def test_without_a_verb_the_help_is_shown_and_the_status_is_2(annotations: Runner) -> None:
    run = annotations()
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("usage: manage.py annotations")


def test_a_misspelt_verb_gets_the_nearest(annotations: Runner) -> None:
    run = annotations("chekc", BARE)
    assert run.status == 2
    assert run.err.startswith("usage: ")
    assert run.err.endswith('; did you mean "check"? [usage]\n')


def test_the_version_is_ours(annotations: Runner) -> None:
    assert annotations("--version").out == f"{__version__}\n"


def test_it_can_be_called_from_python() -> None:
    stdout = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("annotations", "check", BARE, *REGISTER, *RUSSIA, stdout=stdout)
    assert ended.value.code == 1
    assert "designation missing" in stdout.getvalue()
    with pytest.raises(CommandError, match="did you mean --register"):
        call_command("annotations", "check", BARE, "--registr", "x")
