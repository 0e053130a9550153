"""The classes of session events: names, payloads, older forms."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import json
from typing import Any

import pytest

from lunette._generated.events import EVENTS
from lunette.core.color_scheme import ColorScheme
from lunette.core.session import events
from lunette.tests.support.node_script import CHECKOUT

# The same file is read by src/protocol/event-forms.spec.ts.
_FILE = json.loads((CHECKOUT / "src/protocol/testing/event-examples.json").read_text("utf-8"))
EXAMPLES: list[dict[str, Any]] = _FILE["examples"]
REFUSED: list[dict[str, Any]] = _FILE["refused"]
PICTURE = "data:image/png;base64," + base64.b64encode(b"picture").decode()


def _names(examples: list[dict[str, Any]]) -> list[str]:
    return [f"{example['event']}: {example['means']}" for example in examples]


class TestFromData:
    @pytest.mark.parametrize("example", EXAMPLES, ids=_names(EXAMPLES))
    def test_reads_every_form(self, example: dict[str, Any]) -> None:
        event = events.Event.from_data(example["event"], example["data"])
        assert isinstance(event, events.Event)
        assert event.get_event_name() == example["event"]
        assert {**event.serialize(), **example["present"]} == event.serialize()

    @pytest.mark.parametrize("example", EXAMPLES, ids=_names(EXAMPLES))
    def test_reads_what_serialize_gives(self, example: dict[str, Any]) -> None:
        event = events.Event.from_data(example["event"], example["data"])
        text = json.dumps(event.serialize())
        assert events.Event.from_data(example["event"], text) == event

    @pytest.mark.parametrize("example", REFUSED, ids=_names(REFUSED))
    def test_refuses_the_rest_with_a_sentence(self, example: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=example["names"]):
            events.Event.from_data(example["event"], example["data"])

    def test_names_the_events_that_there_are(self) -> None:
        with pytest.raises(ValueError, match=r"no session event 'os'\. There are: .*ping"):
            events.Event.from_data("os", {})

    def test_works_in_coroutines(self) -> None:
        event = asyncio.run(events.Event.from_data_async("set_group_slice", {"slice": "left"}))
        assert event == events.SetGroupSlice("left")

    def test_reads_a_state_of_2025(self) -> None:
        event = events.Event.from_data(
            "state_update", {"state": {"selected": ["a"], "spaces": '{"component_id": "root"}'}}
        )
        assert isinstance(event, events.StateUpdate)
        assert event.state["selected_samples"] == [{"id": "a", "type": "default"}]
        assert event.state["spaces"] == {"component_id": "root"}


def test_every_event_of_the_protocol_has_its_class_here() -> None:
    for name, kind in EVENTS.items():
        assert getattr(events, kind.__name__) is kind
        assert kind.get_event_name() == name
        assert "".join(word.capitalize() for word in name.split("_")) == kind.__name__
    assert set(events.__all__) == {name for name in events.__all__ if hasattr(events, name)}


class TestConstructors:
    def test_take_what_the_reference_has_in_its_order(self) -> None:
        shot = events.CaptureNotebookCell("s", PICTURE, 800)
        assert (shot.subscription, shot.src, shot.width) == ("s", PICTURE, 800)
        assert events.SetSample("group", "sample").sample_id == "sample"
        assert events.SetFieldVisibilityStage().stage is None
        assert events.LabelData("label", "field", "sample", 3).frame_number == 3
        assert events.ValueColor("red", "cat").value == "cat"
        assert events.MaskColor("red", 1).intTarget == 1
        assert events.ColorscaleList(0.5, "red").color == "red"
        assert events.Colorscale("heat", "viridis").path == "heat"

    def test_select_samples_in_both_forms(self) -> None:
        old = events.SelectSamples(sample_ids=["a", "b"])
        new = events.SelectSamples(samples=[{"id": "a", "type": "default"}, {"id": "b"}])
        assert old == new == events.SelectSamples(["a", "b"])
        assert new.sample_ids == ["a", "b"]
        assert repr(old).startswith("SelectSamples(samples=[{'id': 'a'")
        with pytest.raises(TypeError, match="samples or sample_ids"):
            events.SelectSamples()

    def test_make_parts_of_dicts(self) -> None:
        labels = events.SelectLabels([{"label_id": "a", "field": "f", "sample_id": "b"}])  # type: ignore[list-item]
        assert labels.labels == [events.LabelData("a", "f", "b")]
        with pytest.raises(ValueError, match=r"SelectLabels\.labels: 'a' is no LabelData"):
            events.SelectLabels(["a"])  # type: ignore[list-item]

    def test_events_do_not_change(self) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            events.SetGroupSlice("left").slice = "right"  # type: ignore[misc]


class TestColorSchemes:
    def test_parts_serialize_what_they_hold(self) -> None:
        stops = [events.ColorscaleList(0, "red"), events.ColorscaleList(1, "blue")]
        written = [{"value": 0, "color": "red"}, {"value": 1, "color": "blue"}]
        assert events.Colorscale("heat", list=stops).serialize() == {
            "path": "heat",
            "list": written,
        }
        assert events.DefaultColorscale("viridis").serialize() == {"name": "viridis"}
        assert events.ColorScheme(opacity=0.3, default_colorscale=None).serialize() == {
            "opacity": 0.3
        }

    def test_go_from_the_object_of_a_session_to_the_event_and_back(self) -> None:
        scheme = ColorScheme(
            color_by="value",
            fields=[{"path": "ground_truth", "valueColors": [{"value": "cat", "color": "red"}]}],
            label_tags={"fieldColor": "teal"},
        )
        event = events.SetColorScheme.from_odm(scheme)
        assert event.color_scheme.fields == [
            events.CustomizeColor("ground_truth", valueColors=[events.ValueColor("red", "cat")])
        ]
        assert event.to_odm() == scheme


class TestScreenshots:
    def test_are_kept_by_their_cell(self) -> None:
        events.add_screenshot(events.CaptureNotebookCell("cell", PICTURE, 800))
        assert events.get_screenshot("cell") == events.Screenshot(b"picture", 800)
        assert events.get_screenshot("cell", pop=True).bytes == b"picture"
        with pytest.raises(KeyError, match="no screenshot of the cell 'cell'"):
            events.get_screenshot("cell")

    def test_of_text_are_read_as_well(self) -> None:
        events.add_screenshot(events.CaptureNotebookCell("svg", "data:image/svg+xml,%3Csvg%2F%3E"))
        assert events.get_screenshot("svg", pop=True).bytes == b"<svg/>"

    def test_only_the_latest_are_kept(self) -> None:
        for number in range(40):
            events.add_screenshot(events.CaptureNotebookCell(f"cell {number}", PICTURE, 800))
        assert events.get_screenshot("cell 39").bytes == b"picture"
        with pytest.raises(KeyError):
            events.get_screenshot("cell 20")

    def test_an_answer_without_a_picture_keeps_none(self) -> None:
        events.add_screenshot(events.CaptureNotebookCell("none", error="no pixels"))
        with pytest.raises(KeyError):
            events.get_screenshot("none")

    def test_what_is_no_data_uri_is_refused(self) -> None:
        for src in ("https://example.com/a.png", "data:image/png;base64,???"):
            with pytest.raises(ValueError, match="is a data URI"):
                events.add_screenshot(events.CaptureNotebookCell("cell", src, 800))


class TestListenPayload:
    def test_of_an_app_says_what_it_wants_to_show(self) -> None:
        payload = asyncio.run(
            events.ListenPayload.from_dict(
                {
                    "initializer": {"dataset": "d", "view": "few", "unknown": 1},
                    "events": ["refresh"],
                    "subscription": "s",
                }
            )
        )
        assert payload.initializer == events.AppInitializer(dataset="d", view="few")
        assert (payload.events, payload.subscription, payload.polling) == (["refresh"], "s", False)

    def test_of_a_kernel_has_its_state(self) -> None:
        data = {
            "initializer": {"_CLS": "StateDescription", "dataset": "d", "view": []},
            "events": [],
            "subscription": "s",
            "polling": True,
        }
        payload = asyncio.run(events.ListenPayload.from_dict(data))
        assert payload.initializer == {"dataset": "d", "view": []}  # type: ignore[comparison-overlap]
        assert payload.polling is True

    def test_may_come_without_an_initializer_but_not_without_a_client(self) -> None:
        nothing = asyncio.run(events.ListenPayload.from_dict({"events": [], "subscription": "s"}))
        assert nothing.initializer is None
        with pytest.raises(ValueError, match="lacks subscription"):
            asyncio.run(events.ListenPayload.from_dict({"events": []}))


def test_dict_factory_makes_dicts_of_dataclasses_as_they_travel() -> None:
    scheme = events.DefaultColorscale("viridis")
    assert events.dict_factory([("a", 1), ("b", [scheme])]) == {"a": 1, "b": [{"name": "viridis"}]}
    label = events.LabelData("a", "f", "b")
    assert dataclasses.asdict(label, dict_factory=events.dict_factory)["label_id"] == "a"
