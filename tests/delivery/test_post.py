"""One POST against servers that do what servers do: the deadline holds, nothing is followed, nothing is read for ever."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from socketserver import TCPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from annotations.delivery.address import IP, Policy
from annotations.delivery.post import MAX_ANSWER, Answer, PostFailed, post, system_addresses
from tests.delivery.receiver import Receiver, Reply, listening

HOST = "hooks.example.org"


@pytest.fixture
def server() -> Iterator[Receiver]:
    with listening() as found:
        yield found


def here(host: str, port: int, timeout_s: float) -> Sequence[IP]:
    return [ip_address("127.0.0.1")]


def policy(port: int, host: str = HOST) -> Policy:
    return Policy(frozenset({"http", "https"}), frozenset({f"{host}:{port}"}))


def sent(server: Receiver, *, deadline_s: float = 5, scheme: str = "http", body: bytes = b"{}", host: str = HOST) -> Answer:
    url = f"{scheme}://{host}:{server.port}/hook?x=1"
    return post(url, body, {"X-Test": "1"}, policy=policy(server.port, host), resolve=here, deadline_s=deadline_s)


def failure(server: Receiver, **options: object) -> str:
    with pytest.raises(PostFailed) as failed:
        sent(server, **options)  # type: ignore[arg-type]
    return failed.value.code


def test_the_request_is_what_was_asked_for(server: Receiver) -> None:
    assert sent(server, body=b'{"a":1}') == Answer(204)
    (request,) = server.requests
    assert (request.path, request.body) == ("/hook?x=1", b'{"a":1}')
    assert request.headers == {
        "host": f"{HOST}:{server.port}", "connection": "close", "content-length": "7", "x-test": "1",
    }


def test_the_name_is_looked_up_once_and_only_its_answer_is_connected_to(server: Receiver) -> None:
    asked = []

    def changes_its_mind(host: str, port: int, timeout_s: float) -> Sequence[IP]:
        asked.append(host)
        return [IPv4Address("127.0.0.1" if len(asked) == 1 else "169.254.169.254")]

    url = f"http://{HOST}:{server.port}/"
    post(url, b"{}", {}, policy=policy(server.port), resolve=changes_its_mind)
    assert asked == [HOST]
    with pytest.raises(PostFailed, match="callback_refused"):
        post(f"http://{HOST}:8080/", b"{}", {}, policy=policy(server.port), resolve=changes_its_mind)


def test_a_proxy_of_the_environment_is_not_used(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert sent(server).status == 204


def test_a_redirect_is_an_answer_and_is_not_followed(server: Receiver) -> None:
    server.replies = [Reply(302, {"Location": f"http://127.0.0.1:{server.port}/inner"})]
    assert sent(server).status == 302
    assert len(server.requests) == 1


def test_a_cookie_is_not_kept(server: Receiver) -> None:
    server.replies = [Reply(200, {"Set-Cookie": "a=b"}), Reply(200)]
    sent(server)
    sent(server)
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize("way", ["hang", "drip", "drip headers"])
def test_the_deadline_holds_for_everything_together(server: Receiver, way: str) -> None:
    server.replies = [Reply(way=way)]
    started = time.monotonic()
    assert failure(server, deadline_s=0.7) == "timed_out"
    assert 0.6 < time.monotonic() - started < 5


def test_an_endless_answer_is_read_to_the_cap_only(server: Receiver) -> None:
    server.replies = [Reply(way="flood")]
    assert failure(server) == "answer_too_long"


@pytest.mark.parametrize(("size", "fits"), [(MAX_ANSWER - 1000, True), (MAX_ANSWER, False)])
def test_an_answer_may_have_64_kib(server: Receiver, size: int, fits: bool) -> None:
    server.replies = [Reply(200, body=b"x" * size)]
    if fits:
        assert sent(server).status == 200
    else:
        assert failure(server) == "answer_too_long"


def test_a_connection_that_is_reset_or_refused_is_a_failure(server: Receiver) -> None:
    server.replies = [Reply(way="reset")]
    assert failure(server) == "cut_off"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PostFailed, match="not_connected"):
        post(f"http://{HOST}:{port}/", b"{}", {}, policy=policy(port), resolve=here)


def test_a_name_that_nobody_knows_is_a_failure() -> None:
    def unknown(host: str, port: int, timeout_s: float) -> Sequence[IP]:
        raise OSError("no such name")

    with pytest.raises(PostFailed, match="not_resolved: no such name"):
        post("https://hooks.example.org/", b"{}", {}, policy=Policy(), resolve=unknown)


def test_the_resolver_of_the_machine_knows_this_machine() -> None:
    assert ip_address("127.0.0.1") in system_addresses("localhost", 80, 5)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"", "cut_off"), (b"HELLO\r\n\r\n", "answer_malformed"), (b"HTTP/1.1 abc OK\r\n\r\n", "answer_malformed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "answer_malformed"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "answer_malformed"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000, "answer_too_long"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 15_000 + b"\r\n", "answer_too_long|answer_malformed"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 5_000, "answer_too_long|answer_malformed"),
    ],
    ids=["nothing", "no http", "no status", "cut body", "bad chunk", "long header", "many headers", "100 for ever"],
)  # fmt: skip
def test_an_answer_that_is_none_is_a_failure_and_no_accident(said: bytes, code: str) -> None:
    with raw_server(said) as port, pytest.raises(PostFailed) as failed:
        post(f"http://{HOST}:{port}/", b"{}", {}, policy=policy(port), resolve=here, deadline_s=5)
    assert failed.value.code in code.split("|")


class raw_server:
    """Answers one connection with these bytes."""

    def __init__(self, said: bytes) -> None:
        self._said = said
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        try:
            connection, _ = self._listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(self._said)
        except OSError:
            # The other side has heard enough.
            return

    def __enter__(self) -> int:
        self._thread.start()
        port: int = self._listening.getsockname()[1]
        return port

    def __exit__(self, *args: object) -> None:
        self._thread.join(10)
        self._listening.close()


def certificate(folder: Path, name: str) -> Path:
    """A certificate for ``name``, signed by itself."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    path = folder / f"{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


def with_tls(pem: Path) -> Callable[[TCPServer], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    def wrap(server: TCPServer) -> None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)

    return wrap


@pytest.mark.parametrize(("named", "taken"), [(HOST, True), ("other.example.org", False)])
def test_the_certificate_is_for_the_name_and_not_for_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, taken: bool
) -> None:
    pem = certificate(tmp_path, named)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with listening(with_tls(pem)) as server:
        if taken:
            assert sent(server, scheme="https").status == 204
        else:
            assert failure(server, scheme="https") == "tls_failed"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with listening(with_tls(certificate(tmp_path, HOST))) as server:
        assert failure(server, scheme="https") == "tls_failed"
        assert server.requests == []


def test_a_server_that_speaks_no_tls_is_a_failure(server: Receiver) -> None:
    assert failure(server, scheme="https", deadline_s=2) in {"tls_failed", "timed_out"}
