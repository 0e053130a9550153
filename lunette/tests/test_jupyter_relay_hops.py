"""The relay and the bridge behind it: what the bridge is told, and what happens when it is gone."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from lunette._bridge_process import ensure_bridge
from lunette._bridge_runtime import prepare_runtime_folder, read_discovery, runtime_paths
from lunette.tests.support.fake_bridge import FakeBridge
from lunette.tests.support.jupyter_server import JupyterServer

HELLO = json.dumps({"kind": "hello", "v": 1, "client": "app", "subscription": "page"})
MEDIA = f"media/{'a' * 24}/{'b' * 24}"
PRIVATE = {
    "Cookie": "username-127-0-0-1=secret-cookie",
    "X-XSRFToken": "secret-xsrf",
    "Referer": "http://127.0.0.1/secret-referrer",
    "X-Forwarded-For": "10.0.0.1",
}


@pytest.fixture
def server(tmp_path: Path, own_home: Path) -> Iterator[JupyterServer]:
    server = JupyterServer(tmp_path, own_home)
    yield server
    server.stop()


class OneAnswer:
    """Listens as the bridge does, notes the head of one request and answers it."""

    def __init__(self, home: Path, answer: bytes) -> None:
        self.head = b""
        self._answer = answer
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(prepare_runtime_folder(home).socket))
        self._socket.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> OneAnswer:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while not self.head:
            connection, _ = self._socket.accept()
            with connection:
                # The first connection only looks whether somebody listens.
                self.head = connection.recv(65536)
                if self.head:
                    connection.sendall(self._answer)


def answer_of(*headers: str, body: bytes = b"") -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def test_the_bridge_hears_nothing_private_of_a_request_for_a_picture(
    server: JupyterServer, own_home: Path
) -> None:
    origin = {"Origin": f"http://{server.host}"}
    headers = {**server.authorization, **PRIVATE, **origin, "Range": "bytes=0-9"}
    with OneAnswer(own_home, answer_of("Content-Type: image/png", body=b"picture")) as bridge:
        status, _, body = server.get(f"{MEDIA}?token={server.token}&path=/etc/passwd", headers)
    assert (status, body) == (200, b"picture")
    head = bridge.head.decode()
    assert head.startswith(f"GET /{MEDIA} HTTP/1.1\r\n")
    assert "\r\nX-Lunette-Via: jupyter\r\n" in head
    assert "\r\nRange: bytes=0-9\r\n" in head
    for word in ("secret", server.token, "origin", "authorization", "cookie", "10.0.0.1", "passwd"):
        assert word not in head.lower()


def test_the_page_gets_only_headers_that_are_known(server: JupyterServer, own_home: Path) -> None:
    answer = answer_of(
        "Content-Type: image/png",
        "Set-Cookie: evil=1",
        "Access-Control-Allow-Origin: *",
        "Location: https://evil.example",
        "Content-Security-Policy: sandbox; default-src 'none'",
    )
    with OneAnswer(own_home, answer):
        _, headers, _ = server.get(MEDIA, server.authorization)
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert not {"location", "access-control-allow-origin"} & set(headers)
    # The login's own cookie is Jupyter's.
    assert "evil" not in "".join(headers.values())


def test_what_is_no_bridge_is_a_readable_error(server: JupyterServer, own_home: Path) -> None:
    with OneAnswer(own_home, b"220 mail.example ESMTP\r\n\r\n"):
        status, _, body = server.get(MEDIA, server.authorization)
    assert status == 502
    assert "does not speak HTTP" in json.loads(body)["error"]["message"]


def test_the_bridge_hears_nothing_private_of_a_page_that_connects(
    server: JupyterServer, own_home: Path
) -> None:
    bridge = FakeBridge(prepare_runtime_folder(own_home).socket, lambda message, _: "answer")
    headers = {**server.authorization, **PRIVATE, "Origin": f"http://{server.host}"}
    with server.connect(headers) as page:
        page.send(HELLO)
        assert json.loads(page.recv(timeout=20))["kind"] == "welcome"
        request = bridge.connections[-1].request
    bridge.stop()
    assert request is not None
    assert request.path == "/ws"
    assert request.headers["X-Lunette-Via"] == "jupyter"
    known = {"host", "x-lunette-via", "connection", "upgrade"}
    assert {
        name.lower() for name in request.headers if not name.lower().startswith("sec-websocket-")
    } == known


def test_a_page_hears_that_the_bridge_is_gone_and_finds_a_new_one(
    server: JupyterServer, own_home: Path
) -> None:
    ensure_bridge(own_home)
    with server.connect(server.authorization) as page:
        page.send(HELLO)
        before = json.loads(page.recv(timeout=20))
        os.kill(before["pid"], signal.SIGKILL)
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1001, "The bridge ended.")
    with server.connect(server.authorization) as page:
        page.send(HELLO)
        after = json.loads(page.recv(timeout=20))
    assert after["pid"] != before["pid"]
    assert (read_discovery(runtime_paths(own_home)) or {})["pid"] == after["pid"]


def test_a_page_hears_why_there_is_no_bridge(server: JupyterServer, own_home: Path) -> None:
    (own_home / "run").write_text("in the way")
    with server.connect(server.authorization) as page:
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1013
        assert "run cannot be used" in closed.value.rcvd.reason
    status, _, body = server.get("health", server.authorization)
    health = json.loads(body)
    assert (status, health["relay"]["ok"], health["bridge"]["ok"]) == (200, True, False)
    assert str(own_home) in health["bridge"]["message"]
    assert server.get(MEDIA, server.authorization)[0] == 503
