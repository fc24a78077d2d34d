"""The page for those who receive verdicts leaves nothing out."""

from __future__ import annotations

import re

from annotations.delivery import outbox
from annotations.delivery.callbacks import OVERLAP
from annotations.delivery.post import MAX_ANSWER
from annotations.delivery.schedule import LONGEST_ASKED, PATIENCE, WAITS
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "callbacks.md"
_ROOM = ROOT / "annotations" / "delivery"


def quoted(name: str, pattern: str) -> set[str]:
    """Words that stand in the source of a module in a certain place."""
    return set(re.findall(pattern, (_ROOM / name).read_text("utf-8")))


def test_every_outcome_and_every_refusal_of_a_redelivery_is_told() -> None:
    page = PAGE.read_text("utf-8")
    codes = quoted("post.py", r'PostFailed\("(\w+)"') | quoted("post.py", r'"(timed_out|tls_failed|not_connected)"')
    codes |= quoted("sending.py", r'"(delivered|redirected|gone|refused|secret_sealed)"') | {"callback_refused"}
    codes |= quoted("redelivery.py", r'RedeliveryRefused\("(\w+)"')
    assert len(codes) == 16
    assert {code for code in codes if f"| `{code}` |" not in page} == set()


def test_its_figures_are_those_of_the_code() -> None:
    page = PAGE.read_text("utf-8").replace("\n", " ")
    assert [wait.total_seconds() for wait in WAITS[1:]] == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    assert "after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours" in page
    assert "ten times in all" in page
    assert f"only failed for {PATIENCE.total_seconds() / 3600:.0f} hours" in page
    assert f"beside the new one for {OVERLAP.total_seconds() / 3600:.0f} hours" in page
    assert f"at most {MAX_ANSWER // 1024} KiB" in page
    assert (LONGEST_ASKED.total_seconds(), "as long as it says, an hour at most" in page) == (3600, True)
    assert all(f"`{kind}`" in page or f'"{kind}"' in page for kind in outbox.KINDS)
