"""Runs as they are stored with a dataset: the same for every kind of run."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunette.core.encoding import datetime_of_ms
from lunette.core.runs import (
    AnnotationInfo,
    AnnotationMethodConfig,
    AnnotationResults,
    BrainInfo,
    BrainMethodConfig,
    BrainResults,
    EvaluationInfo,
    EvaluationMethodConfig,
    EvaluationResults,
    RunConfig,
    RunInfo,
    RunResults,
)

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection
    from lunette.core.dataset import Dataset
    from lunette.core.view import DatasetView

__all__ = [
    "ANNOTATION",
    "BRAIN",
    "CUSTOM",
    "EVALUATION",
    "RunKind",
    "delete_run",
    "kind_of_results",
    "list_runs",
    "load_results",
    "load_view",
    "register",
    "rename_run",
    "run_info",
    "save_results",
    "update_config",
]


@dataclass(frozen=True)
class RunKind:
    """A kind of run: its name in requests and its classes."""

    name: str
    config: type[RunConfig]
    info: type[RunInfo]
    results: type[RunResults]


CUSTOM = RunKind("custom", RunConfig, RunInfo, RunResults)
BRAIN = RunKind("brain", BrainMethodConfig, BrainInfo, BrainResults)
EVALUATION = RunKind("evaluation", EvaluationMethodConfig, EvaluationInfo, EvaluationResults)
ANNOTATION = RunKind("annotation", AnnotationMethodConfig, AnnotationInfo, AnnotationResults)

Stored = dict[str, Any]


def kind_of_results(results: RunResults) -> RunKind:
    """The kind of run that results belong to."""
    for kind in (BRAIN, EVALUATION, ANNOTATION):
        if isinstance(results, kind.results):
            return kind
    return CUSTOM


def _checked_key(key: Any) -> str:
    if not isinstance(key, str) or not key.isidentifier():
        raise ValueError(
            f"The key of a run is a name such as 'my_run', of letters, digits and '_'; found "
            f"{key!r}."
        )
    return key


def _ask(
    dataset: Dataset, what: str, kind: RunKind, payload: bytes | None = None, **params: Any
) -> tuple[Any, bytes | None]:
    named = {"dataset": dataset._id, "type": kind.name, **params}
    return dataset._ask(f"run.{what}", named, payload)


def _stored(dataset: Dataset, kind: RunKind, key: str) -> Stored:
    found: Stored = _ask(dataset, "load", kind, key=_checked_key(key))[0]
    return found


def list_runs(dataset: Dataset, kind: RunKind, wanted: dict[str, Any]) -> list[str]:
    """The keys of the runs whose parameters have these values.

    Args:
        dataset: the dataset
        kind: the kind of run
        wanted: values of parameters; ``type`` and ``method`` may be classes of configurations;
            None is no condition
    """
    conditions = {name: value for name, value in wanted.items() if value is not None}
    return [
        run["key"]
        for run in _ask(dataset, "list", kind)[0]
        if all(_fits(kind, run["config"], name, value) for name, value in conditions.items())
    ]


def _fits(kind: RunKind, config: Stored, name: str, value: Any) -> bool:
    if isinstance(value, type):
        return isinstance(kind.config.from_dict(config), value)
    return bool(config.get(name) == value)


def run_info(dataset: Dataset, kind: RunKind, key: str) -> Any:
    """What is known of a run; raises ValueError if there is none of that key."""
    run = _stored(dataset, kind, key)
    config = kind.config.from_dict(run["config"])
    return kind.info(run["key"], run["version"], datetime_of_ms(run["timestamp"]), config)


def register(
    samples: SampleCollection,
    kind: RunKind,
    key: str,
    config: RunConfig,
    results: RunResults | None,
    overwrite: bool,
    cache: bool,
) -> None:
    """Saves a run and its results; raises ValueError if there is one of that key."""
    from lunette import __version__

    if not isinstance(config, RunConfig):
        raise ValueError(f"`config` must be a RunConfig; found {type(config)}.")
    dataset = samples._dataset
    run = {
        "key": _checked_key(key),
        "version": __version__,
        "timestamp": int(time.time() * 1000),
        "config": config.serialize(),
        "view": list(samples._stages),
    }
    _ask(dataset, "save", kind, run=run, overwrite=bool(overwrite), clear_results=True)
    _cache(dataset).pop((kind.name, key), None)
    if results is not None:
        save_results(dataset, results, key, cache=cache)


def update_config(dataset: Dataset, kind: RunKind, key: str, config: RunConfig) -> None:
    """Replaces the parameters of a run."""
    if not isinstance(config, RunConfig):
        raise ValueError(f"`config` must be a RunConfig; found {type(config)}.")
    run = {**_stored(dataset, kind, key), "config": config.serialize()}
    _ask(dataset, "save", kind, run=run, overwrite=True)


def save_results(
    dataset: Dataset,
    results: RunResults,
    key: str,
    overwrite: bool = True,
    cache: bool = True,
    kind: RunKind | None = None,
) -> None:
    """Saves the results of a run.

    Raises:
        ValueError: if there is no such run, it has results and ``overwrite`` is False, or a result
            cannot be stored
    """
    kind = kind or kind_of_results(results)
    run = _stored(dataset, kind, key)
    if not overwrite and _ask(dataset, "load", kind, key=key, results=True)[1]:
        raise ValueError(f"The run {key!r} has results already; save with overwrite=True.")
    _ask(dataset, "save", kind, results._to_bytes(), run=run, overwrite=True)
    if cache:
        _cache(dataset)[kind.name, key] = results


def load_results(dataset: Dataset, kind: RunKind, key: str, cache: bool, load_view: bool) -> Any:
    """The results of a run; None if none were saved.

    Args:
        dataset: the dataset
        kind: the kind of run
        key: the run
        cache: whether to keep the object, and to use one that was kept
        load_view: whether the samples of the results are the view that was worked on
    """
    known = _cache(dataset)
    if cache and (kind.name, key) in known:
        return known[kind.name, key]
    run, data = _ask(dataset, "load", kind, key=_checked_key(key), results=True)
    if not data:
        return None
    samples = _view(dataset, run) if load_view else dataset
    config = kind.config.from_dict(run["config"])
    results = kind.results._of_bytes(data, samples, config, run["key"])
    if cache:
        known[kind.name, key] = results
    return results


def _view(dataset: Dataset, run: Stored) -> SampleCollection:
    from lunette.core.view import DatasetView

    return DatasetView._from_stages(dataset, run["view"]) if run["view"] else dataset


def load_view(dataset: Dataset, kind: RunKind, key: str, select_fields: bool) -> DatasetView:
    """The view that a run worked on.

    Args:
        dataset: the dataset
        kind: the kind of run
        key: the run
        select_fields: whether to leave out the label fields that its parameters do not name
    """
    run = _stored(dataset, kind, key)
    view = _view(dataset, run).view()
    if select_fields:
        named = _texts(run["config"])
        labels = dataset._label_fields(None)
        left_out = [name for name in labels if name not in named]
        if left_out and len(left_out) < len(labels):
            view = view.exclude_fields(left_out)
    return view


def _texts(value: Any) -> set[str]:
    """All texts in parameters, as far as a field may be named: the first part of a path."""
    if isinstance(value, str):
        return {value.partition(".")[0]}
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for item in items for text in _texts(item)}


def rename_run(dataset: Dataset, kind: RunKind, key: str, new_key: str) -> None:
    """Gives a run another key; raises ValueError if it is taken."""
    _ask(dataset, "rename", kind, key=_checked_key(key), to=_checked_key(new_key))
    results = _cache(dataset).pop((kind.name, key), None)
    if results is not None:
        results._key = new_key
        _cache(dataset)[kind.name, new_key] = results


def delete_run(dataset: Dataset, kind: RunKind, key: str | None) -> None:
    """Deletes a run, or all of a kind; the fields that it wrote stay."""
    _ask(dataset, "delete", kind, key=None if key is None else _checked_key(key))
    cache = _cache(dataset)
    for known in [k for k in cache if k[0] == kind.name and key in (None, k[1])]:
        del cache[known]


def _cache(dataset: Dataset) -> dict[tuple[str, str], RunResults]:
    """The results that were loaded or saved here, by kind and key."""
    cache: dict[tuple[str, str], RunResults] = dataset.__dict__.setdefault("_run_results", {})
    return cache
