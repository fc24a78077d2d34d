"""The documentation of rules, and that the pages in the repository are those of the shipped rules."""

from __future__ import annotations

from pathlib import Path

from annotations.engine.rulebook import Pack
from annotations.rulebook.load import load_pack, load_packs
from annotations.rulebook.pages import INDEX, MARK, outdated_pages, page, pages, write_pages
from tests.rulebook.examples import PACK, changed, written

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"


def pack(folder: Path, text: str = PACK) -> Pack:
    return load_pack(written(folder, text))


def test_the_pages_of_the_shipped_rules_are_up_to_date() -> None:
    assert outdated_pages(pages(load_packs()), DOCS) == [], "run: manage.py annotations rules docs"


def test_a_page_tells_what_why_since_when_and_how_to_put_it_right(tmp_path: Path) -> None:
    house = pack(tmp_path)
    text = page(house.rules[0], house)
    for part in (
        "# house.banned.notice\n", "A banned organisation is named without a notice", "## Why\n\nThe law asks for it.",
        "| pack | house 2026.11, dates in Europe/Moscow |", "| in force | from 2021-07-01 to 2028-12-01 |",
        "law: Law on Mass Media 2124-1 art. 4, [source](https://example.org/law), reviewed on 2026-11-22",
        "the status `terrorist` or `extremist`, which counts from the day it came into force",
        "Articles addressed to `RU` or `NO`, in the language `ru` or `en`.",
        "A notice that says the ban or the liquidation; anywhere a reader sees it; in the language of the article.",
        "## Example that fails\n\nPublished 2021-08-15, addressed to RU. Outcome: `missing`.",
        "```text\nThe Grey Wing took the town.\n```", "## Example put right", "```text\nNothing happened.\n```",
        "| en | line | plural | *{names} are banned in Russia. |",
    ):
        assert part in text


def test_a_rule_that_is_off_says_why(tmp_path: Path) -> None:
    house = pack(tmp_path, changed(("    why:", "    enabled: false\n    note: Adoption is not confirmed.\n    why:")))
    assert "| enabled | no: Adoption is not confirmed. |" in page(house.rules[0], house)


def test_a_fence_is_longer_than_those_of_the_example(tmp_path: Path) -> None:
    house = pack(tmp_path, changed(("The Grey Wing took the town.", '"```\\nThe Grey Wing\\n```"')))
    assert "````text\n```\nThe Grey Wing\n```\n````" in page(house.rules[0], house)


def test_the_index_names_every_rule(tmp_path: Path) -> None:
    index = pages([pack(tmp_path)])[INDEX]
    link = "[house.banned.notice](house.banned.notice.md)"
    row = f"| {link} | house | designation | error | A banned organisation is named without a notice |"
    assert any(line.startswith(row) and line.endswith("to 2028-12-01 | yes |") for line in index.splitlines())


def test_pages_of_rules_that_are_gone_are_taken_away_and_nothing_else(tmp_path: Path) -> None:
    written_pages = pages([pack(tmp_path)])
    folder = tmp_path / "docs"
    write_pages(written_pages, folder)
    (folder / "house.gone.md").write_text(f"{MARK}\n\n# house.gone\n")
    (folder / "notes.md").write_text("# Written by hand\n")
    (folder / INDEX).write_text("changed")
    assert outdated_pages(written_pages, folder) == [INDEX, "house.gone.md"]
    write_pages(written_pages, folder)
    assert outdated_pages(written_pages, folder) == []
    assert sorted(path.name for path in folder.iterdir()) == [INDEX, "house.banned.notice.md", "notes.md"]
