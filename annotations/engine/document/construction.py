"""What each start tag and end tag does to the open elements (WHATWG HTML 13.2.6: body, tables, foreign content)."""

from __future__ import annotations

from annotations.engine.document import elements
from annotations.engine.document.adoption import end_formatting
from annotations.engine.document.tags import NO_ATTRIBUTES, Tag
from annotations.engine.document.tree import Tree

_PARAGRAPH = frozenset({"p"})
_DEFINITIONS = frozenset({"dd", "dt"})
_SELECT = frozenset({"select"})
_TABLE = frozenset({"table"})
_ROW = frozenset({"tr"})
_IN_TABLE = frozenset({"table", "template"})
_IN_SECTION = elements.SECTIONS | {"table", "template"}
_IN_ROW = elements.SECTIONS | {"table", "template", "tr"}
_IGNORED = frozenset({"body", "frame", "frameset", "head", "html"})
"""An article stands inside a page that has these already."""
_RUBY_BASES = frozenset({"rb", "rtc"})
_RUBY_TEXTS = frozenset({"rp", "rt"})
_OWN_END = elements.HEADINGS | {"dd", "dt", "form", "hr", "li", "p", "plaintext", "table", "xmp"}
_SCOPED_END = (elements.CLOSES_PARAGRAPH - _OWN_END) | {"applet", "button", "marquee", "object"}
_HTML_ENCODINGS = frozenset({"text/html", "application/xhtml+xml"})


def start_tag(tree: Tree, tag: Tag) -> None:
    """Opens the element of a start tag, after closing what it ends."""
    top = tree.top
    if top.foreign and not _is_html_point(tree, tag):
        if not _leaves_foreign(tag):
            _start_foreign(tree, tag, top.foreign)
            return
        while tree.top.foreign and not _is_html_point(tree, tag):
            tree.pop(tag.start)
    _start_html(tree, tag)


def _is_html_point(tree: Tree, tag: Tag) -> bool:
    """Whether the present foreign element holds HTML."""
    top = tree.top
    if top.foreign == "svg":
        return top.name in {"desc", "foreignobject", "title"}
    if top.name in {"mi", "mn", "mo", "ms", "mtext"}:
        return tag.name not in {"malignmark", "mglyph"}
    if top.name != "annotation-xml":
        return False
    return tag.name == "svg" or top.attributes.get("encoding", "").lower() in _HTML_ENCODINGS


def _leaves_foreign(tag: Tag) -> bool:
    if tag.name == "font":
        return not {"color", "face", "size"}.isdisjoint(tag.attributes)
    return tag.name in elements.FOREIGN_BREAKOUT


def _start_foreign(tree: Tree, tag: Tag, foreign: str) -> None:
    tree.push(tag.name, tag.attributes, tag.start, foreign=foreign)
    if tag.self_closing:
        tree.pop(tag.end)


def _start_html(tree: Tree, tag: Tag) -> None:
    name = tag.name
    if name in _IGNORED:
        _merge_root(tree, tag)
    elif name in elements.TABLE_PARTS:
        _start_table_part(tree, tag)
    elif tree.open["select"] and not _may_stand_in_select(tree, tag):
        return
    elif name in elements.FORMATTING:
        _start_formatting(tree, tag)
    elif name in elements.CLOSES_PARAGRAPH:
        _start_block(tree, tag)
    elif name in {"math", "svg"}:
        tree.reopen_formatting(tag.start)
        _start_foreign(tree, tag, name)
    elif name in elements.VOID:
        tree.reopen_formatting(tag.start)
        tree.push(name, tag.attributes, tag.start)
        tree.pop(tag.end)
    else:
        _start_inline(tree, tag)


def _merge_root(tree: Tree, tag: Tag) -> None:
    """``<body hidden>`` holds for everything after it, wherever it stands."""
    if tag.attributes and tag.name in {"body", "html"} and not tree.open["template"]:
        tree.merge_root(tag.attributes)


def _may_stand_in_select(tree: Tree, tag: Tag) -> bool:
    if not tree.has_in_scope(_SELECT, elements.TABLE_SCOPE):
        return True
    if tag.name in {"input", "keygen", "select", "textarea"}:
        tree.pop_until(_SELECT, tag.start)
        return tag.name != "select"
    return True


def _start_formatting(tree: Tree, tag: Tag) -> None:
    name = tag.name
    if name == "a" and _is_formatting_open(tree, "a"):
        end_formatting(tree, "a", tag.start)
        _drop_formatting(tree, "a", tag.start)
    tree.reopen_formatting(tag.start)
    if name == "nobr" and tree.has_in_scope(frozenset({"nobr"}), elements.SCOPE):
        end_formatting(tree, "nobr", tag.start)
        tree.reopen_formatting(tag.start)
    tree.push_formatting(name, tag.attributes, tag.start)


def _is_formatting_open(tree: Tree, name: str) -> bool:
    for entry in reversed(tree.formatting):
        if entry is None:
            return False
        if entry.name == name:
            return True
    return False


def _drop_formatting(tree: Tree, name: str, at: int) -> None:
    """Takes a formatting element out that its end tag could not reach."""
    for index in range(len(tree.formatting) - 1, -1, -1):
        entry = tree.formatting[index]
        if entry is None:
            return
        if entry.name == name:
            del tree.formatting[index]
            if entry in tree.stack:
                tree.remove(entry, at)
            return


def _start_block(tree: Tree, tag: Tag) -> None:
    name, at = tag.name, tag.start
    if name == "form" and tree.open["form"] and not tree.open["template"]:
        return
    if name == "li":
        _close_sibling(tree, frozenset({"li"}), at)
    elif name in _DEFINITIONS:
        _close_sibling(tree, _DEFINITIONS, at)
    tree.close_paragraph(at)
    if name in elements.HEADINGS and tree.top.name in elements.HEADINGS:
        tree.pop(at)
    if name == "table" and tree.open["table"] and tree.top.name in elements.TABLE_INSIDES:
        # A table cannot stand directly in a table: it ends the one that is open.
        tree.pop_until(_TABLE, at)
    if name == "xmp":
        tree.reopen_formatting(at)
    tree.push(name, tag.attributes, at)
    if name == "hr":
        tree.pop(tag.end)


def _close_sibling(tree: Tree, names: frozenset[str], at: int) -> None:
    """An item ends the item before it, unless a list was opened in between."""
    for element in reversed(tree.stack):
        if element.name in names and not element.foreign:
            tree.close_implied(at, besides=element.name)
            tree.pop_until(frozenset({element.name}), at)
            return
        if element.name in elements.SPECIAL and element.name not in {"address", "div", "p"}:
            return


def _start_inline(tree: Tree, tag: Tag) -> None:
    name, at = tag.name, tag.start
    if name == "button" and tree.has_in_scope(frozenset({"button"}), elements.SCOPE):
        tree.pop_until(frozenset({"button"}), at)
    elif name in {"optgroup", "option"}:
        if tree.top.name == "option":
            tree.pop(at)
        if name == "optgroup" and tree.top.name == "optgroup":
            tree.pop(at)
    elif name in _RUBY_BASES and tree.open["ruby"]:
        tree.close_implied(at)
    elif name in _RUBY_TEXTS and tree.open["ruby"]:
        tree.close_implied(at, besides="rtc")
    if name not in {"script", "style", "template", "textarea", "title", "noframes"}:
        tree.reopen_formatting(at)
    tree.push(name, tag.attributes, at)
    if name in elements.MARKERS:
        tree.push_marker()


def _start_table_part(tree: Tree, tag: Tag) -> None:
    name, at = tag.name, tag.start
    if not tree.open["table"] or not tree.has_in_scope(_TABLE, elements.TABLE_SCOPE):
        if tree.top.name == "template" or tree.top.name in elements.TABLE_INSIDES:
            tree.push(name, tag.attributes, at, part=True)
        return
    if name in elements.CELLS:
        tree.pop_above(_IN_ROW, at)
        if tree.top.name == "table":
            tree.push("tbody", NO_ATTRIBUTES, at, part=True)
        if tree.top.name != "tr":
            tree.push("tr", NO_ATTRIBUTES, at, part=True)
    elif name == "tr":
        tree.pop_above(_IN_SECTION, at)
        if tree.top.name == "table":
            tree.push("tbody", NO_ATTRIBUTES, at, part=True)
    else:
        tree.pop_above(_IN_TABLE, at)
    tree.push(name, tag.attributes, at, part=True)
    if name == "col":
        tree.pop(tag.end)
    elif name in elements.MARKERS:
        tree.push_marker()


def end_tag(tree: Tree, tag: Tag) -> None:
    """Closes what an end tag ends; one that matches nothing does nothing."""
    name, at = tag.name, tag.end
    if tree.top.name == name and name not in elements.FORMATTING and len(tree.stack) > 1:
        # By far the most frequent case, and the same under every rule below.
        tree.pop(at)
    elif tree.top.foreign:
        _end_foreign(tree, name, at)
    else:
        _end_html(tree, name, at)


def _end_foreign(tree: Tree, name: str, at: int) -> None:
    if name in {"br", "p"}:
        while tree.top.foreign:
            tree.pop(at)
        _end_html(tree, name, at)
        return
    for index in range(len(tree.stack) - 1, 0, -1):
        element = tree.stack[index]
        if not element.foreign:
            _end_html(tree, name, at)
            return
        if element.name == name:
            while len(tree.stack) > index:
                tree.pop(at)
            return


def _end_html(tree: Tree, name: str, at: int) -> None:
    if name == "p":
        if not tree.has_in_scope(_PARAGRAPH, elements.BUTTON_SCOPE):
            tree.push(name, NO_ATTRIBUTES, at)
        tree.close_implied(at, besides=name)
        tree.pop_until(_PARAGRAPH, at)
    elif name in elements.FORMATTING:
        if not end_formatting(tree, name, at):
            _end_any_other(tree, name, at)
    elif name == "br":
        tree.push(name, NO_ATTRIBUTES, at)
        tree.pop(at)
    elif not tree.open[name] and name not in elements.HEADINGS:
        return
    elif name in elements.HEADINGS:
        _end_in_scope(tree, elements.HEADINGS, elements.SCOPE, at)
    elif name == "li":
        _end_in_scope(tree, frozenset({name}), elements.LIST_SCOPE, at)
    elif name in _DEFINITIONS or name in _SCOPED_END:
        _end_in_scope(tree, frozenset({name}), elements.SCOPE, at)
    elif name in elements.TABLE_PARTS or name in {"select", "table"}:
        _end_in_scope(tree, frozenset({name}), elements.TABLE_SCOPE, at)
    elif name == "form":
        _end_form(tree, at)
    elif name == "template":
        tree.pop_until(frozenset({name}), at)
    elif name not in _IGNORED:
        _end_any_other(tree, name, at)


def _end_in_scope(tree: Tree, names: frozenset[str], scope: frozenset[str], at: int) -> None:
    if tree.has_in_scope(names, scope):
        tree.pop_until(names, at)


def _end_form(tree: Tree, at: int) -> None:
    """What was opened inside a form and not closed stays open after it."""
    if tree.has_in_scope(frozenset({"form"}), elements.SCOPE):
        tree.close_implied(at)
        tree.remove(next(element for element in reversed(tree.stack) if element.name == "form"), at)


def _end_any_other(tree: Tree, name: str, at: int) -> None:
    for index in range(len(tree.stack) - 1, 0, -1):
        element = tree.stack[index]
        if element.name == name:
            while len(tree.stack) > index:
                tree.pop(at)
            return
        if element.name in elements.SPECIAL and not element.foreign:
            return
