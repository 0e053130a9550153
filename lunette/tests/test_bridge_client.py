"""The client of the bridge, against a server that misbehaves in every way we can think of."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError, BridgeStartError
from lunette._bridge_runtime import prepare_runtime_folder
from lunette.tests.support.fake_bridge import FakeBridge


def answer_with_method(message: dict[str, Any], payload: bytes | None) -> Any:
    return message["method"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def serve(home: Path) -> Iterator[Callable[..., FakeBridge]]:
    servers = []

    def start(
        answer: Callable[[dict[str, Any], bytes | None], Any] = answer_with_method,
    ) -> FakeBridge:
        paths = prepare_runtime_folder(home)
        paths.socket.unlink(missing_ok=True)
        servers.append(FakeBridge(paths.socket, answer))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def client(home: Path) -> Iterator[BridgeClient]:
    client = BridgeClient(home)
    yield client
    client.close()


@pytest.fixture
def broken_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bridge can be started."""
    monkeypatch.setattr("lunette._bridge_node.BUNDLE", Path("/nowhere/main.mjs"))


def wait_until(condition: Callable[[], Any], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.005)


def test_a_request_gets_its_result_and_its_payload(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    serve(lambda message, payload: (message["params"], payload and payload[::-1]))
    assert client.request("view.ids", {"n": 1}, b"abc") == ({"n": 1}, b"cba")
    assert client.request("view.ids", {"n": 2}) == ({"n": 2}, None)


def test_large_payloads_pass_both_ways(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    serve(lambda message, payload: (len(payload or b""), payload))
    payload = os.urandom(1 << 20) * 40
    result, back = client.request("samples.add", {}, payload)
    assert result == len(payload)
    assert back == payload


def test_an_error_carries_code_message_and_details(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    serve(lambda *_: KeyError("no dataset x"))
    with pytest.raises(BridgeError, match="no dataset x") as caught:
        client.request("dataset.load", {"name": "x"})
    assert caught.value.code == "not_found"
    assert caught.value.details == {"a": 1}


def test_many_threads_share_one_connection(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    server = serve(lambda message, payload: message["params"]["n"])
    wrong: list[int] = []

    def ask(start: int) -> None:
        for n in range(start, start + 50):
            if client.request("view.count", {"n": n})[0] != n:
                wrong.append(n)

    threads = [threading.Thread(target=ask, args=(i * 100,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(server.connections) == 1


def test_progress_is_reported(client: BridgeClient, serve: Callable[..., FakeBridge]) -> None:
    def answer(message: dict[str, Any], payload: bytes | None) -> Any:
        for done in (1, 2):
            server.send({"kind": "progress", "id": message["id"], "done": done, "total": None})
        return "ready"

    server = serve(answer)
    seen: list[tuple[int, int | None]] = []
    client.request("samples.add", on_progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, None), (2, None)]


def test_a_timeout_cancels_the_request(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    server = serve(lambda *_: FakeBridge.NO_ANSWER)
    with pytest.raises(BridgeError, match=r"did not answer “view.count” within 0.05 seconds"):
        client.request("view.count", timeout=0.05)
    wait_until(lambda: server.received[-1]["kind"] == "cancel")
    assert server.received[-1]["id"] == server.requests("view.count")[0]["id"]


def test_an_interrupt_cancels_the_request(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    server = serve(lambda *_: FakeBridge.NO_ANSWER)

    def interrupt() -> None:
        wait_until(lambda: server.requests("view.count"))
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        client.request("view.count")
    wait_until(lambda: server.received[-1]["kind"] == "cancel")


def test_a_read_is_repeated_after_a_break(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    def answer(message: dict[str, Any], payload: bytes | None) -> Any:
        if len(server.requests("view.count")) == 1:
            server.break_connections()
            return FakeBridge.NO_ANSWER
        return 7

    server = serve(answer)
    assert client.request("view.count")[0] == 7


def test_a_read_that_ends_the_bridge_every_time_is_given_up(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    def answer(message: dict[str, Any], payload: bytes | None) -> Any:
        server.break_connections()
        return FakeBridge.NO_ANSWER

    server = serve(answer)
    with pytest.raises(BridgeError, match=r"ended 3 times while it worked on “view\.count”"):
        client.request("view.count")
    assert len(server.requests("view.count")) == 3


def test_a_write_that_was_sent_is_never_repeated(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    def answer(message: dict[str, Any], payload: bytes | None) -> Any:
        server.break_connections()
        return FakeBridge.NO_ANSWER

    server = serve(answer)
    with pytest.raises(BridgeError, match="unknown whether it was done"):
        client.request("samples.add", payload=b"x")
    assert len(server.requests("samples.add")) == 1


def test_a_write_that_was_not_sent_waits_for_the_connection(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    server = serve()
    client.request("view.count")
    server.break_connections()
    assert client.request("samples.add", payload=b"x")[0] == "samples.add"
    assert len(server.requests("samples.add")) == 1


def test_requests_say_why_no_bridge_can_be_started(
    client: BridgeClient, broken_installation: None
) -> None:
    with pytest.raises(BridgeStartError, match=r"/nowhere/main\.mjs is missing"):
        client.request("bridge.status")


def test_a_closed_client_says_so(client: BridgeClient) -> None:
    client.close()
    with pytest.raises(BridgeError, match="was closed"):
        client.request("bridge.status")


def test_closing_ends_requests_under_way(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    server = serve(lambda *_: FakeBridge.NO_ANSWER)

    def close() -> None:
        wait_until(lambda: server.requests("view.count"))
        client.close()

    threading.Thread(target=close).start()
    with pytest.raises(BridgeError, match="was closed"):
        client.request("view.count")


def test_changes_of_datasets_come_before_the_answers_that_follow_them(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    change = {"kind": "dataset_change", "dataset": "d", "seq": 4, "change": "tags"}

    def answer(message: dict[str, Any], payload: bytes | None) -> Any:
        server.send(change)
        return 1

    server = serve(answer)
    seen: list[dict[str, Any]] = []
    stop = client.on_dataset_change(seen.append)
    client.request("view.count")
    assert seen == [change]
    stop()
    client.request("view.count")
    assert seen == [change]


def test_watched_datasets_are_watched_again_after_a_break(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    server = serve(lambda message, payload: {"id": "d1"})
    client.request("dataset.load", {"name": "quickstart"})
    server.break_connections()
    client.request("view.count")
    wait_until(lambda: server.requests("dataset.watch"))
    assert server.requests("dataset.watch")[0]["params"] == {"dataset": "d1"}


def test_a_value_that_json_cannot_say_is_refused_here(
    client: BridgeClient, serve: Callable[..., FakeBridge]
) -> None:
    serve()
    client.request("view.count")
    with pytest.raises(ValueError, match="JSON"):
        client.request("view.count", {"n": float("nan")})
    assert client.request("view.count")[0] == "view.count"


def test_a_forked_child_makes_its_own_connection(
    home: Path, serve: Callable[..., FakeBridge], monkeypatch: pytest.MonkeyPatch
) -> None:
    from lunette._bridge import client as process_client

    monkeypatch.setenv("LUNETTE_HOME", str(home))
    server = serve(lambda message, payload: message["params"])
    process_client().request("view.count", {"who": "parent"})
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        result, _ = process_client().request("view.count", {"who": "child"}, timeout=10)
        os.write(write_end, result["who"].encode())
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert os.read(read_end, 100) == b"child"
    os.close(read_end)
    os.close(write_end)
    assert process_client().request("view.count", {"who": "parent"})[0] == {"who": "parent"}
    hellos = [m["subscription"] for m in server.received if m["kind"] == "hello"]
    assert len(hellos) == len(set(hellos)) == 2
    process_client().close()
