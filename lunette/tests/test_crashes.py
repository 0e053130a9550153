"""``kill -9`` of the bridge while several clients write: nothing answered is lost, columns agree.

``npm run test:crash`` makes 200 rounds and more (``LUNETTE_ROUNDS``); ``LUNETTE_SEED`` repeats the
choices of a run.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from pathlib import Path
from typing import Any

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError
from lunette._bridge_runtime import read_discovery, runtime_paths
from lunette.tests.support.crash_model import FIELDS, State, Writer, counted, read_states

ROUNDS = int(os.environ.get("LUNETTE_ROUNDS", "6"))
SEED = int(os.environ.get("LUNETTE_SEED", str(random.SystemRandom().randrange(2**31))))
CLIENTS = 3


def kill_bridge(home: Path) -> None:
    discovery = read_discovery(runtime_paths(home))
    assert discovery is not None, "There is no bridge to kill."
    # It may have been killed in the round before, with nobody asking since.
    with contextlib.suppress(ProcessLookupError):
        os.kill(discovery["pid"], signal.SIGKILL)


def keep_writing(writer: Writer, stop: threading.Event) -> None:
    while not stop.is_set() and not writer.problems:
        writer.act()


def until_writing(writers: list[Writer]) -> None:
    """Waits until something was answered: the bridge runs again and works."""
    before = sum(writer.answered for writer in writers)
    deadline = time.monotonic() + 60
    while sum(writer.answered for writer in writers) == before:
        assert time.monotonic() < deadline, "Nothing was answered for a minute."
        assert all(not writer.problems for writer in writers), [w.problems for w in writers]
        time.sleep(0.005)


def keep_reading(client: BridgeClient, dataset: str, stop: threading.Event) -> None:
    """Makes the columns follow while everything else happens."""
    params = {"dataset": dataset, "paths": ["tags", "number", "boxes.label", "boxes.tags"]}
    while not stop.is_set():
        # What a read says in the middle of a kill is of no interest here.
        with contextlib.suppress(BridgeError):
            client.request("grid.facets", params)


def facet(answer: dict[str, Any]) -> dict[Any, int]:
    """Counts by value of a facet of few values."""
    return {entry["value"]: entry["count"] for entry in answer.get("values", ())}


def check_columns(client: BridgeClient, dataset: str, states: dict[str, State]) -> None:
    """What columns answer is what the documents say."""
    numbers = [state.number for state in states.values()]
    boxes = [box for state in states.values() for box in state.boxes]
    expected: list[dict[Any, int]] = [
        counted(numbers),
        counted(label for label, _ in boxes),
        counted(tag for state in states.values() for tag in state.tags),
        counted(tag for _, tags in boxes for tag in tags),
    ]
    paths = ["number", "boxes.detections.label", "tags", "boxes.detections.tags"]
    answers, _ = client.request(
        "view.aggregate",
        {
            "dataset": dataset,
            "aggregations": [{"name": "count_values", "field": path} for path in paths],
        },
    )
    for path, answer, wanted in zip(paths, answers, expected, strict=True):
        found = {value: count for value, count in answer if value is not None or path == "number"}
        assert found == wanted, f"columns of {path}"
    by_value = ["boxes.label", "tags", "boxes.tags"]
    facets, _ = client.request("grid.facets", {"dataset": dataset, "paths": by_value})
    for answer, wanted in zip(facets, expected[1:], strict=True):
        found = {value: count for value, count in facet(answer).items() if value is not None}
        assert {value: count for value, count in found.items() if count} == wanted, answer["path"]
    above = {"op": "gt", "args": [{"field": "number"}, {"literal": 3}]}
    count, _ = client.request(
        "view.count", {"dataset": dataset, "view": [{"stage": "match", "filter": above}]}
    )
    assert count["count"] == sum(number is not None and number > 3 for number in numbers)
    info, _ = client.request("dataset.load", {"name": dataset})
    assert info["count"] == len(states)


def test_nothing_that_was_answered_is_lost(own_home: Path) -> None:
    print(f"LUNETTE_SEED={SEED}")
    draw = random.Random(SEED)
    reader = BridgeClient(own_home)
    dataset = reader.request("dataset.create", {"name": "crash", "persistent": True})[0]["id"]
    reader.request("dataset.add_fields", {"dataset": dataset, "fields": FIELDS})
    writers = [Writer(own_home, dataset, number, SEED + number) for number in range(CLIENTS)]
    try:
        for _ in range(ROUNDS):
            stop = threading.Event()
            threads = [
                threading.Thread(target=keep_writing, args=(writer, stop), daemon=True)
                for writer in writers
            ]
            threads.append(
                threading.Thread(target=keep_reading, args=(reader, dataset, stop), daemon=True)
            )
            for thread in threads:
                thread.start()
            for _ in range(draw.choice((1, 1, 2))):
                until_writing(writers)
                time.sleep(draw.uniform(0, 0.4))
                kill_bridge(own_home)
            stop.set()
            for thread in threads:
                thread.join(90)
                assert not thread.is_alive(), "A request was never answered."
            for writer in writers:
                assert writer.problems == []
            states = read_states(reader, dataset)
            wrong = [sentence for writer in writers for sentence in writer.settle(states)]
            assert wrong == []
            assert len(states) == sum(len(writer.samples) for writer in writers)
            check_columns(reader, dataset, states)
        assert sum(writer.answered for writer in writers) > ROUNDS
        print(f"{sum(w.answered for w in writers)} answered, {sum(w.unknown for w in writers)} not")
    finally:
        for client in (reader, *(writer.client for writer in writers)):
            client.close()
