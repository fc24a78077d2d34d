"""For any input: no error, true offsets, the same answer twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.document.limits import DocumentTooComplex
from tests.engine.document.reading import check, read, untrue_offsets

HTML = st.sampled_from(
    ["Талибан", " ", "\n", "*", "&shy;", "&nbsp;", "&amp;", "&", "&#8203;", "\u00ad", "e\u0301", "\U0001f469\u200d\U0001f4bb",
     "<p>", "</p>", "<b>", "</b>", "<i hidden>", "</i>", "<a href=x>", "</a>", "<div style='display:none'>", "</div>",
     "<table>", "<tr>", "<td>", "</table>", "<ul><li>", "</ul>", "<br>", "<img src=a alt='<'>", "<!--", "-->", "<svg>",
     "</svg>", "<title>", "</title>", "<s>", "</s>", "<details>", "<summary>", "<select>", "<option>", "<script>",
     "</script>", "<style>b{display:none}</style>", "<pre>", "<noscript>", "</noscript>", "<template>", "<", "</", "<p title='"]
)  # fmt: skip
MARKDOWN = st.sampled_from(
    ["Талибан", "слово ", "\n", "\n\n", "\r\n", "    ", "\t", "> ", "- ", "* ", "1. ", "# ", "*", "**", "_", "`", "``", "~~",
     "[", "](x)", "]", "![", "[^1]", "\n[^1]: ", "\n[r]: /u\n", "|", "\n|-|-|\n", "\n---\n", "\n===\n", "\n```\n", "\\", "&amp;",
     "<b>", "</b>", "<div hidden>", "</div>", "<!--", "-->", "<https://x.example>", "  \n", "\\\n", "\u00ad", "\u200b"]
)  # fmt: skip
TEXT = st.sampled_from(
    ["Талибан", " ", "\n", "\n\n", "\r\n", "*", "**", "__", "(", ")", "«", "»", "* ", "- ", "1) ", ".", "https://x.example/a",
     "www.x.example", "<", ">", "\u00ad", "\u2028", "\ufeff", "\u202e"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(HTML, max_size=25).map("".join))
def test_html(value: str) -> None:
    check(read(value))


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKDOWN, max_size=20).map("".join))
def test_markdown(value: str) -> None:
    check(read(value, "markdown"))


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXT, max_size=20).map("".join))
def test_text(value: str) -> None:
    check(read(value, "text"))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_any_text_in_any_format(value: str) -> None:
    for body_format in ("html", "markdown", "text"):
        document = read(value, body_format, headline=value, template_text=value)
        assert untrue_offsets(document) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(HTML, max_size=25).map("".join))
def test_reading_twice_gives_the_same(value: str) -> None:
    first, second = read(value), read(value)
    assert (first.text, first.blocks, first.links) == (second.text, second.blocks, second.links)
    assert first.source_starts.tolist() == second.source_starts.tolist()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["<b>", "<p>", "<i id=a>", "</b>", "</p>", "<table>", "<td>"]), max_size=400).map("".join)
)
def test_deep_markup_is_read_or_refused(value: str) -> None:
    try:
        document = read(value + "x")
    except DocumentTooComplex:
        return
    check(document)
