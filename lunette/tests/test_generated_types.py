"""The Python types of the protocol, and the session reducer: the same as in TypeScript."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lunette._bridge_reducer import reduce_session
from lunette._generated.events import EVENTS, Event, SelectSamples, SetView
from lunette._generated.expressions import OPERATORS
from lunette._generated.stages import STAGES, MatchTags, StageData
from lunette.tests.support.node_script import evaluate_with_protocol, run_node

ID = "0123456789abcdef01234567"
STYLE = {"default": "star", "alt": "x"}

# Each event with data that changes something, and the shortest data it may have.
EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("set_view", {"view": [{"stage": "limit", "limit": 3}], "view_name": "few"}),
    ("set_view", {"view": []}),
    ("set_config", {"config": {"theme": "dark"}}),
    ("select_samples", {"samples": [{"id": ID, "type": "alt"}]}),
    ("select_labels", {"labels": [{"label_id": ID, "sample_id": ID, "field": "a"}]}),
    ("set_sample", {"sample_id": ID, "group_id": ID}),
    ("set_sample", {}),
    ("set_group_slice", {"slice": "left"}),
    ("set_group_slice", {}),
    ("set_spaces", {"spaces": {"a": 1}}),
    ("set_spaces", {"spaces": None}),
    (
        "set_plots",
        {
            "plots": [
                {
                    "name": "a",
                    "title": None,
                    "spec": {
                        "kind": "categorical_histogram",
                        "path": "tags",
                        "order": "frequency",
                        "limit": 100,
                    },
                    "connected": True,
                }
            ]
        },
    ),
    ("set_color_scheme", {"color_scheme": {"color_by": "field"}}),
    ("set_field_visibility_stage", {"stage": {"fields": ["a"]}}),
    ("set_field_visibility_stage", {"stage": None}),
    ("set_sample_selection_style", {"style": STYLE}),
    ("set_label_selection_style", {"style": STYLE}),
    ("refresh", {}),
    ("deactivate_notebook_cell", {"subscription": "a"}),
    ("capture_notebook_cell", {"subscription": "a", "width": 1}),
    ("reactivate_notebook_cell", {"subscription": "a"}),
    ("close_session", {}),
    ("app_count_update", {"count": 2}),
    ("set_dataset_color_scheme", {}),
    ("ping", {}),
]


def test_the_generated_files_are_fresh() -> None:
    done = run_node("scripts/generate-python-types.mjs", "--check")
    assert done.returncode == 0, done.stderr


def test_every_event_stage_and_operator_is_there() -> None:
    names = evaluate_with_protocol(
        """return {
            events: Object.keys(protocol.EVENTS),
            stages: protocol.stageSchema.options.map(option => option.shape.stage.value),
            operators: protocol.OPERATORS
        };""",
        None,
    )
    assert list(EVENTS) == names["events"]
    assert list(STAGES) == names["stages"]
    assert {name: list(arity) for name, arity in OPERATORS.items()} == names["operators"]


def test_an_event_survives_its_way_through_json() -> None:
    event = SelectSamples(samples=[{"id": ID, "type": "default"}])
    data = json.loads(json.dumps(event.serialize()))
    assert Event.from_data(event.get_event_name(), data) == event
    assert event.get_event_name() == "select_samples"


def test_what_may_be_missing_in_an_event_has_a_default() -> None:
    assert Event.from_data("set_view", {"view": []}) == SetView(view=[], view_name=None)


def test_keys_that_a_newer_bridge_adds_to_an_event_are_ignored() -> None:
    assert Event.from_data("set_view", {"view": [], "new": 1}) == SetView(view=[])


def test_unknown_and_incomplete_events_are_refused() -> None:
    with pytest.raises(ValueError, match="no session event 'fly'"):
        Event.from_data("fly", {})
    with pytest.raises(ValueError, match="'set_view' lacks view"):
        Event.from_data("set_view", {})


def test_a_stage_survives_its_way_through_json() -> None:
    stage = StageData.from_data({"stage": "match_tags", "tags": ["a"], "all": True})
    assert stage == MatchTags(tags=["a"], bool=True, all=True)
    assert stage.to_data() == {"stage": "match_tags", "tags": ["a"], "bool": True, "all": True}


def test_unknown_stages_and_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="no view stage 'fly'"):
        StageData.from_data({"stage": "fly"})
    with pytest.raises(ValueError, match=r"'limit' is not as it should be: .*length"):
        StageData.from_data({"stage": "limit", "length": 1})


def test_the_reducer_does_what_the_one_of_the_bridge_does() -> None:
    initial = evaluate_with_protocol(
        "return protocol.sessionStateSchema.parse(argument)",
        {
            "dataset": "d",
            "view": [{"stage": "skip", "skip": 1}],
            "view_name": "old",
            "selected_samples": [{"id": ID}],
            "sample_id": ID,
            "group_id": ID,
        },
    )
    events = [*EXAMPLES, ("state_update", {"state": {**initial, "dataset": "other"}})]
    events.append(("refresh", {"state": {**initial, "group_slice": "right"}}))
    assert {name for name, _ in events} == set(EVENTS)
    expected = evaluate_with_protocol(
        """const { initial, events } = argument;
        return events.map(([event, data]) => protocol.reduceSession(initial, { event, data }));""",
        {"initial": initial, "events": events},
    )
    before = json.dumps(initial)
    for (event, data), state in zip(events, expected, strict=True):
        assert reduce_session(initial, event, data) == state, event
    assert json.dumps(initial) == before


def test_an_event_of_a_newer_bridge_changes_nothing() -> None:
    state = evaluate_with_protocol("return protocol.sessionStateSchema.parse({})", None)
    assert reduce_session(state, "set_moon", {"phase": 1}) is state
