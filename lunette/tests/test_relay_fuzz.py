"""Any Host, Origin, method, path and bytes at the Jupyter server's routes of ours."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunette._bridge_client import BridgeClient
from lunette.tests.support.jupyter_server import JupyterServer

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
ROUTES = ["health", "ws", "app", f"media/{'0' * 24}/{'0' * 24}", "media/..%2f..%2fetc/passwd"]
PIECES = [
    "GET /user/ann/lunette/health",
    "GET /user/ann/lunette/ws",
    "GET /user/ann/lunette/media/%2e%2e/%2e%2e",
    "OPTIONS * ",
    " HTTP/1.1\r\n",
    "Host: {host}\r\n",
    "Host: [::\r\n",
    "Origin: %%%\r\n",
    "Cookie: a=b; ;;=\r\n",
    "Authorization: token \r\n",
    "Upgrade: websocket\r\n",
    "Connection: Upgrade\r\n",
    "Sec-WebSocket-Key: x\r\n",
    "Sec-WebSocket-Version: 99\r\n",
    "Content-Length: -1\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Range: bytes=-0,99999999999999999999-\r\n",
    "\r\n",
    "\0",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[JupyterServer]:
    server = JupyterServer(tmp_path_factory.mktemp("server"), lunette_home)
    yield server
    server.stop()


@SETTINGS
@given(route=st.sampled_from(ROUTES), origin=HEADER.filter(str.strip))
def test_no_origin_but_the_servers_own_is_answered(
    server: JupyterServer, bridge: BridgeClient, route: str, origin: str
) -> None:
    headers = {**server.authorization, "Origin": origin}
    status, found, body = server.get(route, headers)
    # The page's document is the same for everybody who is logged in; no other origin can read it.
    assert status in (400, 403, 404) or (route == "app" and status == 200), origin
    assert b"Traceback" not in body
    assert not [name for name in found if name.startswith("access-control-allow-origin")]


@SETTINGS
@given(route=st.sampled_from(ROUTES), host=HEADER.filter(str.strip))
def test_no_host_but_the_servers_own_is_answered(
    server: JupyterServer, bridge: BridgeClient, route: str, host: str
) -> None:
    if host.split(":")[0].strip().lower() in ("127.0.0.1", "localhost"):
        return
    status, _, body = server.get(route, {**server.authorization, "Host": host})
    assert status in (400, 403, 404), host
    assert b"Traceback" not in body


@SETTINGS
@given(parts=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_any_bytes_end_quietly(
    server: JupyterServer, bridge: BridgeClient, parts: list[str]
) -> None:
    content = "".join(parts).replace("{host}", server.host).encode("latin-1")
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(0.3)
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except OSError:
            pass
    # Nobody logged in here.
    assert not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 101", b"HTTP/1.1 500"))
    assert b"Traceback" not in answer


def test_the_server_is_there_after_all_of_that(server: JupyterServer, bridge: BridgeClient) -> None:
    assert server.get("health", server.authorization)[0] == 200
    log = server.log.read_text("utf-8", "replace")
    ours = [line for line in log.splitlines() if "Uncaught exception" in line and "lunette" in line]
    assert ours == []
