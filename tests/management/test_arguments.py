"""The parser: whole option names, plain errors, the nearest right word."""

import argparse

import pytest

from annotations.management.arguments import VerbParser, encoding, jurisdiction, moment


def parser() -> VerbParser:
    top = VerbParser(version="1.2", prog="manage.py annotations", called_from_command_line=True)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check")
    check.add_argument("paths", nargs="+")
    check.add_argument("--register", action="append", default=[])
    check.add_argument("--as-of", type=moment)
    check.add_argument("--jurisdiction", type=jurisdiction, action="append")
    check.add_argument("--encoding", type=encoding)
    check.add_argument("--format", choices=["text", "json"], default="text")
    verbs.add_parser("cases")
    return top


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("usage: manage.py annotations")
    return said.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "a", "--registr", "r"], "error: unknown option --registr; did you mean --register? [usage]"),
        (["check", "a", "--reg", "r"], "error: unknown option --reg; did you mean --register? [usage]"),
        (["check", "a", "--registr=r"], "error: unknown option --registr; did you mean --register? [usage]"),
        (["check", "a", "--zzz"], "error: unknown option --zzz [usage]"),
        (["check", "a", "-x"], "error: unknown option -x [usage]"),
        (["check", "a", "--as-of", "2021-02-30"], "error: --as-of: day is out of range for month [usage]"),
        (["check", "a", "--as-of", "2021-07-16T10:00"],
         "error: --as-of: a date-time needs an offset, such as Z or +03:00 [usage]"),
        (["check", "a", "--as-of", "soon"], "error: --as-of: 'soon' is not an RFC 3339 date or date-time [usage]"),
        (["check", "a", "--jurisdiction", "UK"],
         "error: --jurisdiction: 'UK' is no ISO 3166-1 code of two letters, nor EU; did you mean GB? [usage]"),
        (["check", "a", "--encoding", "cp-1251x"],
         "error: --encoding: unknown encoding 'cp-1251x', such as windows-1251 [usage]"),
        (["check"], "error: the following arguments are required: paths [usage]"),
        (["check", "a", "--as-of"], "error: --as-of: expected one argument [usage]"),
    ],
)
def test_a_wrong_line_is_explained(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert refusal(capsys, *arguments) == said


def test_a_wrong_word_gets_the_nearest_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, "chek", "a").endswith('; did you mean "check"? [usage]')
    assert refusal(capsys, "check", "a", "--format", "jsn").endswith('; did you mean "json"? [usage]')


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in refusal(capsys, "check", "a", "--\x1b[31mred")


def test_paths_may_stand_between_options() -> None:
    parsed = parser().parse_args(["check", "a", "--format", "json", "b", "c", "--register", "r", "-"])
    assert (parsed.paths, parsed.register, parsed.format) == (["a", "b", "c", "-"], ["r"], "json")


def test_django_options_stand_before_the_verb_or_after_it() -> None:
    assert parser().parse_args(["--traceback", "check", "a"]).traceback is True
    assert parser().parse_args(["check", "a", "--traceback", "-v", "0"]).verbosity == 0
    parsed = parser().parse_args(["check", "a"])
    assert (parsed.traceback, parsed.verbosity, parsed.settings, parsed.no_color) == (False, 1, None, False)


def test_codes_of_countries_come_in_any_letter_case() -> None:
    assert parser().parse_args(["check", "a", "--jurisdiction", "ru"]).jurisdiction == ["RU"]


@pytest.mark.parametrize("name", ["hex", "rot13", "base64", "zip", "undefined", "no\x00"])
def test_only_encodings_of_text_count(name: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        encoding(name)
