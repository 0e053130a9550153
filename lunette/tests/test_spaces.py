"""Layouts of the App's panels as Python objects."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette.core.spaces import default_workspace_factory


def layout() -> ln.Space:
    """Samples beside histograms, with a third panel below both."""
    above = ln.Space(
        [
            ln.Space([ln.Panel("Samples", pinned=True)]),
            ln.Space([ln.Panel("Histograms", state={"field": "tags"})]),
        ],
        orientation="horizontal",
        sizes=[0.7, 0.3],
    )
    return ln.Space([above, ln.Space([ln.Panel("Plots")])], orientation="vertical")


class TestForms:
    def test_a_layout_survives_dict_and_json_with_its_ids(self) -> None:
        space = layout()
        assert ln.Space.from_dict(space.to_dict()) == space
        assert ln.Space.from_json(space.to_json(pretty_print=True)) == space
        panel = ln.Panel("Histograms", state={"field": "tags"})
        assert ln.Panel.from_json(panel.to_json()) == panel

    def test_a_dict_has_the_keys_of_the_protocol(self) -> None:
        panel = ln.Panel("Samples", pinned=True, component_id="p")
        space = ln.Space([panel], active_child="p", component_id="s")
        assert space.to_dict() == {
            "component_id": "s",
            "children": [{"component_id": "p", "type": "Samples", "pinned": True, "state": {}}],
            "orientation": None,
            "active_child": "p",
            "sizes": None,
        }

    def test_the_form_of_documents_of_the_reference_is_read(self) -> None:
        found = ln.Space.from_dict(
            {
                "_cls": "Space",
                "component_id": "s",
                "children": [
                    {"_cls": "Panel", "component_id": "p", "type": "Samples", "pinned": True}
                ],
                "active_child": "p",
            }
        )
        assert found == ln.Space(
            [ln.Panel("Samples", pinned=True, component_id="p")],
            active_child="p",
            component_id="s",
        )

    def test_the_form_of_apps_of_the_reference_is_read(self) -> None:
        panel = {
            "id": "p",
            "type": "Histograms",
            "children": [],
            "pinned": False,
            "state": {"a": 1},
        }
        inner = {"id": "i", "type": "panel-container", "children": [panel], "activeChild": "p"}
        found = ln.Space.from_dict(
            {"id": "s", "type": "panel-container", "children": [inner], "layout": "vertical"}
        )
        assert (found.space_id, found.orientation) == ("s", "vertical")
        assert found.children[0].active_child == "p"
        assert found.children[0].children == [
            ln.Panel("Histograms", state={"a": 1}, component_id="p")
        ]

    def test_a_copy_shares_nothing(self) -> None:
        space = layout()
        copy = space.copy()
        assert copy == space
        copy.children[0].children[1].children[0].state["field"] = "split"
        assert copy != space

    def test_the_text_form_names_every_panel(self) -> None:
        text = repr(layout())
        assert "<Space: {" in text
        assert "'type': 'Histograms'" in text
        assert "'state': {'field': 'tags'}" in text

    def test_by_default_there_are_the_samples_alone(self) -> None:
        space = default_workspace_factory()
        assert [(panel.type, panel.pinned) for panel in space.children] == [("Samples", True)]
        assert space == default_workspace_factory()


class TestChecks:
    def test_ids_are_made_and_cannot_be_changed(self) -> None:
        panel = ln.Panel("Samples")
        assert len(panel.panel_id) == 24
        assert panel.component_id == panel.panel_id
        with pytest.raises(AttributeError, match=r"Panel.panel_id cannot be set"):
            panel.panel_id = "mine"  # type: ignore[misc]
        with pytest.raises(AttributeError, match=r"Space.space_id cannot be set"):
            ln.Space().space_id = "mine"  # type: ignore[misc]

    def test_misspelt_attributes_are_refused(self) -> None:
        with pytest.raises(AttributeError, match=r"Space.active does not exist.*active_child"):
            ln.Space().active = "x"

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"type": ""}, "type of a panel"),
            ({"type": 3}, "type of a panel"),
            ({"type": "Samples", "pinned": "no"}, "pinned"),
            ({"type": "Samples", "state": [1]}, "state"),
            ({"type": "Samples", "state": {"x": object()}}, "JSON-safe"),
            ({"type": "Samples", "component_id": "x" * 101}, "id of a space or panel"),
        ],
    )
    def test_a_panel_says_what_is_wrong(self, arguments: dict[str, Any], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            ln.Panel(**arguments)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"children": "Samples"}, "children is a list"),
            ({"children": ["Samples"]}, "is a Space or a Panel"),
            ({"orientation": "diagonal"}, "'horizontal', 'vertical'"),
            ({"sizes": [0.5, 1.5]}, "numbers in"),
            ({"sizes": "half"}, "numbers in"),
            ({"active_child": 3}, "active_child"),
        ],
    )
    def test_a_space_says_what_is_wrong(self, arguments: dict[str, Any], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            ln.Space(**arguments)

    def test_a_layout_that_cannot_be_names_the_space_at_fault(self) -> None:
        panel = ln.Panel("Samples")
        with pytest.raises(ValueError, match=r"'s' has panels and spaces"):
            ln.Space([panel, ln.Space()], component_id="s").to_dict()
        with pytest.raises(ValueError, match=r"have the id"):
            ln.Space([panel, panel]).to_dict()
        with pytest.raises(ValueError, match=r"'s' has 1 children but 2 sizes"):
            ln.Space([ln.Space()], sizes=[0.5, 0.5], component_id="s").to_dict()
        with pytest.raises(ValueError, match=r"'s' has no child 'x'"):
            ln.Space([panel], active_child="x", component_id="s").to_dict()

    def test_edits_in_place_are_checked_when_they_are_used(self) -> None:
        space = ln.Space()
        space.children.append("Samples")
        with pytest.raises(ValueError, match="is a Space or a Panel"):
            space.to_dict()

    def test_the_panel_in_front_may_be_given_itself(self) -> None:
        panels = [ln.Panel("Samples"), ln.Panel("Histograms")]
        space = ln.Space(panels)
        space.active_child = panels[1]  # type: ignore[assignment]
        assert space.to_dict()["active_child"] == panels[1].panel_id

    def test_other_dicts_are_no_components(self) -> None:
        with pytest.raises(ValueError, match="`children`"):
            ln.Space.from_dict({"rows": 3})
        with pytest.raises(ValueError, match="cannot be read as a Space"):
            ln.Space.from_dict({"type": "Samples"})
        with pytest.raises(ValueError, match="from a dict"):
            ln.Space.from_json("[]")
