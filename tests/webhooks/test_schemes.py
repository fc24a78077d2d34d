"""Each scheme lets in who has the secret, and nobody else; ours agrees with the library where the library is strict."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from annotations.models.delivery import Delivery
from annotations.models.revision import Revision
from annotations.webhooks.refusal import Refusal
from annotations.webhooks.schemes.registry import SCHEMES
from annotations.webhooks.schemes.scheme import Key
from tests.webhooks.sending import (
    NOW,
    SECRET,
    SIGNERS,
    TEXT_SECRET,
    add_secret,
    channel_with,
    envelope,
    github,
    post,
    standard,
)

pytestmark = pytest.mark.django_db
FULL = os.environ.get("ANNOTATIONS_FULL") == "1"
TIMED = ("standard", "ghost", "stripe")


def secret_of(scheme: str) -> str:
    return SECRET if scheme == "standard" else TEXT_SECRET


@pytest.fixture(params=list(SCHEMES))
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_signed_request_is_taken_once(scheme: str) -> None:
    channel_with(secrets={scheme: secret_of(scheme)})
    body = envelope()
    first, again = post(body, SIGNERS[scheme](body)), post(body, SIGNERS[scheme](body))
    assert (first.status, again.status, again.headers.get("Idempotent-Replayed")) == (202, 200, "true")
    assert (Revision.objects.count(), Delivery.objects.get().secret is not None) == (1, True)


def test_another_secret_another_body_no_header(scheme: str) -> None:
    channel_with(secrets={scheme: secret_of(scheme)})
    body = envelope()
    good = SIGNERS[scheme](body)
    wrong = "whsec_" + "B" * 32 if scheme == "standard" else "some-other-secret"
    assert post(body, SIGNERS[scheme](body, secret=wrong)).code == "signature_invalid"
    assert post(body + b" ", good).code == "signature_invalid"
    assert post(body, {}).code == "signature_missing"
    assert SCHEMES[scheme].header in post(body, {}).detail
    assert Revision.objects.count() == 0


@pytest.mark.parametrize("other", list(SCHEMES))
def test_a_channel_takes_no_scheme_but_its_own(scheme: str, other: str) -> None:
    if other == scheme:
        return
    channel_with(secrets={scheme: secret_of(scheme)})
    body = envelope()
    assert post(body, SIGNERS[other](body)).code == "signature_missing"


@pytest.mark.parametrize("scheme", TIMED)
@pytest.mark.parametrize(("seconds", "taken"), [(-301, False), (-300, True), (-299, True), (300, True), (301, False)])
def test_the_edges_of_time(scheme: str, seconds: int, taken: bool) -> None:
    channel_with(secrets={scheme: secret_of(scheme)})
    body = envelope()
    answer = post(body, SIGNERS[scheme](body, at=NOW + timedelta(seconds=seconds)))
    assert answer.code == ("accepted" if taken else "timestamp_out_of_range")


def test_a_body_is_known_again_under_another_delivery_id_that_is_not_signed() -> None:
    channel_with(secrets={"github": TEXT_SECRET})
    body = envelope()
    first, again = post(body, github(body, delivery="d-1")), post(body, github(body, delivery="d-2"))
    assert (again.status, again.body) == (200, first.body)
    other = envelope(headline="x")
    assert post(other, github(other, delivery="d-1")).code == "idempotency_conflict"


def test_an_old_text_cannot_be_brought_back_by_sending_it_again() -> None:
    channel_with(secrets={"superdesk": TEXT_SECRET})
    for text in ("One.", "Two.", "One."):
        body = envelope(body={"format": "text", "value": text})
        post(body, SIGNERS["superdesk"](body))
    assert Revision.objects.latest("pk").payload["body"]["value"] == "Two."


def test_unsigned_requests_are_taken_only_where_the_channel_says_so() -> None:
    channel_with("open", secrets={}, unsigned=True)
    channel_with("shut", secrets={})
    assert post(envelope(), {}, channel="open").status == 202
    assert post(envelope(), {}, channel="shut").code == "signature_missing"
    assert post(envelope(), standard(envelope()), channel="shut").code == "signature_missing"


def test_an_open_channel_still_refuses_a_bad_signature() -> None:
    channel_with(unsigned=True)
    assert post(envelope(), standard(b"other")).code == "signature_invalid"


def test_an_ended_secret_lets_nobody_in() -> None:
    channel = channel_with(secrets={})
    add_secret(channel, "standard", SECRET, valid_until=NOW + timedelta(seconds=1))
    assert post(envelope()).status == 202
    channel.secrets.update(valid_until=NOW)
    assert post(envelope(), standard(envelope(), webhook_id="msg_2")).status == 401


def test_ours_agrees_with_the_library() -> None:
    library = pytest.importorskip("standardwebhooks.webhooks")
    webhook = library.Webhook(SECRET)
    for number in range(50):
        body = envelope(id=f"a{number}")
        assert webhook.sign(f"m{number}", NOW, body.decode()) == standard(body, webhook_id=f"m{number}")["webhook-signature"]


def mutants(scheme: str, number: int) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Valid requests in which one byte of the body, or of a header that counts, is flipped, put in or left out."""
    chance = random.Random(f"mutants of {scheme}")
    for _ in range(number):
        body, headers = envelope(id=f"a{chance.randrange(10**6)}"), {}
        headers = SIGNERS[scheme](body)
        where = chance.choice(["body", *(name for name in headers if name != "X-GitHub-Delivery")])
        text = body if where == "body" else headers[where].encode()
        changed = changed_text(text, chance)
        if where == "body":
            yield changed, headers
        else:
            yield body, headers | {where: changed.decode("latin-1")}


def changed_text(text: bytes, chance: random.Random) -> bytes:
    while True:
        at = chance.randrange(len(text))
        how = chance.choice(["flip", "insert", "drop"])
        if how == "flip":
            changed = text[:at] + bytes([text[at] ^ (1 << chance.randrange(8))]) + text[at + 1 :]
        elif how == "insert":
            changed = text[:at] + bytes([chance.randrange(256)]) + text[at:]
        else:
            changed = text[:at] + text[at + 1 :]
        # White space around a header's value is no part of it (RFC 9110, 5.5), nor may a header hold a line break.
        if changed.strip(b" \t") != text.strip(b" \t") and not set(b"\r\n\0") & set(changed):
            return changed


def test_no_mutant_of_a_valid_request_is_accepted(scheme: str) -> None:
    channel_with(secrets={scheme: secret_of(scheme)})
    answers: dict[int, int] = {}
    for body, headers in mutants(scheme, 3400 if FULL else 340):
        status = post(body, headers).status
        answers[status] = answers.get(status, 0) + 1
    assert set(answers) <= {400, 401}, answers
    assert Revision.objects.count() == Delivery.objects.count() == 0


def test_a_wrong_first_byte_takes_as_long_as_a_wrong_last_one() -> None:
    """A smoke test only: what holds is that nothing but ``hmac.compare_digest`` compares."""
    body = envelope()
    key = [Key(SCHEMES["standard"].key_of(SECRET))]
    good = standard(body)["webhook-signature"]
    first = standard(body) | {"webhook-signature": "v1," + ("A" if good[3] != "A" else "B") + good[4:]}
    last = standard(body) | {"webhook-signature": good[:-2] + ("A" if good[-2] != "A" else "B") + "="}
    times: dict[str, list[float]] = {"first": [], "last": []}
    for _ in range(3000):
        for name, headers in (("first", first), ("last", last)):
            started = time.perf_counter()
            with pytest.raises(Refusal):
                SCHEMES["standard"].verify(headers, body, key, NOW)
            times[name].append(time.perf_counter() - started)
    medians = [statistics.median(row) for row in times.values()]
    assert max(medians) / min(medians) < 2
