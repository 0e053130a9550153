"""Adds, edits and tags samples of a dataset, as one of several processes that do so.

``python busy_process.py NAME NUMBER COUNT``
"""

from __future__ import annotations

import sys

import lunette as ln
from lunette import ViewField as F


def main() -> None:
    name, number, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    dataset = ln.load_dataset(name)
    for start in range(0, count, 50):
        dataset.add_samples(
            [ln.Sample(f"/no/{number}/{start + i}.png", owner=number) for i in range(50)],
            progress=False,
        )
    mine = dataset.match(F("owner") == number)
    mine.tag_samples(f"by-{number}")
    for sample in mine.head(20):
        sample["edited"] = number
        sample.save()


if __name__ == "__main__":
    main()
