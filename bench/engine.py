"""Kernel and bridge: figures of the engine on a generated set. JSON on stdout.

``python bench/engine.py --samples 100000 --folder DIR``: pictures and the baseline's file go to
DIR; the data home is that of the environment.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baseline import SqliteJson
from collection import reading as questions
from collection import writing as changes
from generate import make, plans, samples
from measure import Result, median_ms, report, write_results
from peer_figures import peer_text

import lunette as ln
from lunette import ViewField as F
from lunette._bridge import client

#: Samples that the baseline inserts to find its rate.
BASELINE_INSERT = 5_000
NAME = "bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    quickstart = ln.zoo.load_dataset("quickstart")
    pictures = [Path(path) for path in quickstart.values("filepath")]
    importing()
    baseline = SqliteJson(options.folder / "baseline.db")
    dataset = building(options.samples, pictures, baseline)
    opening()
    reading(dataset, baseline)
    grid(dataset, baseline)
    small(quickstart)
    writing(dataset, baseline)
    memory_and_disk()
    write_results()


def importing() -> None:
    def run() -> None:
        subprocess.run([sys.executable, "-c", "import lunette"], check=True)

    def bare() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    value = median_ms(run, 5) - median_ms(bare, 5)
    report(Result("import lunette", value / 1000, "s", "0.3 s", peer="2.3 s"))


def building(count: int, pictures: list[Path], baseline: SqliteJson) -> ln.Dataset:
    made = list(samples(BASELINE_INSERT, pictures, seed=7))
    start = time.perf_counter()
    baseline.insert(made)
    plain = BASELINE_INSERT / (time.perf_counter() - start)
    del made
    dataset = ln.Dataset(NAME, persistent=True, overwrite=True)
    dataset.add_samples(samples(count, pictures), num_samples=count)
    planned = list(plans(20_000, len(pictures), seed=3))
    other = ln.Dataset("bench-insert", overwrite=True)
    start = time.perf_counter()
    other.add_samples(make(planned, pictures), num_samples=len(planned))
    value = len(planned) / (time.perf_counter() - start)
    report(
        Result(
            "insert, made and sent",
            value,
            "samples/s",
            "20 000",
            plain,
            "SQLite JSON, objects given",
            "194",
        )
    )
    other.delete()
    batch = list(make(planned, pictures))
    baseline.insert(batch)
    start = time.perf_counter()
    dataset.match(F("predictions.detections").length() > 3).count()
    report(Result("first query after it", time.perf_counter() - start, "s"))
    return dataset


def opening() -> None:
    value = median_ms(lambda: ln.load_dataset(NAME))
    report(Result("open a stored dataset", value, "ms", "30 ms", peer="33 ms"))


def reading(dataset: ln.Dataset, baseline: SqliteJson) -> None:
    documents = len(baseline.page(0, 10**9))
    start = time.perf_counter()
    baseline.iterate()
    plain = documents / (time.perf_counter() - start)
    start = time.perf_counter()
    count = sum(1 for _ in dataset)
    value = count / (time.perf_counter() - start)
    report(Result("iterate", value, "samples/s", "50 000", plain, "SQLite JSON", "502"))
    start = time.perf_counter()
    touched = 0
    for sample in dataset.limit(20_000):
        touched += sum(len(d.label) for d in sample.predictions.detections)
        touched += sum(len(d.label) for d in sample.ground_truth.detections)
    value = 20_000 / (time.perf_counter() - start)
    report(Result("iterate, every label", value, "samples/s", "10 000", plain, "SQLite JSON"))
    rows = baseline.connection.execute("SELECT count(*) FROM samples").fetchone()[0]
    plain = median_ms(baseline.facet, 1, 0) * len(dataset) / rows
    for name, value in questions(ln, dataset):
        # One pass over the documents answers any of them in the baseline, one kind is timed.
        compared = plain if name == "count_values(label)" else None
        known = peer_text(name, len(dataset))
        report(Result(name, value, "ms", "", compared, "SQLite JSON" if compared else "", known))


def grid(dataset: ln.Dataset, baseline: SqliteJson) -> None:
    """As the App asks, over the same socket: the wire counts."""
    info, _ = client().request("dataset.load", {"name": NAME})
    total = info["count"]
    confident = dataset.filter_labels("predictions", F("confidence") > 0.8)._stages
    ordered = [*confident, {"stage": "sort_by", "keys": [{"key": {"field": "id"}}]}]

    def page(view: list[Any], start: int) -> None:
        client().request(
            "grid.page",
            {
                "dataset": info["id"],
                "view": view,
                "start": start,
                "count": 60,
                "fields": ["scene", "ground_truth", "predictions"],
            },
        )

    rows = baseline.connection.execute("SELECT count(*) FROM samples").fetchone()[0]
    plain = median_ms(lambda: baseline.page(rows // 2, 60))
    for name, view, start in [
        ("grid page, start", [], 0),
        ("grid page, middle", [], total // 2),
        ("grid page, end", [], total - 60),
        ("grid page, filtered and sorted, a quarter in", ordered, total // 8),
    ]:
        value = median_ms(lambda view=view, start=start: page(view, start), 15)  # type: ignore[misc]
        report(Result(name, value, "ms", "10 ms", plain, "SQLite JSON, middle", "50–212 ms"))

    def facets(view: list[Any], *paths: str) -> None:
        client().request("grid.facets", {"dataset": info["id"], "view": view, "paths": paths})

    scale = total / rows
    plain = median_ms(baseline.facet, 1, 0) * scale
    value = median_ms(lambda: facets([], "predictions.label"))
    report(Result("one facet", value, "ms", "30 ms at 8 M", plain, "SQLite JSON", "1 081 ms"))
    value = median_ms(lambda: facets([], "predictions.confidence"))
    report(Result("one histogram", value, "ms", "30 ms at 8 M", peer="3 147 ms"))
    paths = [
        "tags",
        "scene.label",
        "scene.confidence",
        "ground_truth.label",
        "predictions.label",
        "predictions.confidence",
        "metadata.width",
        "metadata.height",
    ]
    plain = median_ms(baseline.filtered_facet, 1, 0) * scale * len(paths)
    value = median_ms(lambda: facets(confident, *paths))
    report(
        Result(
            "sidebar of 8 facets under a filter",
            value,
            "ms",
            "150 ms at 1 M",
            plain,
            "SQLite JSON, 8 facets",
            "2 630 ms",
        )
    )


def small(dataset: ln.Dataset) -> None:
    """The same questions of the quickstart dataset."""
    info, _ = client().request("dataset.load", {"name": dataset.name})
    asked = {"dataset": info["id"], "view": []}
    fields = ["scene", "ground_truth", "predictions", "polylines", "keypoints", "segmentation"]
    page = {**asked, "start": 100, "count": 60, "fields": fields}
    value = median_ms(lambda: client().request("grid.page", page), 15)
    report(Result("quickstart: grid page with masks", value, "ms", "10 ms"))
    paths = ["tags", "split", "scene.label", "predictions.label", "predictions.confidence"]
    view = dataset.filter_labels("predictions", F("confidence") > 0.8)._stages
    sidebar = {**asked, "view": view, "paths": paths}
    value = median_ms(lambda: client().request("grid.facets", sidebar))
    report(Result("quickstart: sidebar of 5 facets under a filter", value, "ms", "50 ms"))
    start = time.perf_counter()
    labels = sum(len(s.predictions.detections) for s in dataset if s.predictions is not None)
    value = len(dataset) / (time.perf_counter() - start)
    report(Result(f"quickstart: iterate, {labels} predictions", value, "samples/s", "10 000"))


def writing(dataset: ln.Dataset, baseline: SqliteJson) -> None:
    for count in (1_000, 10_000):
        ids = dataset.limit(count).values("id")
        view = dataset.select(ids)
        rounds = itertools.count()

        def tag(
            view: ln.DatasetView = view,
            count: int = count,
            rounds: Iterator[int] = rounds,
        ) -> None:
            view.tag_samples(f"bench-{count}-{next(rounds)}")

        plain = median_ms(lambda count=count: baseline.tag(count, "x"), 3)  # type: ignore[misc]
        value = median_ms(tag, 5)
        report(
            Result(
                f"tag {count} samples by id, durable",
                value,
                "ms",
                "100 ms for 100 000",
                plain,
                "SQLite JSON",
                "2 450 ms for 100 000",
            )
        )
    for name, value in changes(dataset):
        report(Result(name, value, "ms", peer=peer_text(name, len(dataset))))
    sample = dataset.first()
    state = {"value": 0}

    def save() -> None:
        state["value"] += 1
        sample["edited"] = state["value"]
        sample.save()

    value = median_ms(save, 50)
    report(Result("save one edit, durable", value, "ms", "0.5 ms", peer="1.2 ms"))


def memory_and_disk() -> None:
    status, _ = client().request("bridge.status")
    value = status["memory"] / 1e6
    report(Result("bridge memory after all of that", value, "MB", "600 MB at 1 M", peer="4 300 MB"))
    home = Path(os.environ["LUNETTE_HOME"])
    disk = sum(
        path.stat().st_size
        for path in home.iterdir()
        if path.is_file() and path.name.startswith(("store.db", "columns.duckdb"))
    )
    report(Result("data on disk", disk / 1e6, "MB", "1 000 MB at 1 M", peer="71 MB"))


if __name__ == "__main__":
    main()
