"""What each publishing system sends becomes the Article it is; what harms, or is wrong, is refused with its place."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.webhooks import adapters
from annotations.webhooks.adapters.adapter import PUBLISHED, WITHDRAWN, Adapter, Ignored, Submission
from annotations.webhooks.adapters.registry import NAMES, adapter_named
from annotations.webhooks.adapters.registry import adapters as all_adapters
from annotations.webhooks.reading import article_of, submission_of, withdrawn_id
from annotations.webhooks.refusal import Refusal
from tests.engine.newsroom import NOW, desk
from tests.shared import shared_lines

SAMPLES = sorted(Path(adapters.__file__).parent.glob("*/samples/*"))
TEXT = "Varkesh took the road on Monday, witnesses said."
FULL = os.environ.get("ANNOTATIONS_FULL") == "1"
READING = [adapter for adapter in all_adapters() if adapter.name not in ("record", "feed")]


def sample(name: str) -> bytes:
    return next(path for path in SAMPLES if path.name == name).read_bytes()


def read(adapter: str, body: bytes, **headers: str) -> Submission | Ignored:
    found = adapter_named(adapter)
    assert found is not None
    return submission_of(body, found, headers)


def article(adapter: str, body: bytes) -> Article:
    submission = read(adapter, body)
    assert isinstance(submission, Submission)
    return article_of(submission)


def test_every_adapter_has_a_sample_of_what_its_system_sends() -> None:
    assert {path.parent.parent.name for path in SAMPLES} == set(NAMES)


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.stem not in ("post_deleted", "anything")], ids=lambda path: path.name)
def test_a_sample_is_mapped(path: Path) -> None:
    found = article(path.parent.parent.name, path.read_bytes())
    assert TEXT in found.body.value
    assert found.headline is not None
    assert found.headline.startswith("Road closed near the lake")
    assert found.id
    assert found.published is not None
    assert found.dated is not None


def test_ghosts_post() -> None:
    found = article("ghost", sample("post_published.json"))
    assert (found.id, found.body.format, found.byline) == ("6465f2a1c3b1d2001e8f7a11", "html", "Mira Holt")
    assert (found.url, found.tags, found.section) == ("https://blog.example/road-closed/", ("Traffic",), "Traffic")
    assert (found.images[0].caption, found.images[0].alt) == ("The road at noon. Photo: Jon Aske", "A road with a barrier")


@pytest.mark.parametrize(
    ("event", "current", "previous", "kind"),
    [
        ("post.published", {"status": "published"}, {"status": "draft"}, "published"),
        (None, {"status": "published"}, {"status": "draft"}, "published"),
        ("post.published.edited", {"status": "published"}, {}, "published"),
        ("post.unpublished", {"status": "draft"}, {"status": "published"}, "withdrawn"),
        (None, {"status": "draft"}, {"status": "published"}, "withdrawn"),
        ("post.edited", {"status": "draft"}, {"status": "draft"}, "submitted"),
        ("post.scheduled", {"status": "scheduled"}, {}, "submitted"),
    ],
)
def test_what_ghost_tells(event: str | None, current: dict[str, Any], previous: dict[str, Any], kind: str) -> None:
    for what in ("post", "page"):
        said = {"event": event.replace("post", what)} if event else {}
        payload = {**said, what: {"current": {"id": "1", "html": "<p>a</p>"} | current, "previous": previous}}
        submission = read("ghost", json.dumps(payload).encode())
        assert isinstance(submission, Submission)
        assert submission.kind == kind


def test_a_deleted_post_of_ghost_is_withdrawn_by_its_id() -> None:
    submission = read("ghost", sample("post_deleted.json"))
    assert isinstance(submission, Submission)
    assert withdrawn_id(submission) == ("6465f2a1c3b1d2001e8f7a11", None)


def test_other_events_of_ghost_are_ignored() -> None:
    assert isinstance(read("ghost", b'{"event": "member.added", "member": {}}'), Ignored)
    assert isinstance(read("ghost", b'{"event": "site.changed"}'), Ignored)


def test_superdesks_item() -> None:
    found = article("superdesk", sample("http_push.json"))
    assert (found.revision, found.modified) == (3, "2023-05-18T09:30:00+00:00")
    assert found.source is not None
    assert (found.source.name, found.section, found.genre) == ("Meridian", "International", "Article (news)")
    assert (found.ed_note, found.usage_terms) == ("Second write-through", "No use after 30 days.")
    assert (found.images[0].credit, found.images[0].src) == ("Jon Aske", "https://media.desk.example/road.jpg")


@pytest.mark.parametrize(("status", "kind"), [("usable", "published"), ("canceled", "withdrawn"), ("withheld", "submitted")])
@pytest.mark.parametrize("adapter", ["superdesk", "ninjs"])
def test_a_kill_is_a_withdrawal(adapter: str, status: str, kind: str) -> None:
    key = "guid" if adapter == "superdesk" else "uri"
    submission = read(adapter, json.dumps({key: "a", "type": "text", "pubstatus": status}).encode())
    assert isinstance(submission, Submission)
    assert submission.kind == kind


def test_wordpress_as_its_api_writes_it() -> None:
    found = article("wordpress", sample("rest_post.json"))
    assert (found.id, found.headline) == ("412", "Road closed near the lake – again")
    assert (found.published, found.deck) == ("2023-05-18T09:30:00Z", "The road has been closed since Monday.")
    assert (found.byline, found.images[0].alt) == ("Mira Holt", "A road with a barrier")


def test_wordpress_as_wp_webhooks_sends_it() -> None:
    found = article("wordpress", sample("post_create.json"))
    assert (found.id, found.url) == ("412", "https://news.example/2023/05/road-closed/")
    assert (found.published, found.section, found.tags) == ("2023-05-18T09:30:00Z", "World", ("Traffic",))


def test_what_wp_webhooks_sends_from_the_trash_or_without_a_post_is_withdrawn() -> None:
    in_trash = sample("post_create.json").replace(b'"post_status": "publish"', b'"post_status": "trash"')
    for body in (in_trash, b'{"post_id": 412}', b'{"post_id": "412", "post": null, "post_meta": []}'):
        submission = read("wordpress", body)
        assert isinstance(submission, Submission)
        assert withdrawn_id(submission) == ("412", None)


@pytest.mark.parametrize("name", ["post_delete", "post_trash", "post_create"])
def test_a_header_that_nobody_signs_makes_no_withdrawal_of_a_post(name: str) -> None:
    submission = read("wordpress", sample("post_create.json"), **{"X-WP-Webhook-Name": name})
    assert isinstance(submission, Submission)
    assert submission.kind == PUBLISHED


@pytest.mark.parametrize(("status", "kind"), [("publish", "published"), ("trash", "withdrawn"), ("future", "submitted"), ("draft", "submitted")])
def test_what_states_of_wordpress_mean(status: str, kind: str) -> None:
    rest = {"id": 1, "status": status, "content": {"rendered": "a"}}
    trigger = {"post_id": 1, "post": {"post_status": status, "post_content": "a", "post_date_gmt": "0000-00-00 00:00:00"}}
    for payload in (rest, trigger):
        submission = read("wordpress", json.dumps(payload).encode())
        assert isinstance(submission, Submission)
        assert submission.kind == kind
        if withdrawn_id(submission) is None:
            assert article_of(submission).published is None


def test_schema_org() -> None:
    found = article("schema_org", sample("news_article.json"))
    assert (found.id, found.byline) == ("https://news.example/road#article", "Mira Holt, Jon Aske")
    assert (found.original_url, found.paid_by) == ("https://wire.meridian.example/road", "Lakeside Tourism")
    assert (found.canonical_url, found.tags) == ("https://news.example/road", ("traffic", "conflict"))
    assert found.source is not None
    assert found.source.name == "Meridian"
    assert found.images[0].credit == "Jon Aske"


def test_schema_org_as_published_examples_have_it() -> None:
    found = {}
    for row in shared_lines("suites/schemaorg_newsarticle.jsonl"):
        text = row["JSON"].partition(">")[2].rpartition("</script>")[0]
        node = json.loads(text)
        mapped = article("schema_org", text.encode())
        assert mapped.url == node["url"]
        assert mapped.published == node["datePublished"]
        found[row["types"]] = mapped
    assert found["#eg-0245 NewsArticle"].body.value.startswith("Director Comey says")
    assert len(found["#eg-0245 NewsArticle"].images) == 11
    corrected = next(mapped for types, mapped in found.items() if "correction" in types)
    assert corrected.corrected_at == "2018-01-23"


def test_ninjs_of_both_kinds() -> None:
    old, new = article("ninjs", sample("ninjs_1_6.json")), article("ninjs", sample("ninjs_3_1.json"))
    for found in (old, new):
        assert (found.body.format, found.revision, found.byline) == ("html", 3, "Mira Holt")
        assert found.source is not None
        assert found.source.name == "Meridian"
        assert (found.images[0].src, found.images[0].credit) == ("https://media.meridian.example/road.jpg", "Jon Aske")
    assert old.ai is None
    assert new.ai is not None
    assert new.ai.generated


JUDGED = ("1.3", "1.6", "2.2", "3.1")


def ninjs_rows(expect: str) -> Iterator[dict[str, Any]]:
    return (row for row in shared_lines("suites/ninjs_samples.jsonl") if row["version"] in JUDGED and row["expect"] == expect)


def test_valid_ninjs_is_mapped() -> None:
    mapped = 0
    for row in ninjs_rows("valid"):
        value = json.loads(row["raw"])
        submission = read("ninjs", row["raw"].encode())
        if isinstance(submission, Ignored):
            assert value["type"] == "event", row["_id"]
            continue
        found = article_of(submission)
        mapped += 1
        headlines = [value.get("headline"), *(text for key, text in value.items() if key.startswith("headline_"))]
        headlines += [each["value"] for each in value.get("headlines", [])]
        assert found.headline in ([text for text in headlines if text] or [None]), row["_id"]
        bodies = [text for key, text in value.items() if key.startswith("body_")]
        bodies += [each["value"] for each in value.get("bodies", [])]
        assert found.body.value in (bodies or [""]), row["_id"]
        assert found.byline == value.get("byline", value.get("by")), row["_id"]
        assert found.id == value["uri"]
    assert mapped >= 30


def test_invalid_ninjs_is_refused_with_a_pointer() -> None:
    for row in ninjs_rows("invalid"):
        with pytest.raises(Refusal) as refused:
            article("ninjs", row["raw"].encode())
        if refused.value.code == "json_invalid":
            continue
        assert refused.value.status == 422, row["_id"]
        assert all(problem.pointer.startswith("/") for problem in refused.value.errors), row["_id"]


def test_ninjs_of_any_version_is_read_and_checked_or_refused() -> None:
    checked = 0
    for row in shared_lines("suites/ninjs_samples.jsonl"):
        try:
            submission = read("ninjs", row["raw"].encode("utf-8", "surrogatepass"))
            found = article_of(submission) if isinstance(submission, Submission) else None
        except Refusal as refused:
            assert refused.status in (400, 422)  # noqa: PT017
            continue
        checked += found is not None and check(found, desk(), now=NOW, fixes=False).digest.startswith("sha256:")
    assert checked > 150


def test_rss_and_atom() -> None:
    rss, atom = article("feed", sample("rss_item.xml")), article("feed", sample("atom_entry.xml"))
    assert (rss.id, rss.published, rss.language) == ("news-4711", "2023-05-18T12:30:00+03:00", "en-us")
    assert (atom.id, atom.modified, atom.language) == ("tag:news.example,2023:4711", "2023-05-18T10:00:00Z", "en")
    assert atom.body.value.strip() == f"<div><p>{TEXT}</p></div>"
    for found in (rss, atom):
        assert (found.url, found.byline, found.tags) == ("https://news.example/road", "Mira Holt", ("Traffic",))
        assert found.source is not None
        assert found.source.name == "Meridian"


def test_a_deleted_entry_is_withdrawn() -> None:
    gone = b'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:a" when="2023-05-18T09:30:00Z"/>'
    submission = read("feed", gone)
    assert isinstance(submission, Submission)
    assert (submission.kind, withdrawn_id(submission)) == (WITHDRAWN, ("tag:a", None))
    assert submission.said_at == "2023-05-18T09:30:00Z"


def test_two_items_in_one_request_are_refused() -> None:
    with pytest.raises(Refusal, match="send one item"):
        read("feed", b"<rss><channel><item/><item/></channel></rss>")


def test_attacks_by_xml_are_refused_and_plain_xml_is_not() -> None:
    for row in shared_lines("suites/xml_attacks.jsonl"):
        body = row["raw"].encode()
        if row["expect"] == "reject":
            with pytest.raises(Refusal) as refused:
                read("feed", body)
            assert refused.value.code == "xml_invalid"
        else:
            assert isinstance(read("feed", body), Ignored)


@pytest.mark.parametrize(
    "body", [b"", b"<", b"<a>" * 100_000, b"<a/>\x00", b"\xff<a/>", b'<?xml version="1.0" encoding="utf-16"?><a/>', b"<item/>", b"plain"],
    ids=repr,
)  # fmt: skip
def test_xml_that_is_wrong_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal):
        read("feed", body)


class TestHostile:
    """What every adapter of a system that sends JSON must stand."""

    @pytest.fixture(params=READING, ids=lambda adapter: adapter.name)
    def adapter(self, request: pytest.FixtureRequest) -> Adapter:
        found: Adapter = request.param
        return found

    @pytest.fixture
    def payloads(self, adapter: Adapter) -> list[Any]:
        paths = [path for path in SAMPLES if path.parent.parent.name == adapter.name]
        return [json.loads(path.read_bytes()) for path in paths]

    def stands(self, adapter: Adapter, payload: Any) -> str:
        """What comes of a payload: a word, or the refusal's code. Anything else is an error of the adapter."""
        body = json.dumps(payload).encode()
        try:
            submission = submission_of(body, adapter, {})
            if isinstance(submission, Ignored):
                return "ignored"
            if withdrawn_id(submission) is None:
                article_of(submission)
        except Refusal as refused:
            assert refused.status in (400, 422)  # noqa: PT017
            assert all(row.pointer == "" or row.pointer.startswith("/") for row in refused.errors)  # noqa: PT017
            return refused.code
        return str(submission.kind)

    @pytest.mark.parametrize("payload", [{}, {"id": None}, {"data": None}, {"post": []}, {"@type": "NewsArticle"}, {"type": "text"}], ids=str)
    def test_a_payload_of_nothing_makes_no_article(self, adapter: Adapter, payload: Any) -> None:
        assert self.stands(adapter, payload) in ("ignored", "schema_invalid", "field_invalid")

    def test_every_value_may_be_of_every_other_type(self, adapter: Adapter, payloads: list[Any]) -> None:
        others: list[Any] = [None, True, 0, -1, 1.5, "", "x", "x" * 3000, [], [None], [[]], {}, {"": {}}, {"x": []}]
        for payload in payloads:
            for path in paths_in(payload):
                for other in others:
                    self.stands(adapter, replaced(payload, path, other))

    def test_every_key_may_be_missing(self, adapter: Adapter, payloads: list[Any]) -> None:
        for payload in payloads:
            for path in paths_in(payload):
                self.stands(adapter, removed(payload, path))

    def test_a_problem_is_told_where_the_sender_wrote_it(self, adapter: Adapter, payloads: list[Any]) -> None:
        """Each text of a sample in turn is one that no Article takes, if it becomes an address or a date."""
        for payload in payloads:
            for path in paths_in(payload):
                bad = replaced(payload, path, {"a": {"b": 7}})
                body = json.dumps(bad).encode()
                try:
                    submission = submission_of(body, adapter, {})
                    if isinstance(submission, Submission) and withdrawn_id(submission) is None:
                        article_of(submission)
                except Refusal as refused:
                    stated = {pointer_of(path[:end]) for path in [*paths_in(payload), *paths_in(bad)] for end in range(len(path) + 1)}
                    required = {row.pointer for row in refused.errors if "required" in row.message}
                    assert {row.pointer for row in refused.errors} - required <= stated  # noqa: PT017

    def test_random_changes_never_fail_badly(self, adapter: Adapter, payloads: list[Any]) -> None:
        chance = random.Random(7)
        values: list[Any] = [None, 7, "\u202e", "<b>", "9" * 400, [1], {"a": 1}, "2021-13-45", "javascript:1", "http://[", 2**62]
        for payload in payloads:
            paths = list(paths_in(payload))
            for _ in range(300):
                changed = payload
                for path in chance.sample(paths, min(3, len(paths))):
                    try:
                        changed = replaced(changed, path, chance.choice(values))
                    except (KeyError, IndexError, TypeError):
                        continue  # An earlier change has taken the place away.
                self.stands(adapter, changed)

    @pytest.mark.parametrize("much", ["keys", "numbers", "objects", "text"])
    def test_a_mebibyte_of_anything_takes_no_more_than_its_share(self, adapter: Adapter, payloads: list[Any], much: str) -> None:
        flood: Any = {
            "keys": {f"unknown{n}": n for n in range(50_000)}, "numbers": [7] * 300_000, "objects": [{"a": 1}] * 90_000,
            "text": "<&" * 400_000,
        }[much]  # fmt: skip
        payload = payloads[0]
        for path in list(paths_in(payload))[:: 1 if FULL else 12]:
            started = time.process_time()
            self.stands(adapter, replaced(payload, path, flood))
            assert time.process_time() - started < 4, path
        if much == "keys":
            started = time.process_time()
            self.stands(adapter, payload | flood)
            assert time.process_time() - started < 4

    def test_naughty_strings_are_kept_as_they_are_or_refused(self, adapter: Adapter, payloads: list[Any]) -> None:
        strings = [row if isinstance(row, str) else row.get("s", row.get("string", "")) for row in shared_lines("suites/naughty_strings.jsonl")]
        payload = payloads[-1]
        for path in list(paths_in(payload)):
            if isinstance(at(payload, path), str):
                for text in strings[:: max(1, len(strings) // 60)]:
                    self.stands(adapter, replaced(payload, path, text))


def paths_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every value inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield (*path, key)
        yield from paths_in(child, (*path, key))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def replaced(value: Any, path: tuple[str | int, ...], other: Any) -> Any:
    copy = json.loads(json.dumps(value))
    at(copy, path[:-1])[path[-1]] = other
    return copy


def removed(value: Any, path: tuple[str | int, ...]) -> Any:
    copy = json.loads(json.dumps(value))
    del at(copy, path[:-1])[path[-1]]
    return copy


def pointer_of(path: tuple[str | int, ...]) -> str:
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


def test_kinds_are_what_the_desk_knows() -> None:
    assert {PUBLISHED, WITHDRAWN} == {"published", "withdrawn"}
