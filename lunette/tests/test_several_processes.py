"""Several processes of one user share a bridge; several data homes share nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette._bridge_client import BridgeClient
from lunette.tests.support.datasets import fresh_name

SCRIPT = Path(__file__).parent / "support" / "busy_process.py"
COUNT = 300


@pytest.mark.usefixtures("bridge")
def test_what_two_processes_write_is_all_there() -> None:
    dataset = ln.Dataset(fresh_name())
    dataset.add_sample_field("owner", ln.IntField)
    dataset.add_sample_field("edited", ln.IntField)
    arguments = [sys.executable, str(SCRIPT), dataset.name]
    processes = [
        subprocess.Popen([*arguments, str(number), str(COUNT)], stderr=subprocess.PIPE, text=True)
        for number in (1, 2)
    ]
    for process in processes:
        _, errors = process.communicate(timeout=100)
        assert process.returncode == 0, errors
    assert len(dataset) == 2 * COUNT
    assert dataset.count_values("owner") == {1: COUNT, 2: COUNT}
    assert dataset.count_sample_tags() == {"by-1": COUNT, "by-2": COUNT}
    assert dataset.match_tags("by-1").count_values("owner") == {1: COUNT}
    edited = dataset.match(F("edited") != None)  # noqa: E711 - builds an expression
    assert edited.count_values("edited") == {1: 20, 2: 20}


def test_two_homes_share_nothing(own_home: Path, lunette_home: Path) -> None:
    here, there = BridgeClient(lunette_home), BridgeClient(own_home)
    name = fresh_name()
    try:
        made = [client.request("dataset.create", {"name": name})[0] for client in (here, there)]
        assert made[0]["id"] != made[1]["id"]
        here.request("dataset.update", {"dataset": made[0]["id"], "tags": ["mine"]})
        there_now, _ = there.request("dataset.load", {"name": name})
        assert there_now["tags"] == []
        pids = {client.request("bridge.status")[0]["pid"] for client in (here, there)}
        assert len(pids) == 2
        here.request("dataset.delete", {"dataset": made[0]["id"]})
        assert [info["name"] for info in there.request("dataset.list", {})[0]] == [name]
    finally:
        here.close()
        there.close()


def test_a_home_is_for_its_owner_only(own_home: Path) -> None:
    client = BridgeClient(own_home)
    try:
        client.request("dataset.create", {"name": "private"})
    finally:
        client.close()
    files = [path for path in own_home.rglob("*") if path.name in ("store.db", "bridge.sock")]
    assert {path.name for path in files} == {"store.db", "bridge.sock"}
    for path in files:
        assert path.stat().st_mode & 0o077 == 0, path
