"""Whose a web address is: hosts, hosts below them, parts of hosts that many share."""

import pytest

from annotations.engine.attribution.leads import Way, leads
from annotations.engine.attribution.urls import parse
from annotations.engine.hosts import HostIndex
from annotations.engine.register import Entity


def entity(key: str, *hosts: str) -> Entity:
    return Entity.model_validate(
        {"id": key, "schema": "Organization", "names": [{"value": key}], "hosts": hosts}, strict=False
    )


INDEX = HostIndex.of([
    entity("herald", "herald.example"), entity("channel", "t.example/herald"), entity("почта", "почта.example"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("url", "owners"),
    [
        ("https://herald.example/a", ("herald",)),
        ("http://WWW.Herald.example", ("herald",)),
        ("https://ru.m.herald.example:8443/a?b=c", ("herald",)),
        ("https://t.example/herald/7", ("channel",)),
        ("https://t.example/herald", ("channel",)),
        ("https://xn--80a1acny.example/", ("почта",)),
        ("https://t.example/heralds", ()),
        ("https://t.example/", ()),
        ("https://notherald.example/", ()),
        ("https://herald.example.org/", ()),
    ],
)
def test_an_address_has_its_owner(url: str, owners: tuple[str, ...]) -> None:
    address = parse(url)
    assert address is not None
    assert INDEX.owners_of(address) == owners
    assert HostIndex().owners_of(address) == ()


@pytest.mark.parametrize(
    ("url", "way", "target"),
    [
        ("https://a.example/go?url=https%3A%2F%2Fherald.example%2F7", Way.REDIRECT, "https://herald.example/7"),
        ("https://archive.example/2024/https://www.herald.example/7", Way.COPY, "https://herald.example/7"),
        ("https://www-herald-example.translate.goog/7", Way.COPY, "https://herald.example/7"),
        ("https://the--herald-example.cdn.ampproject.org/7", Way.COPY, "https://the-herald.example/7"),
    ],
)
def test_where_an_address_leads_beside_itself(url: str, way: Way, target: str) -> None:
    address = parse(url)
    assert address is not None
    first, second = leads(address)
    assert (first, second[0], str(second[1])) == ((Way.DIRECT, address), way, target)


@pytest.mark.parametrize("url", ["https://a.example/share?url=https%3A%2F%2Fherald.example", "https://a.example/?x=herald.example"])
def test_what_only_names_another_address_leads_to_itself_alone(url: str) -> None:
    address = parse(url)
    assert address is not None
    assert [way for way, _ in leads(address)] == [Way.DIRECT]
