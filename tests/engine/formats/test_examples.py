"""``docs/formats.md`` shows what the formats print."""

from annotations.engine.formats.registry import FORMATS
from tests.engine.formats.examples import PAGE, shown_in, with_examples


def test_every_format_has_its_example_in_the_docs() -> None:
    assert shown_in(PAGE.read_text(encoding="utf-8")) == list(FORMATS)


def test_the_examples_are_what_the_formats_print() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_examples(page), "run python -m tests.engine.formats.examples"
