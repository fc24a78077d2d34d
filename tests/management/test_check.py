"""``annotations check`` from end to end: formats, levels, several inputs, and what is refused."""

import json
from pathlib import Path

import pytest

from annotations.engine.check import check
from annotations.management import report_writer
from annotations.management.verbs import check as check_verb
from tests.management.run import REGISTER, RUSSIA, SAMPLES, SOURCES, Runner

BARE, CAREFUL = str(SAMPLES / "articles" / "agency.txt"), str(SAMPLES / "articles" / "outlet.md")
ORIGINAL = "https://www.harbourgazette.example/2023/05/18/karsun-talks-stalled-b1187"


def article(**more: object) -> str:
    return json.dumps({"id": "a1", "body": {"format": "text", "value": "Varkesh fighters left."}} | more)


def test_the_bare_story_owes_a_notice_and_the_careful_one_carries_it(annotations: Runner) -> None:
    bare = annotations("check", BARE, *REGISTER, *RUSSIA, "--format", "json")
    report = json.loads(bare.out)
    assert (bare.status, bare.err) == (1, "")
    assert [(row["subject"], row["outcome"], len(row["evidence"])) for row in report["findings"]] == [
        ("varkesh", "missing", 3)
    ]
    careful = annotations("check", CAREFUL, *REGISTER, *RUSSIA, "--format", "json")
    assert careful.status == 0
    assert [row["outcome"] for row in json.loads(careful.out)["requirements"]] == ["satisfied"]


def test_another_day_and_another_country_ask_for_something_else(annotations: Runner) -> None:
    assert annotations("check", BARE, *REGISTER, "--jurisdiction", "US").status == 0
    late = annotations("check", CAREFUL, *REGISTER, "--jurisdiction", "RU", "--as-of", "2024-10-01")
    assert late.status == 0
    assert "designation stale" in late.out


def test_the_report_names_the_register_by_its_digest(annotations: Runner) -> None:
    report = json.loads(annotations("check", BARE, *REGISTER, *RUSSIA, "--format", "json").out)
    assert report["registers"].keys() == {"register"}
    assert report["registers"]["register"].startswith("sha256:")


@pytest.mark.parametrize(
    ("fail_on", "bare", "stale"), [("never", 0, 0), ("error", 1, 0), ("warning", 1, 1), ("note", 1, 1)]
)
def test_the_level_that_fails_is_the_callers(annotations: Runner, fail_on: str, bare: int, stale: int) -> None:
    late = ("--jurisdiction", "RU", "--as-of", "2024-10-01")
    assert annotations("check", BARE, *REGISTER, *RUSSIA, "--fail-on", fail_on).status == bare
    assert annotations("check", CAREFUL, *REGISTER, *late, "--fail-on", fail_on).status == stale


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "sarif", "web-annotation", "github"])
def test_every_format_comes_alone_on_standard_output(annotations: Runner, name: str) -> None:
    run = annotations("check", BARE, CAREFUL, *REGISTER, *SOURCES, *RUSSIA, "--format", name)
    assert (run.status, run.err) == (1, "")
    assert run.out.endswith("\n")
    assert "\x1b" not in run.out


def test_json_is_an_object_for_one_article_and_a_list_for_several(annotations: Runner) -> None:
    Path("a.jsonl").write_text(f"{article()}\n{article(id='a2')}\n")
    assert isinstance(json.loads(annotations("check", BARE, *REGISTER, "--format", "json").out), dict)
    several = json.loads(annotations("check", "a.jsonl", *REGISTER, "--format", "json").out)
    assert [row["article"]["id"] for row in several] == ["a1", "a2"]
    lines = annotations("check", "a.jsonl", *REGISTER, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == ["a1", "a2"]


def test_some_of_several_that_cannot_be_read_make_the_run_incomplete(annotations: Runner) -> None:
    run = annotations("check", "missing.txt", CAREFUL, *REGISTER, *RUSSIA, "--format", "jsonl")
    assert (run.status, len(run.out.splitlines())) == (3, 1)
    assert run.err == "error: missing.txt: no such file [file_not_found]\n"
    Path("a.jsonl").write_text(f"{article()}\n{{\n{article(id='a2')}\n")
    run = annotations("check", "a.jsonl", *REGISTER, *RUSSIA, "--format", "jsonl")
    assert (run.status, len(run.out.splitlines())) == (3, 2)
    assert run.err.startswith("a.jsonl:2:")


def test_a_single_line_that_cannot_be_read_is_refused(annotations: Runner) -> None:
    Path("a.jsonl").write_text("{\n")
    run = annotations("check", "a.jsonl", *REGISTER)
    assert (run.status, run.out) == (2, "")


def test_errors_of_one_file_are_listed_up_to_fifty(annotations: Runner) -> None:
    Path("a.jsonl").write_text("{\n" * 80)
    lines = annotations("check", "a.jsonl", *REGISTER).err.splitlines()
    assert len(lines) == 51
    assert lines[-1] == "a.jsonl: and 30 more errors"


def test_an_article_that_is_too_complex_is_listed_and_never_clean(annotations: Runner) -> None:
    Path("a.html").write_text("<p>" + "&" * 30_000)
    run = annotations("check", "a.html", *REGISTER, "--format", "json")
    assert run.status == 3
    assert run.err.startswith("error: a.html: article a is not checked: ")
    assert "[too_complex]" in run.err
    assert json.loads(run.out)["unchecked"][0]["code"] == "too_complex"


def test_an_error_of_our_own_does_not_stop_the_others(
    annotations: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(subject: object, *args: object, **options: object) -> object:
        if getattr(subject, "id", "") == "agency":
            raise ZeroDivisionError("by nothing")
        return check(subject, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(check_verb, "check", failing)
    run = annotations("check", BARE, CAREFUL, *REGISTER, *RUSSIA, "--format", "jsonl")
    assert (run.status, len(run.out.splitlines())) == (3, 1)
    assert "internal error, ZeroDivisionError: by nothing" in run.err


def test_without_a_register_nothing_passes_for_clean(annotations: Runner) -> None:
    run = annotations("check", BARE, *RUSSIA)
    assert (run.status, run.out) == (4, "")
    assert "give one with --register FILE" in run.err


def test_rules_about_sources_need_no_register(annotations: Runner) -> None:
    run = annotations("check", CAREFUL, "--pack", "attribution", *SOURCES)
    assert (run.status, run.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--register", "none.jsonl"), "error: none.jsonl: no such file [file_not_found]"),
        (("--register", BARE), f"error: {BARE}: is no register that is known; say which with --format "),
        ((*REGISTER, "--pack", "hause"), 'error: no pack and no path "hause"; did you mean "house"?'),
        ((*REGISTER, "--known", "none.jsonl"), "error: none.jsonl: no such file [file_not_found]"),
        ((*REGISTER, "--output", "none/report.txt"), "error: none/report.txt: no such file [file_not_found]"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_checked(
    annotations: Runner, options: tuple[str, ...], said: str
) -> None:
    run = annotations("check", BARE, *options)
    assert (run.status, run.out) == (2, "")
    assert said in run.err


def test_an_id_in_two_registers_is_refused_and_one_file_twice_is_once(annotations: Runner) -> None:
    Path("r.jsonl").write_text((SAMPLES / "register.jsonl").read_text("utf-8"))
    twice = annotations("check", BARE, *REGISTER, "--register", "r.jsonl")
    assert twice.status == 2
    assert 'r.jsonl:1: error: /id: id "varkesh" is also at' in twice.err
    assert annotations("check", CAREFUL, *REGISTER, *REGISTER, *RUSSIA).status == 0


def test_output_goes_to_a_file_whole(annotations: Runner) -> None:
    run = annotations("check", BARE, *REGISTER, *RUSSIA, "--format", "json", "--output", "report.json")
    assert (run.status, run.out, run.err) == (1, "", "")
    assert json.loads(Path("report.json").read_text("utf-8"))["decision"] == "block"


def test_what_is_refused_leaves_the_old_output(annotations: Runner) -> None:
    Path("report.json").write_text("old")
    assert annotations("check", "missing.txt", *REGISTER, "--output", "report.json").status == 2
    assert Path("report.json").read_text() == "old"


def test_standard_input_is_an_article_too(annotations: Runner) -> None:
    run = annotations("check", "-", *REGISTER, *RUSSIA, stdin=article().encode())
    assert run.status == 1
    assert annotations("check", "-", *REGISTER, *RUSSIA, stdin=b"Nobody was there.").status == 0


def test_a_folder_is_checked_in_order(annotations: Runner) -> None:
    run = annotations("check", str(SAMPLES / "articles"), "-r", *REGISTER, *RUSSIA, "--format", "jsonl")
    ids = [json.loads(line)["article"]["id"] for line in run.out.splitlines()]
    assert (run.status, ids) == (1, ["agency", "outlet-ru", "outlet", "wire-ru"])


def test_an_archive_is_told_in_groups_with_a_total(annotations: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_writer, "_TEXT_AT_ONCE", 2)
    Path("a.jsonl").write_text("".join(article(id=f"a{number}") + "\n" for number in range(3)))
    lines = annotations("check", "a.jsonl", *REGISTER, *RUSSIA).out.splitlines()
    assert "2 articles: 2 errors" in lines
    assert lines[-1] == "in all: 3 checked, 3 errors, 0 warnings"


def test_a_copy_of_a_known_article_is_found_and_put_right(annotations: Runner) -> None:
    known = {"id": "outlet", "source": {"id": "harbour-gazette"}, "original_url": ORIGINAL,
             "body": {"format": "markdown", "value": Path(CAREFUL).read_text()}}  # fmt: skip
    Path("known.jsonl").write_text(json.dumps(known))
    run = annotations("check", BARE, "--source", str(SAMPLES / "sources.jsonl"), "--pack", "attribution",
                      "--known", "known.jsonl", "--format", "json")  # fmt: skip
    credit, link = sorted(json.loads(run.out)["findings"], key=lambda finding: str(finding["family"]), reverse=True)
    assert (link["subject"], link["outcome"], credit["subject"]) == ("harbour-gazette", "missing", "meridian")
    assert link["message"].startswith("98% of this text stands word for word")
    assert ORIGINAL in link["fixes"][0]["edits"][0]["text"]


def test_a_known_article_that_cannot_be_read_ends_the_run(annotations: Runner) -> None:
    Path("known.jsonl").write_text('{"id": 1}')
    run = annotations("check", BARE, *REGISTER, "--known", "known.jsonl")
    assert (run.status, "known.jsonl:1" in run.err) == (2, True)


def test_colour_is_for_those_who_ask(annotations: Runner) -> None:
    assert "\x1b[" in annotations("check", BARE, *REGISTER, *RUSSIA, "--force-color").out
    assert "\x1b[" not in annotations("check", BARE, *REGISTER, *RUSSIA, "--no-color").out


def test_help_has_examples_and_statuses(annotations: Runner) -> None:
    run = annotations("check", "--help")
    assert run.status == 0
    assert "examples:\n  manage.py annotations check story.html" in run.out
    assert "exit status: 0 nothing at or above --fail-on" in run.out
