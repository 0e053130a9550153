"""A session on the wire, with a real bridge: order, acknowledgement, and what survives a kill."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError
from lunette._bridge_process import running_bridge
from lunette._bridge_runtime import read_discovery, runtime_paths
from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import SelectSamples, SetSample, SetSpaces
from lunette.tests.support.app import App, wait_until


def sample_id(number: int) -> str:
    return f"{number:024x}"


@pytest.fixture
def client(own_home: Path) -> Iterator[BridgeClient]:
    client = BridgeClient(own_home)
    yield client
    client.close()


@pytest.fixture
def session(client: BridgeClient) -> BridgeSession:
    return BridgeSession.create(client, {})


@pytest.fixture
def app(own_home: Path, session: BridgeSession) -> Iterator[App]:
    app = App(own_home, session.id)
    yield app
    app.close()


def kill_bridge(home: Path) -> None:
    discovery = read_discovery(runtime_paths(home))
    assert discovery is not None
    os.kill(discovery["pid"], signal.SIGKILL)


def test_what_one_client_sends_the_other_has(session: BridgeSession, app: App) -> None:
    session.send(SetSample(sample_id=sample_id(1)))
    assert app.session.state()["sample_id"] == sample_id(1)
    app.send(SelectSamples(samples=[{"id": sample_id(2), "type": "alt"}]))
    assert session.state()["selected_samples"] == [{"id": sample_id(2), "type": "alt"}]


def test_what_is_acknowledged_to_the_app_is_read_by_the_kernel_at_once(
    session: BridgeSession, app: App
) -> None:
    for number in range(200):
        app.send(SetSample(sample_id=sample_id(number)))
        assert session.state()["sample_id"] == sample_id(number)


def test_everybody_sees_the_same_order(session: BridgeSession, app: App) -> None:
    seen: dict[str, list[tuple[int, str]]] = {"kernel": [], "app": []}

    def follow(who: str) -> None:
        def note(event: ReceivedEvent) -> None:
            if event.name == "set_sample":
                seen[who].append((event.seq, event.data["sample_id"]))

        (session if who == "kernel" else app.session).on_received(note)

    follow("kernel")
    follow("app")

    def send(wire: BridgeSession, first: int) -> None:
        for number in range(first, first + 50):
            wire.send(SetSample(sample_id=sample_id(number)))

    threads = [
        threading.Thread(target=send, args=(session, 0)),
        threading.Thread(target=send, args=(app.session, 1000)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_until(lambda: len(seen["kernel"]) == len(seen["app"]) == 100)
    assert sorted(seen["kernel"]) == sorted(seen["app"])
    assert session.state() == app.session.state()
    assert session.seq == app.session.seq


def test_a_refused_event_leaves_the_state_as_it_was(session: BridgeSession, app: App) -> None:
    session.send(SelectSamples(samples=[{"id": sample_id(1), "type": "default"}]))
    with pytest.raises(BridgeError, match="“x” is no id of a sample"):
        session.send(SelectSamples(samples=[{"id": "x", "type": "default"}]))
    assert session.state()["selected_samples"] == [{"id": sample_id(1), "type": "default"}]
    assert len(app.seen("select_samples")) == 1


def test_apps_are_counted(own_home: Path, session: BridgeSession) -> None:
    assert session.app_count == 0
    app = App(own_home, session.id)
    wait_until(lambda: session.app_count == 1)
    app.close()
    wait_until(lambda: session.app_count == 0)


def test_a_session_that_is_not_there_is_not_joined(client: BridgeClient) -> None:
    with pytest.raises(BridgeError, match="no longer there") as caught:
        BridgeSession.join(client, "0" * 32)
    assert caught.value.code == "not_found"


def test_closing_ends_the_session_for_everybody(session: BridgeSession, app: App) -> None:
    session.close()
    wait_until(lambda: app.session.closed)
    for wire in (session, app.session):
        with pytest.raises(BridgeError, match="session was closed"):
            wire.state()
    session.close()


class TestAfterTheBridgeWasKilled:
    def test_the_state_is_there_again(
        self, own_home: Path, session: BridgeSession, app: App
    ) -> None:
        session.send(SetSample(sample_id=sample_id(7)))
        app.send(SelectSamples(samples=[{"id": sample_id(8), "type": "default"}]))
        before = session.state()
        kill_bridge(own_home)
        assert session.state() == before
        assert app.session.state() == before

    def test_clients_come_back_by_themselves(
        self, own_home: Path, session: BridgeSession, app: App
    ) -> None:
        pid = (read_discovery(runtime_paths(own_home)) or {})["pid"]
        kill_bridge(own_home)
        wait_until(lambda: (read_discovery(runtime_paths(own_home)) or {}).get("pid") != pid)
        wait_until(lambda: session.client.connected and app.client.connected)
        wait_until(lambda: session.app_count == 1)
        session.send(SetSample(sample_id=sample_id(3)))
        app.wait_for("set_sample")

    def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
        self, own_home: Path, session: BridgeSession, app: App
    ) -> None:
        stop = threading.Event()
        acknowledged: list[int] = []

        def send() -> None:
            number = 0
            while not stop.is_set():
                session.send(SetSpaces(spaces=_spaces(number)))
                acknowledged.append(number)
                number += 1

        sender = threading.Thread(target=send)
        sender.start()
        try:
            for _ in range(3):
                count = len(acknowledged)
                wait_until(lambda count=count: len(acknowledged) > count + 20)  # type: ignore[misc]
                kill_bridge(own_home)
                wait_until(lambda: running_bridge(own_home) is not None)
        finally:
            stop.set()
            sender.join(30)
        assert not sender.is_alive()
        assert _number(session.state()["spaces"]) == acknowledged[-1]
        assert _number(session.state()["spaces"]) == acknowledged[-1]
        # The App heard of each event once at most, and in order.
        heard = [_number(data["spaces"]) for data in app.seen("set_spaces")]
        assert heard == sorted(set(heard))
        assert acknowledged == list(range(len(acknowledged)))

    def test_other_clients_hear_what_they_missed(
        self, own_home: Path, session: BridgeSession
    ) -> None:
        app = App(own_home, session.id)
        session.send(SetSample(sample_id=sample_id(1)))
        kill_bridge(own_home)
        session.send(SetSample(sample_id=sample_id(2)))
        session.send(SetSample(sample_id=sample_id(3)))
        app.wait_for("set_sample", 3)
        assert [data["sample_id"] for data in app.seen("set_sample")] == [
            sample_id(1),
            sample_id(2),
            sample_id(3),
        ]
        app.close()


def _spaces(number: int) -> dict[str, Any]:
    """A layout that carries a number."""
    return {"component_id": f"space-{number}", "children": []}


def _number(spaces: dict[str, Any] | None) -> int:
    assert spaces is not None
    return int(spaces["component_id"].removeprefix("space-"))


def test_a_bridge_that_was_stopped_is_not_started_again_until_somebody_asks(
    own_home: Path, session: BridgeSession
) -> None:
    session.send(SetSample(sample_id=sample_id(1)))
    session.client.request("bridge.stop")
    wait_until(lambda: running_bridge(own_home) is None)
    time.sleep(1)
    assert running_bridge(own_home) is None
    assert session.state()["sample_id"] == sample_id(1)


def test_a_forked_child_follows_the_session_with_a_connection_of_its_own(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lunette import _bridge

    monkeypatch.setenv("LUNETTE_HOME", str(own_home))
    session = BridgeSession.create(_bridge.client(), {})
    session.send(SetSample(sample_id=sample_id(1)))
    child = os.fork()
    if child == 0:
        if session.state()["sample_id"] == sample_id(1):
            session.send(SetSample(sample_id=sample_id(2)))
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert session.state()["sample_id"] == sample_id(2)
    _bridge.client().close()
