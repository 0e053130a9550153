"""Python clients under breaks and kills: all end with one state, in one order, with nothing lost.

``LUNETTE_SEED`` repeats the choices of a run, ``LUNETTE_SOAK`` makes that many runs.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError
from lunette._bridge_runtime import read_discovery, runtime_paths
from lunette._bridge_session import BridgeSession, ReceivedEvent
from lunette._generated.events import (
    Event,
    Ping,
    SelectSamples,
    SetFieldVisibilityStage,
    SetGroupSlice,
    SetSample,
    SetView,
)
from lunette.tests.support.app import wait_until

RUNS = int(os.environ.get("LUNETTE_SOAK", "3"))
SEED = int(os.environ.get("LUNETTE_SEED", str(time.time_ns() % 2**31)))
STEPS = 25

MAKE: list[Callable[[int], Event]] = [
    lambda mark: SelectSamples(samples=[{"id": f"{mark:024x}"}]),
    lambda mark: SetSample(sample_id=f"{mark:024x}"),
    lambda mark: SetGroupSlice(slice=f"slice {mark}"),
    lambda mark: SetFieldVisibilityStage(stage={"mark": mark}),
    lambda mark: Ping(),
]
REFUSED: list[Callable[[], Event]] = [
    lambda: SelectSamples(samples=[{"id": "no id"}]),
    # There is no dataset, so there can be no view.
    lambda: SetView(view=[{"stage": "limit", "limit": 1}]),
]


class Member:
    """A kernel, or what stands for an App: its events go out from a thread of its own."""

    def __init__(self, home: Path, kind: str, session: str | None) -> None:
        self.client = BridgeClient(home, kind=kind)
        if session is None:
            self.session = BridgeSession.create(self.client, {})
        else:
            self.session = BridgeSession.join(self.client, session)
        self.heard: list[ReceivedEvent] = []
        self.session.on_received(self.heard.append)
        self.sent = 0
        self.refused = 0
        self.problems: list[str] = []
        self._threads: list[threading.Thread] = []

    def send(self, event: Event, refused: bool = False) -> None:
        def run() -> None:
            try:
                self.session.send(event)
                self.sent += 1
                if refused:
                    self.problems.append(f"{event} was taken")
            except BridgeError as error:
                self.refused += 1
                if not refused:
                    self.problems.append(f"{event} was refused: {error}")

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self._threads.append(thread)

    def drop(self) -> None:
        connection = self.client._connection
        if connection is not None:
            connection.close()

    def settle(self) -> None:
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive(), "An event was never answered."


def kill_bridge(home: Path) -> None:
    discovery = read_discovery(runtime_paths(home))
    if discovery is not None:
        # One that was killed a moment ago may still have its file.
        with contextlib.suppress(ProcessLookupError):
            os.kill(discovery["pid"], signal.SIGKILL)


@pytest.mark.parametrize("run", range(RUNS))
def test_all_agree_whatever_happens(own_home: Path, run: int) -> None:
    print(f"LUNETTE_SEED={SEED}")
    draw = random.Random(SEED + run)
    first = Member(own_home, "kernel", None)
    members = [first, *(Member(own_home, kind, first.session.id) for kind in ("kernel", "app"))]
    mark = 0
    for _ in range(STEPS):
        member = draw.choice(members)
        what = draw.random()
        if what < 0.72:
            mark += 1
            member.send(draw.choice(MAKE)(mark))
        elif what < 0.78:
            member.send(draw.choice(REFUSED)(), refused=True)
        elif what < 0.88:
            member.drop()
        elif what < 0.92:
            kill_bridge(own_home)
        else:
            time.sleep(draw.random() / 50)
    for member in members:
        member.settle()
        assert member.problems == []

    def agreed() -> bool:
        states = [member.session.state() for member in members]
        numbers = {member.session.seq for member in members}
        counts = {member.session.app_count for member in members}
        return all(state == states[0] for state in states) and len(numbers) == 1 and counts == {1}

    wait_until(agreed, 20)
    order: dict[int, tuple[str, Any]] = {}
    for member in members:
        numbers = [event.seq for event in member.heard]
        assert numbers == sorted(set(numbers)), "Somebody heard a number twice or late."
        assert len([e for e in member.heard if e.own]) <= member.sent
        for event in member.heard:
            known = order.setdefault(event.seq, (event.name, event.data))
            assert known == (event.name, event.data)
    # Nothing was applied twice, and what was acknowledged is there.
    marked = [
        str(data) for name, data in order.values() if name not in ("ping", "app_count_update")
    ]
    assert len(marked) == len(set(marked))
    for member in members:
        member.client.close()
