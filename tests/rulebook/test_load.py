"""Loading of packs: what a good one becomes, and how a wrong one is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.engine.report import Level
from annotations.engine.rulebook import Pack
from annotations.rulebook.load import load_pack, load_packs, read_pack, shipped_packs
from annotations.rulebook.problems import Problem, RulebookError
from tests.rulebook.examples import HEADER, PACK, RULE, changed, line_of, refused, written


def test_texts_become_what_the_schema_says(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, PACK))
    (rule,) = pack.rules
    assert (pack.pack, pack.version, pack.time_zone) == ("house", "2026.11", "Europe/Moscow")
    assert (rule.level, rule.version, rule.enabled) == (Level.ERROR, 1, True)
    assert (rule.in_force.from_, rule.in_force.to) == (date(2021, 7, 1), date(2028, 12, 1))
    assert rule.scope.jurisdictions == ("RU", "NO")
    assert rule.basis.reviewed_on == date(2026, 11, 22)


def test_a_folder_is_one_pack(tmp_path: Path) -> None:
    written(tmp_path, PACK)
    written(tmp_path, "rules:\n" + RULE.replace("house.banned.notice", "house.other"), "rules-other.yaml")
    written(tmp_path, "not: a rule file\n", "wordings.yaml")
    loaded = read_pack(tmp_path)
    assert [rule.id for rule in loaded.pack.rules] == ["house.banned.notice", "house.other"]
    assert loaded.pack.title == "Rules of the house"
    place = loaded.places["house.other"]
    assert (Path(place.file).name, place.line, place.column) == ("rules-other.yaml", 2, 9)
    assert place.case_lines == (20, 21)


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, PACK)
    assert load_pack(path) == load_pack(path)
    wrong = written(tmp_path / "wrong", changed(("level: error", "levle: erorr"), ("RU", "UK")))
    assert refused(wrong) == refused(wrong)


def test_packs_by_name_or_path_in_the_order_asked_for(tmp_path: Path) -> None:
    one = written(tmp_path / "one", PACK)
    other = PACK.replace("house", "second")
    two = written(tmp_path / "two", other).parent
    assert [pack.pack for pack in load_packs([str(two), one])] == ["second", "house"]
    assert load_packs([]) == ()


def test_everything_shipped_loads() -> None:
    names = shipped_packs()
    assert list(names) == sorted(names)
    packs = load_packs()
    assert [pack.pack for pack in packs] == list(names)
    assert all(isinstance(pack, Pack) for pack in packs)


def test_a_name_that_is_no_pack() -> None:
    with pytest.raises(RulebookError, match=r"^error: no pack and no path \"nowhere\""):
        load_packs(["nowhere"])
    with pytest.raises(RulebookError, match="no pack and no path"):
        load_packs(["x" * 5000])


def test_one_id_in_two_packs_is_refused(tmp_path: Path) -> None:
    first = written(tmp_path / "a", PACK)
    second = written(tmp_path / "b", PACK)
    with pytest.raises(RulebookError) as caught:
        load_packs([str(first), str(second)])
    message = f'rule id "house.banned.notice" also at {first}:6'
    assert caught.value.problems == (Problem(str(second), 6, 9, "duplicate_id", message),)


def test_all_that_is_wrong_is_told_at_once_in_order(tmp_path: Path) -> None:
    text = changed(
        ("level: error", "level: fatal"), ("type: law", "type: lore"), ("[terrorist, extremist]", "terrorist"),
        ("require: {notice: ban}", "require: {}"), ("    why: The law asks for it.\n", ""),
    )
    problems = refused(written(tmp_path, text))
    assert [problem.code for problem in problems] == ["missing_field", "value", "value", "type", "require"]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert problems[0].message == 'field "why" is missing'
    assert problems[0].line == line_of(text, "- id:")


def test_wrong_files_of_one_folder_are_told_together(tmp_path: Path) -> None:
    written(tmp_path, changed(("level: error", "level: fatal")))
    written(tmp_path, "rules:\n\t- id: x\n", "rules-b.yaml")
    written(tmp_path, "rules: []\n", "rules-c.yaml")
    assert [(Path(found.file).name, found.code) for found in refused(tmp_path)] == [
        ("rules-b.yaml", "yaml"), ("rules-c.yaml", "empty"), ("rules.yaml", "value"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("level: error", "level: erorr", "value",
         'level: "erorr" is not one of error, warning, note; did you mean "error"?'),
        ("family: designation", "family: [a]", "value", "family: a list is not one of designation, "),
        ("statuses: [terrorist, extremist]", "statuses: terrorist", "type",
         'when.mention.statuses: expected a list, found "terrorist"'),
        ("basis:\n", "basis:\n      typ: law\n", "unknown_field", 'unknown field "typ"; did you mean "type"?'),
        ("require: {notice: ban}", "require: ban", "type", 'require: expected keys and values, found "ban"'),
        ("scope: {", "grace_hours: -1\n    scope: {", "value", 'grace_hours: must be 0 or more, not "-1"'),
        ("scope: {", "grace_hours: a day\n    scope: {", "type", 'grace_hours: expected a whole number, found "a day"'),
        ("scope: {", "enabled: perhaps\n    scope: {", "type", 'enabled: expected true or false, found "perhaps"'),
        ("scope: {", "enabled:\n    scope: {", "type", "enabled: expected true or false, found nothing"),
        ("[RU, \"NO\"]", "[UK]", "value", "scope.jurisdictions[0]: an ISO 3166-1 code of two capital letters, or EU; "
         'did you mean GB?; given: "UK"'),
        ("languages: [ru, en]", "languages: [ru_RU]", "value", 'scope.languages[0]: not a BCP 47 tag; given: "ru_RU"'),
        ("reviewed_on: 2026-11-22", "reviewed_on: 2026-02-30", "value",
         'basis.reviewed_on: day is out of range for month; given: "2026-02-30"'),
        ("to: 2028-12-01", "to: null", "value", "in_force.to: Invalid isoformat string: 'null'; given: \"null\"; "
         "to say nothing, leave the field out"),
        ("https://example.org/law", "javascript:alert(1)", "value", "basis.url: scheme must be http or https"),
        ("id: house.banned.notice", "id: House Rule", "value", "id: small letters, digits, dots and hyphens"),
        ("mention: {", "source: {link: [home]}, mention: {", "trigger", "when: mention and source bind different"),
        ("when: {mention: {statuses: [terrorist, extremist]}}", "when: {}", "trigger", "when: state at least one trigger"),
        ("time_zone: Europe/Moscow", "time_zone: Moscow", "value", "time_zone: a time zone such as Europe/Moscow"),
        ("      en:\n", "      English!:\n", "value", "fix.English!: not a BCP 47 tag"),
        ("expect: missing", "expect: fires", "value", "cases[0].expect: silent, or an outcome such as missing"),
        ("expect: missing", "expect: missing, article: {paidby: X}", "unknown_field",
         'unknown field "paidby"; did you mean "paid_by"?'),
        ("expect: missing", "expect: missing, policy: {grace_hours: soon}", "type",
         'grace_hours: expected a whole number, found "soon"'),
        ("published: 2021-08-15", "published: 2021-08-15T10:00:00", "value", "cases[0].published: a date-time needs"),
    ],
)
def test_messages_say_what_where_and_what_to_do(tmp_path: Path, old: str, new: str, code: str, message: str) -> None:
    first = refused(written(tmp_path, changed((old, new))))[0]
    assert first.code == code
    assert first.message.startswith(message)


def test_a_wrong_field_is_told_at_its_key_and_a_wrong_value_at_its_value(tmp_path: Path) -> None:
    text = changed(("level: error", "level: fatal"), ("    title:", "    titel:"))
    missing, unknown, value = refused(written(tmp_path, text))
    assert (missing.line, missing.column) == (line_of(text, "- id"), 5)
    assert (unknown.line, unknown.column) == (line_of(text, "titel"), 5)
    assert (value.line, value.column) == (line_of(text, "level"), 12)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: a\n", "expected keys and values, found a list"),
        ("just words\n", 'expected keys and values, found "just words"'),
        ("rules: {a: b}\n", "rules: expected a list, found keys and values"),
        ("rules: [a]\n", 'expected keys and values, found "a"'),
    ],
)
def test_a_file_of_another_shape(tmp_path: Path, text: str, message: str) -> None:
    assert message in [problem.message for problem in refused(written(tmp_path, text))]


def test_a_second_file_that_names_a_pack(tmp_path: Path) -> None:
    written(tmp_path, PACK)
    written(tmp_path, HEADER + RULE.replace("house.banned", "house.other"), "rules-b.yaml")
    messages = [problem.message for problem in refused(tmp_path)]
    assert messages[0] == 'unknown field "pack"; known: rules'


def test_a_folder_without_rule_files(tmp_path: Path) -> None:
    (only,) = refused(tmp_path)
    assert (only.code, only.message) == ("empty", f"{tmp_path.name} holds no rules*.yaml")


def test_the_case_of_a_rule_is_an_article(tmp_path: Path) -> None:
    text = changed(("expect: missing", "expect: missing, article: {ai: {generated: yes}, tags: [NO]}"))
    case = load_pack(written(tmp_path, text)).rules[0].cases[0]
    article = case.as_article()
    assert case.fires
    assert article.ai is not None
    assert (article.ai.generated, article.tags, article.jurisdictions) == (True, ("NO",), ("RU",))
    assert (article.published, article.language) == ("2021-08-15", "en")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(PACK)), length=st.integers(0, 12),
    put=st.sampled_from(["", "\t", ":", "- ", "{", "}", "[", "x", "'", "\n", "\x00", "{a.b}", "null", "é", "  "]),
)
def test_a_spoilt_file_loads_or_is_refused_at_a_place(tmp_path: Path, start: int, length: int, put: str) -> None:
    text = PACK[:start] + put + PACK[start + length :]
    path = written(tmp_path, text)
    problems: tuple[Problem, ...] = ()
    try:
        load_pack(path)
    except RulebookError as error:
        problems = error.problems
    last = text.count("\n") + 2
    assert all(1 <= problem.line <= last and problem.column >= 1 for problem in problems)
