"""How an event changes the session state: the same pure function as in the bridge and in Apps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from lunette._generated.events import SessionState

__all__ = ["reduce_session"]

# Events that replace one part of the state by one part of their data.
_REPLACED = {
    "select_samples": ("selected_samples", "samples"),
    "select_labels": ("selected_labels", "labels"),
    "set_spaces": ("spaces", "spaces"),
    "set_plots": ("plots", "plots"),
    "set_color_scheme": ("color_scheme", "color_scheme"),
    "set_field_visibility_stage": ("field_visibility_stage", "stage"),
    "set_sample_selection_style": ("sample_selection_style", "style"),
    "set_label_selection_style": ("label_selection_style", "style"),
}


def reduce_session(state: SessionState, event: str, data: Mapping[str, Any]) -> SessionState:
    """The state after an event. Never changes its arguments; unknown events change nothing.

    Args:
        state: the state before
        event: name of the event on the wire
        data: its data
    """
    if event == "state_update":
        return cast(SessionState, data["state"])
    if event == "refresh":
        replaced = data.get("state")
        return state if replaced is None else cast(SessionState, replaced)
    changes: dict[str, Any]
    if event == "set_view":
        # A new view may no longer show what was selected or open.
        changes = {
            "view": data["view"],
            "view_name": data.get("view_name"),
            "selected_samples": [],
            "selected_labels": [],
            "sample_id": None,
            "group_id": None,
        }
    elif event == "set_config":
        changes = {"config": {**state["config"], **data["config"]}}
    elif event == "set_sample":
        changes = {"sample_id": data.get("sample_id"), "group_id": data.get("group_id")}
    elif event == "set_group_slice":
        changes = {"group_slice": data.get("slice")}
    elif event in _REPLACED:
        key, source = _REPLACED[event]
        changes = {key: data[source]}
    else:
        return state
    return cast(SessionState, {**state, **changes})
