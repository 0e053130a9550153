"""Asks every question of a library; a failed one is answered by the kind of its error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lunette.tests.conformance import editing, kinds, records, samples
from lunette.tests.conformance.expressions import expressions
from lunette.tests.conformance.questions import aggregations, refusals, views
from lunette.tests.conformance.trial import CASES, Trial, builtin_error, outcome, plain

#: The modules whose questions make datasets of their own.
TOPICS = (editing, kinds, records, samples)


def _answered(action: Callable[[], Any]) -> Any:
    try:
        return plain(action())
    except Exception as error:  # noqa: BLE001 - any error is an answer
        return f"raises {builtin_error(error)}"


def _kind(told: list[Any]) -> str:
    """Whether it was taken, or the kind of error: what it gives is asked elsewhere."""
    return "is taken" if told[0] == "ok" else f"raises {told[1]}"


def answers(library: Any, folder: Path) -> dict[str, Any]:
    """Every question by name, with its answer."""
    trial = Trial(library, folder)
    try:
        common = trial.common()
        found: dict[str, Any] = {}
        for name, make in expressions(library).items():
            found[f"expression {name}"] = _answered(lambda make=make: common.values(make()))  # type: ignore[misc]
        for name, ask in aggregations(library, common).items():
            found[f"aggregation {name}"] = _answered(ask)
        for name, ask in views(library, common).items():
            found[f"view {name}"] = _answered(lambda ask=ask: trial.shown(ask()))  # type: ignore[misc]
        for name, ask in refusals(library, common, trial.picture(0)).items():
            found[f"refusal {name}"] = _kind(outcome(ask))
        for name, question in CASES.items():
            found[name] = _answered(lambda question=question: question(trial))  # type: ignore[misc]
        return found
    finally:
        trial.clean()
