"""Templates: a few variables, and nothing else is evaluated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from annotations.engine.template import VARIABLES, Template, render, variables_of

TEMPLATES: TypeAdapter[str] = TypeAdapter(Template)


def refusal(template: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        TEMPLATES.validate_python(template)
    (error,) = caught.value.errors()
    return error["type"], error["msg"]


def test_variables_are_filled_in() -> None:
    template = TEMPLATES.validate_python("*{name} — запрещена {date}; см. {url}")
    words = {"name": "«Талибан»", "date": "2003-03-04", "url": "https://example.org"}
    assert render(template, words) == "*«Талибан» — запрещена 2003-03-04; см. https://example.org"
    assert variables_of(template) == {"name", "date", "url"}


def test_a_brace_in_a_value_is_only_a_brace() -> None:
    assert render("{name}, {status}", {"name": "{status}", "status": "{x.y}"}) == "{status}, {x.y}"


def test_an_unknown_variable_is_named_with_the_known_ones() -> None:
    code, message = refusal("{nmae}")
    known = ", ".join(VARIABLES)
    assert (code, message) == ("template", f"unknown variable {{nmae}}; known: {known}; did you mean {{name}}?")
    assert refusal("{Q}")[1] == f"unknown variable {{Q}}; known: {known}"


@pytest.mark.parametrize(
    "field", ["{a.b}", "{name.__class__}", "{{name}}", "{{ name }}", "{name:>9}", "{name!r}", "{}", "{0[1]}"]
)
def test_anything_more_is_refused(field: str) -> None:
    code, message = refusal(f"The {field} is banned")
    assert code == "template"
    assert message.startswith("attribute access is not allowed in a template")
    assert field in message


@pytest.mark.parametrize(("template", "brace"), [("{name", "{"), ("name}", "}"), ("a } b", "}")])
def test_a_lone_brace_is_refused(template: str, brace: str) -> None:
    assert refusal(template)[1].startswith(f'a lone "{brace}" at ')


@given(st.text(st.sampled_from("{}namestu.[0]!:_ "), max_size=20))
def test_every_accepted_template_renders_without_braces_left(template: str) -> None:
    try:
        accepted = TEMPLATES.validate_python(template)
    except ValidationError:
        return
    assert "{" not in render(accepted, dict.fromkeys(VARIABLES, "x"))
