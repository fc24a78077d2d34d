"""Rules about the house's own ties: who is tied, what discloses it, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.engine.register import Entity
from annotations.engine.ties import Ties
from tests.engine.newsroom import checked

HERE = {"url": "https://www.valley-ledger.example/a", "language": "en", "jurisdictions": ()}
NEWS = "Kestrel Ferries has bought two boats."


def owed(text: str, **more: Any) -> dict[str, str]:
    report = checked(text, **{**HERE, **more})
    return {row.subject: row.outcome.value for row in report.requirements if row.family == "ownership"}


@pytest.mark.parametrize(
    "said",
    ["(Mira Okonski owns the Valley Ledger.)", "Disclosure: Kestrel Ferries and this newspaper have the same owner.",
     "Mira Okonski, its founder, is the proprietor of the Valley Ledger.",
     "The Valley Ledger's parent company also owns Kestrel Ferries."],
)  # fmt: skip
def test_what_discloses_the_tie(said: str) -> None:
    assert owed(f"{NEWS} {said}") == {"kestrel-ferries": "satisfied"}


@pytest.mark.parametrize(
    "said", ["The boats are owned by a bank.", "Kestrel Ferries is owned by Mira Okonski.", "The Valley Ledger asked why."]
)
def test_what_does_not(said: str) -> None:
    assert owed(f"{NEWS} {said}")["kestrel-ferries"] == "missing"


def test_nobody_is_owed_anything_elsewhere_or_for_the_house_itself() -> None:
    assert owed(NEWS, url="https://other.example/a") == {}
    assert owed("The Valley Ledger is ninety.") == {}


def test_hidden_words_disclose_nothing() -> None:
    hidden = f"<p>{NEWS}</p><p hidden>Mira Okonski owns the Valley Ledger.</p>"
    assert owed(hidden, format="html") == {"kestrel-ferries": "hidden"}


def entity(name: str, *owners: str, hosts: tuple[str, ...] = ()) -> Entity:
    relations = [{"type": "owned_by", "to": owner} for owner in owners]
    row = {"id": name, "schema": "Company", "names": [{"value": name}], "relations": relations, "hosts": hosts}
    return Entity.model_validate(row, strict=False)


def test_ties_go_up_to_owners_and_down_to_what_they_own_and_no_further() -> None:
    graph = [entity("paper", "holding", hosts=("paper.example",)), entity("holding", "family"), entity("family"),
             entity("mill", "family"), entity("shop", "mill", "stranger"), entity("stranger"), entity("bank", "stranger")]  # fmt: skip
    ties = Ties({each.id: each for each in graph})
    assert ties.house_of("http://www.paper.example/x", None) == graph[0]
    assert set(ties.tied_to("paper", ("owns", "owned_by"))) == {"holding", "family", "mill", "shop"}


def test_owners_in_a_circle_are_no_trouble() -> None:
    graph = [entity("a", "b"), entity("b", "a"), entity("c", "a")]
    assert set(Ties({each.id: each for each in graph}).tied_to("a", ("owns", "owned_by"))) == {"b", "c"}
