"""The Jupyter server's relay: who may pass, what passes, and that nobody has to hurry."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest
from PIL import Image
from websockets.exceptions import ConnectionClosed, InvalidStatus

import lunette as ln
from lunette._bridge_client import BridgeClient
from lunette._bridge_frames import decode_message, encode_message
from lunette._bridge_runtime import home_mark
from lunette._installed import labextension_version
from lunette.core.session import Session
from lunette.tests.support.jupyter_server import JupyterServer

HELLO = {"kind": "hello", "v": 1, "client": "app", "subscription": "page"}
NOWHERE = f"media/{'0' * 24}/{'0' * 24}"
ROUTES = ("health", NOWHERE, "ws", "page/page.js")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[JupyterServer]:
    server = JupyterServer(tmp_path_factory.mktemp("server"), lunette_home)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def cookie(server: JupyterServer) -> str:
    """The cookie of somebody who logged in with a browser."""
    status, headers, _ = server.get(f"../tree?token={server.token}")
    assert status in (200, 302, 404), status
    login = re.search(r"(username-[^=]+=[^;]+)", headers["set-cookie"])
    assert login is not None
    return login.group(1)


@pytest.fixture
def picture(bridge: BridgeClient, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A sample's media path below `lunette/`, and its file."""
    file = tmp_path / "noise.png"
    Image.frombytes("RGB", (300, 200), os.urandom(300 * 200 * 3)).save(file)
    dataset = ln.Dataset()
    sample = ln.Sample(filepath=str(file))
    dataset.add_sample(sample)
    yield f"media/{dataset._id}/{sample.id}", file
    dataset.delete()


def ask(connection: Any, method: str, params: dict[str, Any], id: int = 1) -> dict[str, Any]:
    request = {"kind": "request", "id": id, "method": method, "params": params}
    connection.send(json.dumps(request))
    while True:
        data = connection.recv(timeout=20)
        message, _ = decode_message(
            data if isinstance(data, bytes) else data.encode(), isinstance(data, bytes)
        )
        if message["kind"] == "reply" and message["id"] == id:
            return message


class TestWhoMayPass:
    @pytest.mark.parametrize("route", ROUTES)
    def test_nobody_without_login(self, server: JupyterServer, route: str) -> None:
        assert server.get(route)[0] == 403

    @pytest.mark.parametrize("route", ROUTES)
    def test_nobody_with_a_wrong_token(self, server: JupyterServer, route: str) -> None:
        assert server.get(route, {"Authorization": "token wrong"})[0] == 403

    @pytest.mark.parametrize("route", ROUTES)
    @pytest.mark.parametrize(
        "origin",
        [
            "https://evil.example",
            "null",
            "http://127.0.0.1",
            "http://127.0.0.1:1",
            "file://{host}",
            "http://{host}.evil.example",
            "http://{host}/path",
            "http://ann@{host}",
            "",
        ],
    )
    def test_no_page_of_another_origin_even_with_a_token(
        self, server: JupyterServer, route: str, origin: str
    ) -> None:
        headers = {**server.authorization, "Origin": origin.format(host=server.host)}
        status, answer, _ = server.get(route, headers)
        assert status == 403
        assert not [name for name in answer if name.startswith("access-control-")]

    @pytest.mark.parametrize("route", ROUTES)
    def test_no_page_of_another_origin_with_the_login_cookie(
        self, server: JupyterServer, route: str, cookie: str
    ) -> None:
        headers = {"Cookie": cookie, "Origin": "https://evil.example"}
        assert server.get(route, headers)[0] == 403

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "something-new"])
    def test_no_picture_for_a_page_that_the_browser_says_is_foreign(
        self, server: JupyterServer, cookie: str, site: str
    ) -> None:
        status, _, _ = server.get(NOWHERE, {"Cookie": cookie, "Sec-Fetch-Site": site})
        assert status == 403

    @pytest.mark.parametrize("route", ROUTES)
    def test_no_foreign_host(self, server: JupyterServer, route: str) -> None:
        headers = {**server.authorization, "Host": "evil.example"}
        assert server.get(route, headers)[0] == 403

    @pytest.mark.parametrize("route", ROUTES)
    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    def test_no_other_method(self, server: JupyterServer, route: str, method: str) -> None:
        assert server.get(route, server.authorization, method)[0] == 405

    def test_no_websocket_without_login_or_from_elsewhere(
        self, server: JupyterServer, cookie: str
    ) -> None:
        for headers in (
            {},
            {"Origin": f"http://{server.host}"},
            {"Cookie": cookie, "Origin": "https://evil.example"},
            {"Cookie": cookie, "Origin": "null"},
            {**server.authorization, "Origin": "https://evil.example"},
            {**server.authorization, "Origin": "null"},
        ):
            with pytest.raises(InvalidStatus) as refused:
                server.connect(headers)
            assert refused.value.response.status_code == 403, headers

    @pytest.mark.parametrize(
        "path",
        [
            "media/etc/passwd",
            "media/%2e%2e/%2e%2e/etc/passwd",
            f"media/{'0' * 24}/..%2f..%2fetc%2fpasswd",
            f"media/{'g' * 24}/{'0' * 24}",
            f"media/{'0' * 24}",
        ],
    )
    def test_nothing_that_looks_like_a_path(self, server: JupyterServer, path: str) -> None:
        assert server.get(path, server.authorization)[0] == 404

    def test_an_error_is_json_and_tells_nothing_of_the_server(self, server: JupyterServer) -> None:
        status, headers, body = server.get("health", {"Authorization": "token <b>wrong</b>"})
        assert status == 403
        assert headers["content-type"] == "application/json"
        assert headers["x-content-type-options"] == "nosniff"
        assert b"Traceback" not in body
        assert b"<b>" not in body


class TestHealth:
    def test_says_that_every_hop_works(self, server: JupyterServer, bridge: BridgeClient) -> None:
        status, headers, body = server.get("health", server.authorization)
        assert status == 200
        assert headers["cache-control"] == "no-store"
        health = json.loads(body)
        assert health["relay"] == {
            "ok": True,
            "version": ln.__version__,
            "home": home_mark(),
            "python": sys.executable,
            "labextension": labextension_version(),
        }
        assert health["bridge"] == {"ok": True, "version": bridge.bridge_version}

    def test_says_whether_a_session_is_known(
        self, server: JupyterServer, bridge: BridgeClient
    ) -> None:
        session = Session()
        for id, known in ((session._wire.id, True), ("0" * 32, False)):
            _, _, body = server.get(f"health?session={id}", server.authorization)
            assert json.loads(body)["bridge"]["session"] is known
        session.close()
        for query in ("", "?session=", "?session=../x", "?session=%0d%0aHost:%20evil"):
            _, _, body = server.get(f"health{query}", server.authorization)
            assert "session" not in json.loads(body)["bridge"]


class TestPictures:
    def test_pass_with_the_headers_that_make_them_harmless(
        self, server: JupyterServer, picture: tuple[str, Path], cookie: str
    ) -> None:
        path, file = picture
        status, headers, body = server.get(
            path, {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
        )
        assert status == 200
        assert body == file.read_bytes()
        assert headers["content-type"] == "image/png"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "private, no-cache"

    def test_pass_in_parts(self, server: JupyterServer, picture: tuple[str, Path]) -> None:
        path, file = picture
        headers = {**server.authorization, "Range": "bytes=10-19"}
        status, answer, body = server.get(path, headers)
        assert status == 206
        assert body == file.read_bytes()[10:20]
        assert answer["content-range"] == f"bytes 10-19/{file.stat().st_size}"

    def test_are_not_sent_again_to_who_has_them(
        self, server: JupyterServer, picture: tuple[str, Path]
    ) -> None:
        _, first, _ = server.get(picture[0], server.authorization)
        headers = {**server.authorization, "If-None-Match": first["etag"]}
        status, _, body = server.get(picture[0], headers)
        assert (status, body) == (304, b"")

    def test_answer_head_without_the_picture(
        self, server: JupyterServer, picture: tuple[str, Path]
    ) -> None:
        path, file = picture
        status, headers, body = server.get(path, server.authorization, "HEAD")
        assert (status, body) == (200, b"")
        assert headers["content-length"] == str(file.stat().st_size)

    def test_that_are_not_there_say_so(self, server: JupyterServer, bridge: BridgeClient) -> None:
        status, _, body = server.get(NOWHERE, server.authorization)
        assert status == 404
        assert "It may have been deleted" in json.loads(body)["error"]["message"]


class TestMessages:
    def test_pass_in_both_directions_as_text_and_as_bytes(
        self, server: JupyterServer, picture: tuple[str, Path], cookie: str
    ) -> None:
        headers = {"Cookie": cookie, "Origin": f"http://{server.host}"}
        with server.connect(headers) as page:
            page.send(json.dumps(HELLO))
            assert json.loads(page.recv(timeout=20))["kind"] == "welcome"
            assert ask(page, "bridge.status", {})["result"]["clients"] >= 1
            dataset, sample = picture[0].split("/")[1:]
            page.send(
                json.dumps(
                    {
                        "kind": "request",
                        "id": 7,
                        "method": "media.thumbnails",
                        "params": {"dataset": dataset, "sample_ids": [sample], "size": 128},
                    }
                )
            )
            data = page.recv(timeout=20)
            assert isinstance(data, bytes)
            message, payload = decode_message(data, True)
            assert message["id"] == 7
            assert payload

    def test_may_not_name_files(self, server: JupyterServer, picture: tuple[str, Path]) -> None:
        with server.connect(server.authorization) as page:
            page.send(json.dumps(HELLO))
            page.recv(timeout=20)
            dataset = picture[0].split("/")[1]
            for method in ("samples.add", "samples.update", "dataset.create"):
                request = {"kind": "request", "id": 1, "method": method, "params": {}}
                request["params"] = {"dataset": dataset} if "samples" in method else {}
                page.send(encode_message(request, b"\x90"))
                data = page.recv(timeout=20)
                assert isinstance(data, str)
                assert json.loads(data)["error"]["code"] == "unauthorized"

    def test_of_the_allowed_size_pass(self, server: JupyterServer, bridge: BridgeClient) -> None:
        with server.connect(server.authorization) as page:
            page.send(json.dumps(HELLO))
            page.recv(timeout=20)
            request = {"kind": "request", "id": 1, "method": "bridge.status", "params": {}}
            page.send(encode_message(request, bytes(30 * 1024 * 1024)))
            reply = page.recv(timeout=60)
            assert json.loads(reply)["id"] == 1

    def test_the_page_hears_why_the_connection_ends(
        self, server: JupyterServer, bridge: BridgeClient
    ) -> None:
        with server.connect(server.authorization) as page:
            page.send(json.dumps({**HELLO, "v": 99}))
            with pytest.raises(ConnectionClosed) as closed:
                page.recv(timeout=20)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4002

    def test_a_page_that_does_not_read_costs_the_server_no_memory(
        self, server: JupyterServer, bridge: BridgeClient
    ) -> None:
        process = psutil.Process(server.pid)
        ids = [f"{i:024x}" for i in range(2000)]
        with server.connect(server.authorization, max_queue=1) as page:
            page.send(json.dumps(HELLO))
            page.recv(timeout=20)
            state = {"selected_samples": [{"id": id} for id in ids]}
            created = ask(page, "session.create", {"state": state})
            assert "error" not in created
            before = process.memory_info().rss
            join = {"session": created["result"]["session"], "last_seq": 0}
            # Each answer has about 100 kB: 200 MB in all, and nobody reads them.
            sent = 0
            deadline = time.monotonic() + 4
            while sent < 2000 and time.monotonic() < deadline:
                request = {"kind": "request", "id": 2 + sent, "method": "session.join"}
                page.send(json.dumps({**request, "params": join}))
                sent += 1
                time.sleep(0.001)
            time.sleep(1)
            assert sent > 500
            assert process.memory_info().rss - before < 30 * 1024 * 1024
