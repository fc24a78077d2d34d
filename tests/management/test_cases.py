"""``annotations cases`` from end to end."""

import json
from pathlib import Path
from typing import Any

from tests.management.run import REGISTER, SOURCES, Runner
from tests.shared import shared

MISSING = {"family": "designation", "subject": "varkesh", "outcome": "missing"}


def case(number: int, text: str = "Varkesh fighters left.", **more: Any) -> dict[str, Any]:
    article = {"id": f"a{number}", "body": {"format": "text", "value": text}, "published": "2023-05-18",
               "jurisdictions": ["RU"]}
    return {"id": f"C{number}", "title": "a case", "article": article, "registers": ["samples"], "sources": []} | more


def written(*cases: Any) -> str:
    Path("cases.jsonl").write_text("".join(json.dumps(row) + "\n" for row in cases))
    return "cases.jsonl"


PASSING = case(1, expect=[MISSING], tags=["firing"])
SILENT = case(2, "Nobody was there.", expect_no=[{"family": "designation"}], tags=["silent"])
FAILING = case(3, expect=[MISSING | {"outcome": "satisfied"}], why="`Varkesh`: a reason.", tags=["silent"])


def test_failures_come_first_and_the_count_last(annotations: Runner) -> None:
    run = annotations("cases", written(PASSING, SILENT, FAILING), *REGISTER)
    lines = run.out.splitlines()
    assert (run.status, run.err) == (1, "")
    assert lines[0] == "FAILED C3: a case"
    assert lines[1].startswith("  expected designation varkesh satisfied; got designation varkesh missing")
    assert lines[2] == "  why: `Varkesh`: a reason."
    assert [" ".join(line.split()) for line in lines[3:-1]] == [
        "designation firing 1 of 1 silent 1 of 2", "all firing 1 of 1 silent 1 of 2",
    ]
    assert lines[-1] == "2 passed, 1 failed"


def test_all_passed_is_status_0(annotations: Runner) -> None:
    run = annotations("cases", written(PASSING, SILENT), *REGISTER, *SOURCES)
    assert (run.status, run.out.splitlines()[-1]) == (0, "2 passed, 0 failed")


def test_json_lines_hold_one_case_each(annotations: Runner) -> None:
    run = annotations("cases", written(PASSING, FAILING), *REGISTER, "--format", "jsonl")
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert [(row["id"], row["passed"]) for row in rows] == [("C1", True), ("C3", False)]
    assert rows[0].keys() == {"id", "passed", "requirements", "findings"}
    assert run.err.splitlines()[-1] == "1 passed, 1 failed"


def test_cases_are_chosen_by_family_and_tag(annotations: Runner) -> None:
    path = written(PASSING, SILENT, case(4, "Words.", expect_no=[{"family": "attribution"}]))
    assert annotations("cases", path, *REGISTER, "--family", "attribution").out.endswith("1 passed, 0 failed\n")
    assert annotations("cases", path, *REGISTER, "--tag", "firing").out.endswith("1 passed, 0 failed\n")
    unknown = annotations("cases", path, *REGISTER, "--family", "designaton")
    assert unknown.status == 2
    assert 'did you mean "designation"?' in unknown.err


def test_policy_and_date_of_a_case_count(annotations: Runner) -> None:
    ended = case(5, as_of="2024-12-01", expect_no=[{"family": "designation"}])
    demonym = {"family": "designation", "subject": "varkesh"}
    text = "По словам чиновников, варкешевцы заняли два села над перевалом."
    asked = case(6, text, policy={"demonyms": "require"}, expect=[demonym | {"outcome": "missing"}])
    left = case(7, text, policy={"demonyms": "ignore"}, expect_no=[demonym])
    assert annotations("cases", written(ended, asked, left), *REGISTER).out.endswith("3 passed, 0 failed\n")


def test_a_case_sees_the_registers_it_names(annotations: Runner) -> None:
    nobody = case(8, registers=[], expect_no=[MISSING])
    by_name = case(9, registers=["register"], expect=[MISSING])
    by_another = case(10, registers=["elsewhere"], expect=[MISSING])
    assert annotations("cases", written(nobody, by_name, by_another), *REGISTER).status == 0


def test_wrong_cases_are_refused_with_their_lines(annotations: Runner) -> None:
    run = annotations("cases", written(PASSING, {"id": "x", "expct": []}, case(1)), *REGISTER)
    assert (run.status, run.out) == (2, "")
    assert run.err.splitlines() == [
        "cases.jsonl:2: error: /article: is required [schema_invalid]",
        'cases.jsonl:2: error: /expct: unknown key; did you mean "expect"? [schema_invalid]',
        'cases.jsonl:3: error: /id: id "C1" at lines 1 and 3 [duplicate_id]',
    ]
    assert annotations("cases", "none.jsonl", *REGISTER).status == 2


def test_the_evaluation_cases_run(annotations: Runner) -> None:
    """What must show of this: 97 of 100 in the families that are built."""
    path, register, sources = (str(shared(f"cases/{name}.jsonl")) for name in ("dev", "register", "sources"))
    families = ("designation", "foreign-agent", "undesirable", "attribution")
    chosen = [word for family in families for word in ("--family", family)]
    run = annotations("cases", path, "--register", register, "--source", sources, *chosen)
    passed, failed = (int(word) for word in run.out.splitlines()[-1].split() if word.isdigit())
    assert passed / (passed + failed) >= 0.97, run.out
