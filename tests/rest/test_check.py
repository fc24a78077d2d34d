"""``/check`` and ``/gate``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.models.article import Article
from annotations.models.channel import Channel
from tests.newsroom_app.desk import CLEAN, OWING
from tests.rest.client import Api, refusal

pytestmark = pytest.mark.usefixtures("desk")


def sent(text: str, **more: object) -> dict[str, object]:
    return {"id": "a1", "body": {"format": "text", "value": text}, "language": "en", **more}


def test_a_text_is_checked_and_nothing_is_stored(api: Api) -> None:
    said = api.post("/check", sent(OWING))
    assert said.status_code == 200
    assert said.json()["decision"] == "block"
    assert [row["rule"] for row in said.json()["findings"]] == ["ru.designation.notice"]
    assert api.post("/check", sent(CLEAN)).json()["findings"] == []
    assert not Article.objects.exists()


def test_a_text_is_judged_as_of_a_day_and_where_it_is_addressed(api: Api) -> None:
    assert api.post("/check?as_of=1999-01-01", sent(OWING)).json()["findings"] == []
    assert api.post("/check?jurisdiction=DE&jurisdiction=FR", sent(OWING)).json()["findings"] == []
    assert refusal(api.post("/check?as_of=2021-02-30", sent(OWING))) == (400, "field_invalid")


def test_the_gate_answers_200_for_a_block(api: Api) -> None:
    said = api.post("/gate", {"article": sent(OWING)})
    assert said.status_code == 200
    assert (said.json()["blocked"], said.json()["decision"]) == (True, "block")
    assert said.json()["findings"][0]["subject"] == "northern-pact"
    assert api.post("/gate", {"article": sent(CLEAN)}).json()["blocked"] is False


def test_a_machine_may_do_what_its_scopes_say(wire: Channel, machine: Callable[..., Api]) -> None:
    said = machine(wire, "gate").post("/check", sent(OWING))
    assert refusal(said) == (403, "permission_denied")
    assert "check" in said.json()["detail"]
    assert refusal(Api().post("/check", sent(OWING))) == (401, "not_authenticated")
    assert refusal(Api("dsk_no").post("/check", sent(OWING))) == (401, "token_invalid")
