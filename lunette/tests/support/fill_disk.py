"""Fills the disk of the data home with samples, frees some and goes on; prints what happened.

Run by ``test_full_disk.py`` in a mount namespace of its own, where the home is a small disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import lunette as ln
from lunette._bridge import client

AT_ONCE = 200


def samples(number: int) -> list[ln.Sample]:
    return [
        ln.Sample(
            f"/no/{number}-{i}.png",
            note="x" * 500,
            boxes=ln.Detections(detections=[ln.Detection(label="cat", bounding_box=[0, 0, 1, 1])]),
        )
        for i in range(AT_ONCE)
    ]


def said(action: Callable[[], object]) -> str:
    """What an action raises, or "" if nothing."""
    try:
        action()
    except (ln.LunetteError, ValueError) as error:
        return str(error)
    return ""


def main() -> None:
    home = Path(os.environ["LUNETTE_HOME"])
    ballast = home / "ballast"
    ballast.write_bytes(b"x" * 24_000_000)
    dataset = ln.Dataset("full", persistent=True)
    told: dict[str, Any] = {"added": 0, "adding": ""}
    for number in range(1000):
        made = samples(number)
        told["adding"] = said(partial(dataset.add_samples, made, progress=False))
        if told["adding"]:
            break
        told["added"] += AT_ONCE
    told["count"] = len(dataset)
    told["labels"] = dataset.count_values("boxes.detections.label")
    told["read"] = sum(1 for _ in dataset)
    sample = dataset.first()
    sample["note"] = "y" * 100_000
    told["saving"] = said(sample.save)
    ballast.unlink()
    told["saving_again"] = said(sample.save)
    dataset.add_samples([ln.Sample("/no/last.png")], progress=False)
    told["count_after"] = dataset.count("filepath")
    # The next request starts another one.
    client().request("bridge.stop")
    told["note"] = len(ln.load_dataset("full").first()["note"])
    client().request("bridge.stop")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
