"""The page about sources tells of the terms that come with the product what their records say."""

from __future__ import annotations

import re

from annotations.rulebook.load import PACKS, load_pack
from tests.docs.pages import ROOT, tables

ROWS = tables(ROOT / "docs" / "sources.md")["Terms that come with the product"]


def test_the_table_of_terms_is_that_of_the_pack() -> None:
    told = {id: row for row in ROWS for id in re.findall(r"`([^`]+)`", row["id"])}
    brought = {source.id: source for source in load_pack(PACKS / "attribution").sources}
    assert told.keys() == brought.keys()
    for id, source in brought.items():
        row = told[id]
        assert row["link"] == f"`{source.link}`"
        assert row["licence"] == (source.licence or "")
        assert row["enabled"].startswith("yes" if source.enabled else "no: ")
        if source.link != "none":
            assert re.findall(r"`([^`]+)`", row["where"]) == list(source.link_placement)
