"""The inline markup of Markdown (CommonMark 6): a paragraph's lines in, a list of small nodes out.

The lines are read as one text, ``content``; ``Source`` knows where each of its characters stands in the value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from annotations.engine.document.markdown_emphasis import Run, pair, run_at
from annotations.engine.document.markdown_html import CLOSE_TAG, OPEN_TAG
from annotations.engine.document.markdown_lines import Line
from annotations.engine.document.markdown_links import ESCAPABLE, Definitions, link_tail
from annotations.engine.document.references import REFERENCE, decode

_SPECIAL = re.compile(r"[\\`*_~\[\]<&\n]")
_SAME = {sign: re.compile(re.escape(sign) + "+") for sign in "`*_~"}
_REFERENCE = re.compile(REFERENCE)
_TAG = re.compile(f"{OPEN_TAG}|{CLOSE_TAG}")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~-]++@[\w-]++(?:\.[\w-]++)++)>")
_ENDED: Final = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_MARKED_BEFORE = re.compile(r"[\w»”\"')\]]\Z")
_SPACED_BEFORE = re.compile(r"(?:[^\W\d]|[»”\"')\]]) \Z")


class Source:
    """Where the characters of lines that are joined by newlines stand in the value."""

    __slots__ = ("_after", "_firsts", "_starts", "content")

    def __init__(self, value: str, lines: list[Line]) -> None:
        self.content = "\n".join([value[line.start : line.end] for line in lines])
        self._starts = [line.start for line in lines]
        self._after = [line.after for line in lines]
        self._firsts: list[int] = []
        at = 0
        for line in lines:
            self._firsts.append(at)
            at += line.end - line.start + 1

    def at(self, position: int) -> int:
        """The place of a character of ``content`` in the value."""
        line = bisect_right(self._firsts, position) - 1
        return self._starts[line] + position - self._firsts[line]

    def after_break(self, position: int) -> int:
        """Where the line after the newline at ``position`` of ``content`` begins in the value."""
        return self._after[bisect_right(self._firsts, position) - 1]


@dataclass(slots=True)
class Node:
    """A piece of inline text: ``content[start:end]`` and what it is.

    ``text``: itself; ``literal``: ``words`` instead of it; ``break``: a line end; ``code``: the inside of a code span;
    ``html``: a tag; ``comment``: what nobody sees; ``open``, ``close``: the element named in ``alt``, a link's address
    in ``words``; ``image``: its address in ``words`` and its description in ``alt``; ``note``: a reference to a
    footnote; ``run``: stars that may be emphasis.
    """

    kind: str
    start: int
    end: int
    words: str = ""
    alt: str = ""
    run: Run | None = None


@dataclass(slots=True)
class _Bracket:
    node: int
    """Its index in the list of nodes."""
    start: int
    image: bool
    runs: int
    """How many runs stood before it."""
    active: bool = True


class InlineReader:
    """Reads one paragraph."""

    def __init__(self, content: str, definitions: Definitions) -> None:
        self.content = content
        self.definitions = definitions
        self.nodes: list[Node] = []
        self._runs: list[Run] = []
        self._brackets: list[_Bracket] = []
        self._done = 0
        self._backticks: dict[int, list[int]] | None = None
        self._unended: set[str] = set()

    def read(self) -> list[Node]:
        """The nodes of the paragraph, in order."""
        position, content = 0, self.content
        while True:
            found = _SPECIAL.search(content, position)
            if found is None:
                break
            position = self._special(found.start())
        self._text(len(content))
        pair(self._runs, self.content)
        return self.nodes

    def _text(self, end: int) -> None:
        """Takes down what stands between the last node and ``end`` as text."""
        if end > self._done:
            self.nodes.append(Node("text", self._done, end))
        self._done = end

    def _node(self, node: Node) -> int:
        self._text(node.start)
        self.nodes.append(node)
        self._done = node.end
        return node.end

    def _special(self, start: int) -> int:
        """Reads what begins at a special character; gives the position to go on from."""
        sign = self.content[start]
        if sign == "\n":
            return self._break(start)
        if sign == "\\":
            return self._escape(start)
        if sign == "&":
            return self._reference(start)
        if sign == "<":
            return self._angle(start)
        if sign == "]":
            return self._closing_bracket(start)
        if sign == "[":
            return self._opening_bracket(start)
        same = _SAME[sign].match(self.content, start)
        end = same.end() if same else start + 1
        return self._code(start, end) if sign == "`" else self._run(start, end)

    def _break(self, start: int) -> int:
        """A line end with the spaces, or the backslash, before it."""
        begin = start
        while begin > self._done and self.content[begin - 1] == " ":
            begin -= 1
        return self._node(Node("break", begin, start + 1))

    def _run(self, start: int, end: int) -> int:
        run = run_at(self.content, start, end)
        if run.sign == "~" and run.length != 2:
            return end
        self._runs.append(run)
        return self._node(Node("run", start, end, run=run))

    def _escape(self, start: int) -> int:
        after = self.content[start + 1 : start + 2]
        if after == "\n":
            return self._node(Node("break", start, start + 2))
        if after in ESCAPABLE and after:
            return self._node(Node("literal", start, start + 2, words=after))
        return start + 1

    def _reference(self, start: int) -> int:
        match = _REFERENCE.match(self.content, start)
        if match is None or not match.group().endswith(";"):
            return start + 1
        meaning, length = decode(match.group())
        if length != len(match.group()):
            return start + 1
        return self._node(Node("literal", start, match.end(), words=meaning))

    def _angle(self, start: int) -> int:
        match = _AUTOLINK.match(self.content, start)
        if match is not None:
            address = match.group(1)
            self._node(Node("open", start, start + 1, words=address, alt="a"))
            self._node(Node("text", start + 1, match.end() - 1))
            return self._node(Node("close", match.end() - 1, match.end(), alt="a"))
        match = _TAG.match(self.content, start)
        if match is not None:
            return self._node(Node("html", start, match.end()))
        for begins, ends in _ENDED:
            if self.content.startswith(begins, start):
                return self._ended(start, start + len(begins), ends)
        return start + 1

    def _ended(self, start: int, inside: int, ends: str) -> int:
        """A comment, declaration or instruction: nothing of it is text, unless it never ends."""
        found = -1 if ends in self._unended else self.content.find(ends, inside)
        if found < 0:
            self._unended.add(ends)
            return start + 1
        return self._node(Node("comment", start, found + len(ends)))

    def _code(self, start: int, end: int) -> int:
        if self._backticks is None:
            self._backticks = defaultdict(list)
            for match in re.finditer("`+", self.content):
                self._backticks[match.end() - match.start()].append(match.start())
        runs = self._backticks.get(end - start, [])
        at = bisect_right(runs, start)
        if at == len(runs):
            return end
        inside = self.content[end : runs[at]]
        padded = inside[:1] in {" ", "\n"} and inside[-1:] in {" ", "\n"} and bool(inside.strip())
        self._text(start)
        self._done = end + padded
        self._node(Node("code", end + padded, runs[at] - padded))
        self._done = runs[at] + end - start
        return self._done

    # -- links and images

    def _opening_bracket(self, at: int) -> int:
        image = at > self._done and self.content[at - 1] == "!"
        start = at - 1 if image else at
        self._text(start)
        self._brackets.append(_Bracket(len(self.nodes), start, image, len(self._runs)))
        return self._node(Node("text", start, at + 1))

    def _closing_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        bracket = self._brackets.pop()
        inside = bracket.start + (2 if bracket.image else 1)
        label = self.content[inside:at] if at - inside < 1000 else ""
        if label.startswith("^") and not bracket.image and self._is_note(label):
            return self._note(bracket, at)
        tail = link_tail(self.content, at + 1, label, self.definitions)
        if tail is None or not (bracket.active or bracket.image):
            return at + 1
        self._text(at)
        if bracket.image:
            del self.nodes[bracket.node :], self._runs[bracket.runs :]
            self._done = bracket.start
            return self._node(Node("image", bracket.start, tail.end, words=tail.address, alt=label))
        pair(self._runs[bracket.runs :], self.content)
        del self._runs[bracket.runs :]
        self.nodes[bracket.node] = Node("open", bracket.start, inside, words=tail.address, alt="a")
        for outer in self._brackets:
            outer.active = outer.image and outer.active
        return self._node(Node("close", at, tail.end, alt="a"))

    @staticmethod
    def _is_note(label: str) -> bool:
        return 1 < len(label) <= 41 and not any(map(str.isspace, label))

    def _note(self, bracket: _Bracket, at: int) -> int:
        del self.nodes[bracket.node :], self._runs[bracket.runs :]
        self._done = bracket.start
        return self._node(Node("note", bracket.start, at + 1))


def has_star_marks(content: str, nodes: list[Node]) -> bool:
    """Whether a star stands after a word and is no emphasis: a footnote's mark."""
    for node in nodes:
        start, end = node.start, node.end
        if node.run is not None and node.run.sign == "*":
            start, end = node.run.literal
            if start == end:
                continue
        elif not (node.kind == "literal" and node.words == "*"):
            continue
        if start and (_MARKED_BEFORE.match(content[start - 1]) or _set_apart(content, start, end)):
            return True
    return False


def _set_apart(content: str, start: int, end: int) -> bool:
    """Whether a space stands between the star and the word before it, and no word follows: "Имярек *, …"."""
    return _SPACED_BEFORE.search(content, max(start - 2, 0), start) is not None and not content[end : end + 1].isalnum()
