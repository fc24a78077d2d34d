"""Which addresses are called: none that is private, disguised, or stands for another."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.delivery.address import IP, CallbackRefused, Policy, allowed, endpoint, is_public
from annotations.delivery.post import PostFailed, post
from tests.delivery.receiver import Reply, listening
from tests.shared import shared_lines

PUBLIC = "93.184.215.14"
ANSWERS = {
    "302 to http://127.0.0.1/: not followed": Reply(302, {"Location": "http://127.0.0.1/"}),
    "endless body: read at most 64 KiB": Reply(way="flood"),
}
"""Rows of the suite in which the address is good, and the answer of the server there is not."""
BOTH = Policy(frozenset({"http", "https"}))
HTTPS = Policy()


def judged(url: str, *answers: str, policy: Policy = BOTH) -> tuple[IP, ...]:
    """What would be connected to, if the name server answered so."""
    place = endpoint(url, policy)
    return allowed([ip_address(answer) for answer in answers or [PUBLIC]], place, policy)


def never_asked(host: str, port: int, timeout_s: float) -> Sequence[IP]:
    raise OSError(f"{host} is not known here")


def resolver(host: str, port: int, timeout_s: float) -> Sequence[IP]:
    """A name server for the shared suite: every name that is not this machine is in public."""
    return [ip_address("127.0.0.1" if host == "localhost" or host.endswith(".localhost") else PUBLIC)]


def rows(expected: str) -> list[dict[str, Any]]:
    """Rows about addresses. Those about what a server answers are in ``test_answers_of_the_suite``."""
    listed = [row for row in shared_lines("suites/ssrf_urls.jsonl") if row["expect"] == expected]
    return [row for row in listed if row["why"] not in ANSWERS]


def test_every_address_of_the_suite_that_must_be_refused_is_not_called() -> None:
    called = []
    for row in rows("refuse"):
        for policy in (BOTH, HTTPS):
            try:
                post(row["url"], b"{}", {}, policy=policy, resolve=resolver, deadline_s=2)
            except PostFailed as error:
                if error.code == "callback_refused":
                    continue
            called.append(row)
    assert called == []


def came_of(url: str, policy: Policy) -> str:
    """The status of the answer, or the code of the failure."""
    try:
        return str(post(url, b"{}", {}, policy=policy, resolve=lambda *asked: [ip_address("127.0.0.1")]).status)
    except PostFailed as error:
        return error.code


def test_answers_of_the_suite_that_must_be_refused_are_no_delivery() -> None:
    listed = {row["why"]: row for row in shared_lines("suites/ssrf_urls.jsonl")}
    for why, reply in ANSWERS.items():
        host = endpoint(listed[why]["url"], HTTPS).host
        with listening() as server:
            server.answers = lambda request, reply=reply: reply  # type: ignore[misc]
            here = Policy(frozenset({"http"}), frozenset({f"{host}:{server.port}"}))
            url = f"http://{host}:{server.port}/"
            assert came_of(url, here) in {"302", "answer_too_long"}
            assert len(server.requests) == 1


def test_every_address_of_the_suite_that_is_allowed_is_connected_to_just_there() -> None:
    for row in rows("allow"):
        place = endpoint(row["url"], HTTPS)
        addresses = resolver(place.host, place.port, 1)
        assert allowed(addresses, place, HTTPS) == (ip_address(PUBLIC),)
        if "xn--" in row["why"]:
            assert place.host == row["why"].rpartition(" ")[2]


def test_what_the_url_standard_refuses_is_refused_and_what_is_called_is_read_as_it_says() -> None:
    called = 0
    for row in (row for row in shared_lines("suites/url_urltestdata.jsonl") if "input" in row):
        try:
            place = endpoint(row["input"], BOTH)
        except CallbackRefused:
            continue
        called += 1
        assert not row.get("failure"), row
        if not row.get("base"):
            assert place.href == row["href"]
            assert place.path == row["pathname"] + row["search"]
    assert called > 20


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.org/desk?token=1", "https://hooks.example.org:8443/", "http://example.org:8080/",
        "HTTPS://EXAMPLE.ORG/", "https://example.org./", "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
        "https://93.184.215.14/", "https://xn--e1afmkfd.xn--p1ai/",
    ],
)  # fmt: skip
def test_a_public_address_is_called(url: str) -> None:
    place = endpoint(url, BOTH)
    assert judged(url)
    assert not place.host.endswith(".")


@pytest.mark.parametrize(
    "answer",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.192",
        "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.19.0.1", "192.88.99.1", "224.0.0.1", "239.255.255.255",
        "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:0:7f00:1::", "100::1",
        "2001:db8::1", "2001:10::1", "2001:20::1", "2001:2::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fec0::1", "ff02::1", "4000::1",
    ],
)  # fmt: skip
def test_a_name_that_leads_to_a_special_address_is_refused(answer: str) -> None:
    assert not is_public(ip_address(answer))
    for answers in ([answer], [PUBLIC, answer]):
        with pytest.raises(CallbackRefused, match=r"^Address is not public\.$"):
            judged("https://hooks.example.org/", *answers)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://2130706433/", "not public"), ("http://0177.0.0.1/", "not public"), ("http://0x7f.1/", "not public"),
        ("http://[::]/", "not public"), ("http://[0:0:0:0:0:ffff:7f00:1]/", "not public"),
        ("http://[fe80::1%25eth0]/", "stand for others"), ("http://127.0.0.1./", "not public"),
        ("http://127。0。0。1/", "stand for others"), ("http://１２７.0.0.1/", "stand for others"),
        ("http://127%2e0.0.1/", "stand for others"), ("http://localhost/", "not public"),
        ("http://LOCALHOST/", "not public"), ("http://desk.localhost/", "not public"), ("http://desk/", "not public"),
        ("http://metadata.google.internal/", "not public"), ("http://printer.local/", "not public"),
        ("http://user:password@example.org/", "Credentials"), ("http://@example.org/", "Credentials"),
        ("http://a@b@example.org/", "Credentials"), ("http://example.org:22/", "Port 22"),
        ("http://example.org:6379/", "Port 6379"), ("http://example.org:99999/", "no http or https"),
        ("http://exa\u200dmple.org/", "stand for others"), ("http://example.org\u2028/", "no http"),
        ("http://example.org/\tx", "Spaces"), (" http://example.org/", "Spaces"), ("http:/example.org/", "no http"),
        ("https:example.org", "no http"), ("http:///", "no http"), ("http://", "no http"), ("", "no http"),
        ("gopher://example.org/", "no http"), ("data:text/plain,x", "no http"), ("http://exa mple.org/", "Spaces"),
        ("https://example.org/" + "a" * 2048, "at most 2048"), ("http://1.1.1.1 &@2.2.2.2#@3.3.3.3/", "Spaces"),
        ("http://127.0.0.1:80\\@example.org/", "Spaces"), ("http://[::1/", "no http"), ("http://1.2.3.4.5/", "no http"),
    ],
)  # fmt: skip
def test_an_address_that_hides_where_it_leads_is_refused_before_any_look_up(url: str, why: str) -> None:
    with pytest.raises(PostFailed) as refused:
        post(url, b"{}", {}, policy=BOTH, resolve=never_asked, deadline_s=2)
    assert refused.value.code == "callback_refused"
    assert why in refused.value.detail


def test_plain_http_is_refused_unless_the_project_allows_it() -> None:
    with pytest.raises(CallbackRefused, match="http are not called"):
        endpoint("http://example.org/", HTTPS)


def test_a_place_that_the_project_names_may_be_private() -> None:
    named = Policy(frozenset({"http"}), frozenset({"cms", "10.0.0.7:9000", "[fd00::7]:9000"}))
    assert judged("http://cms/hook", "10.0.0.5", policy=named) == (ip_address("10.0.0.5"),)
    assert endpoint("http://10.0.0.7:9000/", named).authority == "10.0.0.7:9000"
    assert endpoint("http://[fd00::7]:9000/", named).authority == "[fd00::7]:9000"
    for url in ("http://10.0.0.7/", "http://10.0.0.7:9001/", "http://cms:9000/", "http://cms2/"):
        with pytest.raises(CallbackRefused):
            endpoint(url, named)


@given(st.text(max_size=60) | st.builds("http://{}".format, st.text(max_size=40)))
def test_whatever_is_given_is_judged_without_an_accident(url: str) -> None:
    try:
        place = endpoint(url, BOTH)
    except CallbackRefused:
        return
    assert place.host.isascii()
    assert place.path.isascii()
    assert not any(letter.isspace() for letter in place.path + place.host)
    assert place.scheme in {"http", "https"}


@given(st.ip_addresses(v=6, network="64:ff9b::/96") | st.ip_addresses(v=6, network="2002::/16") | st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_addresses_that_stand_for_others_are_never_public(address: IP) -> None:
    assert not is_public(address)
