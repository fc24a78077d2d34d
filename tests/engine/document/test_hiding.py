"""What a reader does not see is not read as seen: styles, attributes, classes, elements, style sheets."""

from __future__ import annotations

import pytest

from annotations.engine.document.model import Visibility
from tests.engine.document.reading import read, shown

HIDING_STYLES = """
display:none
DISPLAY : NONE
display:/**/none
display:none !important
display:none!important;display:block
display:block;display:none
display:none;display:bogus
d\\69splay:none
display:n\\6f ne
display:\\6e\\6f\\6e\\65
/*x*/display:none
background:url("a;b");display:none
display:&#110;one
visibility:hidden
visibility:collapse
content-visibility:hidden
opacity:0
opacity:.01
opacity:0%
opacity: 0 !important
filter:opacity(0)
font-size:0
font-size:0em
font-size:0%
font-size:1px
font-size:.1px
font-size:calc(0px)
font:0/0 a
font: 0px/1 serif
font:italic bold 0/0 x
color:transparent
color:#fff
color:#FFFFFF
color:white
color:#fefefe
color:rgb(255,255,255)
color:rgb(255 255 255 / 1)
color:rgb(100%,100%,100%)
color:rgba(0,0,0,0)
color:rgba(255,255,255,.9)
color:hsl(0,0%,100%)
color:hsl(0 0% 100%)
color:#0000
color:#000;background:#000
background-color:#123456;color:#123456
-webkit-text-fill-color:transparent
text-indent:-9999px
text-indent:-100em
text-indent:100%;white-space:nowrap;overflow:hidden
position:absolute;left:-9999px
position:fixed;top:-1000px
position:absolute;right:-9999px
position:absolute;left:-999em
inset:-9999px auto auto -9999px;position:absolute
margin-left:-9999px
margin:0 0 0 -9999px
clip:rect(0,0,0,0);position:absolute
clip: rect(0 0 0 0)
clip:rect(1px,1px,1px,1px)
clip-path:inset(50%)
clip-path:inset(100%)
clip-path:circle(0)
clip-path:circle(0 at 50% 50%)
clip-path:polygon(0 0, 0 0, 0 0)
height:0;overflow:hidden
max-height:0;overflow:hidden
width:1px;height:1px;overflow:hidden;position:absolute
line-height:0;overflow:hidden
transform:scale(0)
transform: scaleX(0)
transform:scaleY(0)
transform:scale3d(0,0,0)
transform:matrix(0,0,0,0,0,0)
transform:translateX(-9999px)
transform:translate(-9999px, 0)
transform:translate3d(-9999px,0,0)
scale:0
translate:-9999px
""".strip().splitlines()

HARMLESS_STYLES = """
font-size:11px;color:#666
font-size:.8em
font:bold 12px/1.2 a
font:400 12px a
color:#ccc
color:red
color:#fff;background:#000
background:#000;color:#fff
background:url(x.png);color:#fff
background:linear-gradient(red,blue);color:white
background-clip:text;-webkit-text-fill-color:transparent;background-image:linear-gradient(red,blue)
color:var(--x)
font-size:var(--y)
display:block
display:none;display:block
dis/**/play:none
display:"none"
display:none-x
content:"display:none"
background:url(display:none)
/*display:none*/
visibility:visible
visibility: hiddenx
opacity:.5
opacity:50%
filter:opacity(1)
position:absolute;left:10px
position:relative;left:-5px
text-indent:2em
margin-left:-10px
overflow:hidden
overflow:hidden;height:100px
max-height:none;overflow:hidden
width:0
transform:scale(1.2)
transform:rotate(90deg)
clip-path:inset(0)
clip-path:circle(50%)
clip:auto
""".strip().splitlines()

HIDING_MARKUP = """
<p hidden>N</p>
<p hidden="">N</p>
<p hidden=until-found style="display:block">N</p>
<p popover>N</p>
<div aria-hidden="true">N</div>
<p class="x sr-only">N</p>
<p class="screen-reader-text">N</p>
<p class="d-none">N</p>
<dialog>N</dialog>
<details><summary>s</summary>N</details>
<details><p>N</p></details>
<select><option>N</option></select>
<datalist><option>N</datalist>
<textarea>N</textarea>
<title>N</title>
<noscript>N</noscript>
<noscript><p>N</p></noscript>
<template>N</template>
<iframe>N</iframe>
<noframes>N</noframes>
<noembed>N</noembed>
<object>N</object>
<audio>N</audio>
<video>N</video>
<canvas>N</canvas>
<progress>N</progress>
<svg><title>N</title></svg>
<svg><desc>N</desc></svg>
<svg><metadata>N</metadata></svg>
<svg><defs><text>N</text></defs></svg>
<math><annotation>N</annotation></math>
<script>N</script>
<script type="application/ld+json">{"a":"N"}</script>
<style>N</style>
<!-- N -->
<!-- N
<?N?>
<!N>
<![CDATA[N]]>
<img alt=N>
<input value=N>
<p title=N>
<p aria-label=N>
<a href="N"></a>
<p N
<s>N</s>
<strike>N</strike>
<del>N</del>
<span style="text-decoration:line-through">N</span>
<ruby>a<rp>N</rp></ruby>
<div style="display:none"><div><p>N</p></div></div>
<div style="visibility:hidden"><p>N</p></div>
<div style="font-size:0"><p>N</p></div>
<div style="opacity:.2"><p style="opacity:.2">N</p></div>
<b style="display:none">x<p>N</p>
<p/style="display:none"/>N
<P STYLE=DISPLAY:NONE>N</P>
<p style="color:red" style="x" hidden>N
<font color="#ffffff">N</font>
<font color=white>N</font>
<table bgcolor=black><tr><td><font color=black>N</font></table>
<body style="display:none">N
<style>.a{display:none}</style><p class=a>N
<p class=a>N</p><style>p.a{display:none}</style>
<style>#i{visibility:hidden}</style><p id=i>N
<style>em{font-size:0}</style><em>N</em>
<style>@media screen{.z,.a{display:none}}</style><p class=a>N
<style>.a{display:none!important}</style><p class=a style="display:block">N
""".strip().splitlines()

SHOWING_MARKUP = """
<p style="display:none">a<p>N
<p style="display:none">a</p>N
<p hidden style="display:block">N</p>
<li hidden>a<li>N
<table><tr><td hidden>x<td>N</table>
<table style="display:none">N<tr><td>x</table>
<form><div hidden>x</div></form>N
<div hidden>a</span></div>N
<a style="display:none">x<a>N
<s><p>x</s>N
<div style="visibility:hidden">a<b style="visibility:visible">N</b></div>
<div style="font-size:0">a<b style="font-size:14px">N</b></div>
<div style="background:#000"><p style="color:#fff">N</p></div>
<p style="color:#fff;background-image:url(a)">N
<dialog open>N</dialog>
<details open><summary>s</summary>N</details>
<details><summary>N</summary>a</details>
<svg><text>N</text></svg>
<button>N</button>
<ruby>a<rt>N</rt></ruby>
<xmp>N</xmp>
<plaintext>N
<u>N</u>
<ins>N</ins>
<small>N</small>
<footer>N</footer>
<noscript>x</noscript>N
<template>x</template>N
<frameset>N
<p data-style="display:none">N</p>
<p title="><b hidden>">N
<p class="hidden-print">N
<!-->N
<!--->N
<!-- a --!>N
<!-- a -- >-->N
</p>N
</ N>N
<div<b>N
<style>@media print{.a{display:none}}</style><p class=a>N
<style media=print>.a{display:none}</style><p class=a>N
<style>.b .a{display:none}</style><p class=a>N
<style>.a{display:none}</style><p class=b>N
<style>.a{display:none}.a{display:block}</style><p class=a>N
<style>.a{display:none}</style><p class=a style="display:block">N
<template><style>.a{display:none}</style></template><p class=a>N
""".strip().splitlines()


def is_seen(markup: str) -> bool:
    return any("N" in block for block in shown(read("<p>x</p>" + markup)))


@pytest.mark.parametrize("style", HIDING_STYLES)
def test_a_style_that_hides(style: str) -> None:
    for name in ("p", "div", "span"):
        assert not is_seen(f"<{name} style='{style}'>N</{name}>")


@pytest.mark.parametrize("style", HARMLESS_STYLES)
def test_a_style_that_does_not_hide(style: str) -> None:
    assert is_seen(f"<p style='{style}'>N</p>")


@pytest.mark.parametrize("markup", HIDING_MARKUP)
def test_markup_that_hides(markup: str) -> None:
    assert not is_seen(markup)


@pytest.mark.parametrize("markup", SHOWING_MARKUP)
def test_markup_that_does_not_hide(markup: str) -> None:
    assert is_seen(markup)


def test_hidden_text_stands_after_what_is_displayed_and_says_where_it_belongs() -> None:
    document = read("<p>Бойцы «Нусры»<span style='font-size:0'> (запрещена в РФ)</span> ушли.</p><p>Конец.</p>")
    assert document.text == "Бойцы «Нусры» ушли.\nКонец.\n(запрещена в РФ)"
    hidden = document.blocks[-1]
    assert hidden.visibility is Visibility.HIDDEN
    assert hidden.anchor == len("Бойцы «Нусры»")


@pytest.mark.parametrize(
    ("markup", "visibility"),
    [
        ("<p><s>N</s></p>", Visibility.STRUCK),
        ("<details><p>N</p></details>", Visibility.FOLDED),
        ("<details><p hidden>N</p></details>", Visibility.HIDDEN),
        ("<noscript><p>N</p></noscript>", Visibility.HIDDEN),
        ("<svg><title>N</title></svg>", Visibility.HIDDEN),
    ],
)
def test_how_far_text_is_hidden(markup: str, visibility: Visibility) -> None:
    assert [block.visibility for block in read(markup).blocks] == [visibility]


@pytest.mark.parametrize("markup", ["<template>N</template>", "<script>N</script>", "<style>N</style>", "<!-- N -->"])
def test_what_is_no_text_for_anybody_is_left_out(markup: str) -> None:
    assert read(markup).text == ""
