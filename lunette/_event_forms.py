"""Older forms of session events, which are read as the present ones: as in src/protocol."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any

__all__ = ["present_form", "selected_samples"]


def present_form(event_name: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of an event in its present form, if it has an older one; it is not checked."""
    if event_name == "select_samples":
        found = {key: value for key, value in data.items() if key != "sample_ids"}
        given = data.get("samples", data.get("sample_ids"))
        return found if given is None else {**found, "samples": selected_samples(given)}
    if event_name == "set_spaces" and "spaces" in data:
        return {**data, "spaces": _parsed_text(data["spaces"])}
    if event_name in ("state_update", "refresh") and isinstance(data.get("state"), Mapping):
        return {**data, "state": _state(data["state"])}
    return data


def selected_samples(items: Any) -> Any:
    """Selected samples as dicts with ``id`` and ``type``, given such or as ids alone."""
    return [_selected_sample(item) for item in items] if isinstance(items, (list, tuple)) else items


def _selected_sample(item: Any) -> Any:
    if isinstance(item, str):
        return {"id": item, "type": "default"}
    if not isinstance(item, Mapping):
        return item
    # Early forms call the id `sample_id`.
    named = {"id": item["sample_id"]} if "sample_id" in item and "id" not in item else {}
    rest = {key: value for key, value in item.items() if key != "sample_id"}
    found = {**named, **rest}
    return {**found, "type": found.get("type", "default")}


def _state(state: Mapping[str, Any]) -> dict[str, Any]:
    """A state that lists the selection as ids, and holds its layout as JSON text."""
    found = {key: value for key, value in state.items() if key != "selected"}
    samples = state.get("selected_samples", state.get("selected"))
    if samples is not None:
        found["selected_samples"] = selected_samples(samples)
    if "spaces" in found:
        found["spaces"] = _parsed_text(found["spaces"])
    return found


def _parsed_text(value: Any) -> Any:
    """The value of JSON text; what is no such text stays as it is."""
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value
