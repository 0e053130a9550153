"""Timing helpers and the table of results."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """One figure.

    ``value`` in ``unit``; ``baseline`` the same work done by what ``baseline_name`` names, in the
    same run; ``budget`` the project's budget and ``peer`` the reference system's figure, as text.
    """

    name: str
    value: float
    unit: str
    budget: str = ""
    baseline: float | None = None
    baseline_name: str = ""
    peer: str = ""


RESULTS: list[Result] = []


def report(result: Result) -> None:
    """Keeps a figure and shows on stderr that it is there."""
    RESULTS.append(result)
    print(f"  {result.name}: {result.value:.4g} {result.unit}", file=sys.stderr, flush=True)


def median_ms(action: Callable[[], object], runs: int = 7, warm_up: int = 1) -> float:
    """Median duration of ``action`` in milliseconds, after ``warm_up`` runs that do not count."""
    for _ in range(warm_up):
        action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def write_results() -> None:
    """All figures as JSON on stdout."""
    json.dump([asdict(result) for result in RESULTS], sys.stdout)
