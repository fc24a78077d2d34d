"""Files, folders and standard input to Articles."""

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.intake import files
from annotations.intake.files import ArticleFiles, Input, Unreadable

ARTICLE = {"id": "a1", "body": {"format": "text", "value": "Words."}}
LINE = json.dumps(ARTICLE)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(*paths: str, reading: ArticleFiles | None = None) -> list[Input | Unreadable]:
    return list((reading or ArticleFiles()).read(paths))


def only(items: list[Input | Unreadable]) -> Input:
    (item,) = items
    assert isinstance(item, Input), item
    return item


def refusals(items: list[Input | Unreadable]) -> list[str]:
    return [str(problem) for item in items if isinstance(item, Unreadable) for problem in item.problems]


def write(name: str, data: str | bytes) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return name


@pytest.mark.parametrize(
    ("name", "body_format"),
    [("story.txt", "text"), ("story.md", "markdown"), ("story.html", "html"), ("story.HTM", "html")],
)
def test_the_ending_says_what_the_body_is(name: str, body_format: str) -> None:
    article = only(read(write(name, "Words."))).article
    assert (article.id, article.body.format, article.body.value) == ("story", body_format, "Words.")


def test_the_caller_says_it_louder() -> None:
    path = write("story.txt", "*Words.*")
    assert only(read(path, reading=ArticleFiles(body_format="markdown"))).article.body.format == "markdown"


def test_line_ends_stay_as_they_were_sent() -> None:
    assert only(read(write("a.txt", "one\r\ntwo\n"))).article.body.value == "one\r\ntwo\n"


def test_a_byte_order_mark_is_no_part_of_a_text() -> None:
    assert only(read(write("a.txt", "\ufeffWords."))).article.body.value == "Words."


def test_json_is_one_article_and_json_lines_are_many() -> None:
    assert only(read(write("a.json", json.dumps(ARTICLE, indent=2)))).article.id == "a1"
    items = read(write("a.jsonl", f"{LINE}\n\n{LINE.replace('a1', 'a2')}"))
    assert [(item.article.id, item.line) for item in items if isinstance(item, Input)] == [("a1", 1), ("a2", 3)]


def test_a_bad_line_is_named_and_the_others_are_read() -> None:
    items = read(write("a.jsonl", f'{LINE}\n{{"id": }}\n{LINE}\n{{"id": "x"}}\n'.encode()
                       + '{"id": "Привет"}\n'.encode("cp1251")))
    assert len([item for item in items if isinstance(item, Input)]) == 2
    assert refusals(items) == [
        "a.jsonl:2:8: error: not valid JSON: expecting value [json_invalid]",
        "a.jsonl:4: error: /body: is required [schema_invalid]",
        "a.jsonl:5: error: not UTF-8 at byte 8; looks like windows-1251, use --encoding windows-1251 [encoding]",
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "error: a.png: not text (image/png) [not_text]"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00", "error: a.html: not text (image/png) [not_text]"),
        ("a.jsonl", b"PK\x03\x04\x00", "error: a.jsonl: not text (application/zip) [not_text]"),
        ("a.html", "<html>Привет, мир".encode("cp1251"),
         "error: a.html: not UTF-8 at byte 6; looks like windows-1251, use --encoding windows-1251 [encoding]"),
        ("a.json", '{"id": "Привет"}'.encode("cp1251"),
         "error: a.json: not UTF-8 at byte 8; looks like windows-1251, use --encoding windows-1251 [encoding]"),
        ("a.json", '{"id":', "a.json:1:7: error: not valid JSON: expecting value [json_invalid]"),
        ("a.json", "\ufeff{}", "a.json:1:1: error: starts with a byte order mark; JSON has none [json_invalid]"),
        ("a.json", '{"id": "a", "id": "b"}', 'error: a.json: key "id" given twice [json_duplicate_key]'),
        ("a.json", "", "error: a.json: is empty [empty]"),
        ("a.jsonl", "\n\n", "error: a.jsonl: holds no articles [empty]"),
        ("a.txt", "a" * 20_000 + "\x00", "error: a.txt: /body/value: U+0000 is not allowed [field_invalid]"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(name: str, data: str | bytes, said: str) -> None:
    assert refusals(read(write(name, data))) == [said]


def test_an_unknown_ending_is_no_guess() -> None:
    (said,) = refusals(read(write("a.doc", "Words.")))
    assert said.startswith("error: a.doc: ending '.doc' says nothing of the format")
    assert only(read("a.doc", reading=ArticleFiles(body_format="text"))).article.id == "a"


def test_what_is_not_there_or_may_not_be_read() -> None:
    assert refusals(read("missing.html")) == ["error: missing.html: no such file [file_not_found]"]
    write("a.txt", "Words.")
    assert refusals(read("a.txt/b.txt"))[0].startswith("error: a.txt/b.txt: ")


def test_a_folder_is_entered_only_when_asked() -> None:
    write("news/b.html", "<p>Two.")
    write("news/2021/a.txt", "One.")
    write("news/.git/c.txt", "No.")
    write("news/logo.png", b"\x89PNG")
    assert refusals(read("news/")) == ["error: news/: is a directory (use --recursive) [is_directory]"]
    items = read("news/", reading=ArticleFiles(recursive=True))
    assert [item.article.id for item in items if isinstance(item, Input)] == ["2021/a", "b"]
    assert not refusals(items)


def test_an_empty_folder_is_no_success() -> None:
    Path("news").mkdir()
    (said,) = refusals(read("news", reading=ArticleFiles(recursive=True)))
    assert said.startswith("error: news: holds no articles")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LINE, [("a1", "text")]),
        (f"{LINE}\n{LINE}\n", [("a1", "text"), ("a1", "text")]),
        (json.dumps(ARTICLE, indent=1), [("a1", "text")]),
        ("<p>Words.</p>", [("stdin", "html")]),
        ("<https://e.example/> Words.", [("stdin", "text")]),
        ("Words.", [("stdin", "text")]),
    ],
)
def test_standard_input_is_told_by_how_it_begins(data: str, expected: list[tuple[str, str]]) -> None:
    items = read("-", reading=ArticleFiles(stdin=io.BytesIO(data.encode())))
    assert [(item.article.id, item.article.body.format) for item in items if isinstance(item, Input)] == expected


def test_standard_input_is_what_the_caller_says() -> None:
    reading = ArticleFiles(body_format="markdown", stdin=io.BytesIO(b"{curly} *words*"))
    assert only(read("-", reading=reading)).article.body.value == "{curly} *words*"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text(max_size=40).map(lambda text: b"{" + text.encode("utf-8", "replace") + b"}"))
def test_whatever_comes_in_is_read_or_refused_in_words(data: bytes) -> None:
    items = read("-", reading=ArticleFiles(stdin=io.BytesIO(data)))
    assert items
    assert all(isinstance(item, Input) or item.problems for item in items)


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16"])
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_an_encoding_can_be_named(name: str, encoding: str) -> None:
    body = "Привет"
    text = body if name == "a.txt" else json.dumps({"id": "a", "body": {"format": "text", "value": body}},
                                                   ensure_ascii=False)
    path = write(name, text.encode(encoding))
    assert only(read(path, reading=ArticleFiles(encoding=encoding))).article.body.value == body


def test_no_file_is_read_without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE", 1000)
    assert refusals(read(write("a.txt", "a" * 1001))) == ["error: a.txt: is over 1000 bytes [too_large]"]
    assert only(read(write("b.txt", "a" * 1000))).article.id == "b"


def test_names_that_no_encoding_holds_are_written_out() -> None:
    path = os.fsdecode(b"caf\xe9.txt")
    Path(path).write_text("Words.")
    assert only(read(path)).article.id == "caf\\udce9"
