"""Every run of the tests has a data home and a bridge of its own."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunette._bridge import client
from lunette._bridge_client import BridgeClient
from lunette._bridge_node import find_bundle
from lunette._bridge_process import running_bridge
from lunette._bridge_runtime import read_discovery, runtime_paths


@pytest.fixture(scope="session", autouse=True)
def lunette_home() -> Iterator[Path]:
    """The data home of this run. Its bridge, if a test started one, ends with it."""
    # Short, so that the socket's path fits into the home.
    home = Path(tempfile.mkdtemp(prefix="lnt-"))
    before = os.environ.get("LUNETTE_HOME")
    os.environ["LUNETTE_HOME"] = str(home)
    os.environ["LUNETTE_IDLE_SECONDS"] = "300"
    # No test opens a real browser: this one is called with the address and does nothing.
    os.environ["BROWSER"] = "true"
    try:
        yield home
    finally:
        client().close()
        stop_bridge(home)
        if before is None:
            del os.environ["LUNETTE_HOME"]
        else:
            os.environ["LUNETTE_HOME"] = before
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def bridge(lunette_home: Path) -> BridgeClient:
    """The process's client, with a real bridge that answers."""
    find_bundle()
    client().request("bridge.status")
    return client()


@pytest.fixture
def own_home() -> Iterator[Path]:
    """A data home for one test alone; its bridge ends with the test."""
    home = Path(tempfile.mkdtemp(prefix="lnt-"))
    try:
        yield home
    finally:
        stop_bridge(home)
        shutil.rmtree(home, ignore_errors=True)


def stop_bridge(home: Path) -> None:
    """Ends the bridge of a data home and waits until it is gone."""
    if running_bridge(home) is None:
        return
    discovery = read_discovery(runtime_paths(home))
    assert discovery is not None, f"The bridge of {home} has no discovery file."
    os.kill(discovery["pid"], signal.SIGTERM)
    deadline = time.monotonic() + 15
    while running_bridge(home) is not None:
        assert time.monotonic() < deadline, f"The bridge of {home} does not end."
        time.sleep(0.02)
