"""What is wrong with a value, in words: the pointer, the reason, and the word that was probably meant."""

from typing import Any

import pytest
from pydantic import ValidationError

from annotations.engine.article import Article
from annotations.engine.register import Entity
from annotations.intake.articles import SYNONYMS, RefusedArticleError, article_from
from annotations.intake.problems import Problem, did_you_mean, explain

ARTICLE: dict[str, Any] = {"id": "a1", "body": {"format": "text", "value": "Words."}}


def problems(value: Any) -> list[str]:
    with pytest.raises(RefusedArticleError) as refused:
        article_from(value, path="a.json")
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"titel": "x"}, '/titel: unknown key; did you mean "headline"? [schema_invalid]'),
        ({"hedline": "x"}, '/hedline: unknown key; did you mean "headline"? [schema_invalid]'),
        ({"zzz": "x"}, "/zzz: unknown key [schema_invalid]"),
        ({"body": {"format": "text", "value": 3}}, "/body/value: expected a string, got a number [schema_invalid]"),
        ({"body": {"format": "htm", "value": ""}},
         "/body/format: expected one of 'html', 'markdown' or 'text', got \"htm\"; did you mean \"html\"? "
         "[field_invalid]"),
        ({"body": {"format": "text", "value": "", "lang": 1}}, "/body/lang: unknown key"),
        ({"images": [{"source": "x", "src": "y"}]}, '/images/0/source: unknown key; did you mean "src"?'),
        ({"published": "2021-13-45"}, "/published: month must be in 1..12 [field_invalid]"),
        ({"published": "2021-07-16T10:00:00"}, "/published: a date-time needs an offset"),
        ({"language": "xx-invalid!!"}, "/language: not a BCP 47 tag [field_invalid]"),
        ({"url": "javascript:alert(1)"}, "/url: scheme must be http or https [field_invalid]"),
        ({"url": "https://e.example/" + "a" * 5000}, "/url: at most 2048 characters [field_too_long]"),
        ({"id": ""}, "/id: must not be empty [field_invalid]"),
        ({"id": "x" * 201}, "/id: at most 200 characters [field_too_long]"),
        ({"tags": "one"}, "/tags: expected a list, got a string [schema_invalid]"),
        ({"revision": 1.5}, "/revision: expected a whole number, got a number with a fraction [schema_invalid]"),
        ({"ai": {"generated": "yes"}}, "/ai/generated: expected true or false, got a string [schema_invalid]"),
    ],
)
def test_a_wrong_key_or_value_is_explained(change: dict[str, Any], said: str) -> None:
    found = problems(ARTICLE | change)
    assert len(found) == 1
    assert said in found[0]


def test_what_is_missing_is_named() -> None:
    assert problems({}) == [
        "error: a.json: /id: is required [schema_invalid]", "error: a.json: /body: is required [schema_invalid]",
    ]
    assert problems([1]) == ["error: a.json: expected an object, got a list [schema_invalid]"]


def test_all_errors_are_listed_up_to_fifty() -> None:
    assert len(problems(ARTICLE | {f"key{number}": 1 for number in range(20)})) == 20
    assert len(problems(ARTICLE | {f"key{number}": 1 for number in range(80)})) == 50


def test_pointers_follow_aliases() -> None:
    row = {"id": "x", "schema": "Organisation", "names": [{"value": "X", "knd": "alias"}]}
    with pytest.raises(ValidationError) as refused:
        Entity.model_validate(row)
    said = {(row.pointer, row.message) for row in explain(refused.value, Entity)}
    assert ("/names/0/knd", 'unknown key; did you mean "kind"?') in said
    assert any(pointer == "/schema" and 'did you mean "Organization"?' in message for pointer, message in said)


def test_every_synonym_leads_to_a_key() -> None:
    assert set(SYNONYMS.values()) <= set(Article.model_fields)
    assert not set(SYNONYMS) & set(Article.model_fields)


def test_a_place_is_written_as_compilers_do() -> None:
    assert str(Problem("a.html", "file_not_found", "no such file")) == "error: a.html: no such file [file_not_found]"
    assert str(Problem("a.jsonl", "empty", "is empty", 7, 3)) == "a.jsonl:7:3: error: is empty [empty]"


def test_no_word_is_suggested_where_none_is_near() -> None:
    assert did_you_mean("registr", ["register", "source"]) == '; did you mean "register"?'
    assert did_you_mean("zebra", ["register", "source"]) == ""
