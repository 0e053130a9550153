"""Layouts that are saved with a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

import pytest

import lunette as ln
from lunette._bridge_client import BridgeClient


@pytest.fixture
def dataset(bridge: BridgeClient) -> Iterator[ln.Dataset]:
    dataset = ln.Dataset()
    yield dataset
    if not dataset.deleted:
        dataset.delete()


def layout() -> ln.Space:
    return ln.Space([ln.Panel("Samples", pinned=True), ln.Panel("Histograms")])


class TestWorkspaces:
    def test_a_saved_layout_comes_back_as_it_was(self, dataset: ln.Dataset) -> None:
        space = layout()
        dataset.save_workspace("mine", space)
        assert dataset.load_workspace("mine") == space

    def test_they_are_listed_with_what_is_known_of_them(self, dataset: ln.Dataset) -> None:
        assert dataset.list_workspaces() == []
        dataset.save_workspace("Second look", layout(), description="Why", color="#ff6d04")
        dataset.save_workspace("First look", layout())
        assert dataset.has_workspaces
        assert dataset.list_workspaces() == ["First look", "Second look"]
        assert dataset.has_workspace("First look")
        assert not dataset.has_workspace("first look")
        first, second = dataset.list_workspaces(info=True)
        assert first["description"] is None
        assert second == dataset.get_workspace_info("Second look")
        assert {key: second[key] for key in ("slug", "description", "color")} == {
            "slug": "second-look",
            "description": "Why",
            "color": "#ff6d04",
        }
        assert isinstance(second["created_at"], datetime)
        assert second["last_loaded_at"] is None
        dataset.load_workspace("Second look")
        assert isinstance(dataset.get_workspace_info("Second look")["last_loaded_at"], datetime)

    def test_a_name_is_used_once_unless_it_is_overwritten(self, dataset: ln.Dataset) -> None:
        dataset.save_workspace("mine", layout())
        with pytest.raises(ValueError, match=r"'mine' already exists"):
            dataset.save_workspace("mine", layout())
        with pytest.raises(ValueError, match=r"too much like"):
            dataset.save_workspace("Mine", layout())
        space = layout()
        dataset.save_workspace("mine", space, overwrite=True)
        assert dataset.load_workspace("mine") == space

    def test_name_description_and_color_can_be_changed(self, dataset: ln.Dataset) -> None:
        dataset.save_workspace("old", layout(), description="x")
        info = dataset.get_workspace_info("old")
        dataset.update_workspace_info("old", {**info, "name": "new", "color": "red"})
        changed = dataset.get_workspace_info("new")
        assert (changed["description"], changed["color"]) == ("x", "red")
        dataset.update_workspace_info("new", {"description": None})
        assert dataset.get_workspace_info("new")["description"] is None
        with pytest.raises(ValueError, match=r"'created_at' of a workspace cannot be changed"):
            dataset.update_workspace_info("new", {"created_at": None})
        with pytest.raises(ValueError, match=r"'spaces' of a workspace cannot be changed"):
            dataset.update_workspace_info("new", {"spaces": {}})

    def test_they_are_deleted(self, dataset: ln.Dataset) -> None:
        for name in ("a", "b", "c"):
            dataset.save_workspace(name, layout())
        dataset.delete_workspace("a")
        assert dataset.list_workspaces() == ["b", "c"]
        dataset.delete_workspaces()
        assert dataset.list_workspaces() == []

    def test_an_unknown_name_is_a_value_error_that_says_what_there_is(
        self, dataset: ln.Dataset
    ) -> None:
        dataset.save_workspace("mine", layout())
        for ask in (dataset.load_workspace, dataset.delete_workspace):
            with pytest.raises(ValueError, match=r"no workspace 'yours'; it has 'mine'"):
                ask("yours")
        with pytest.raises(ValueError, match=r"no workspace 'yours'"):
            dataset.get_workspace_info("yours")
        with pytest.raises(ValueError, match=r"no workspace 'yours'"):
            dataset.update_workspace_info("yours", {})

    def test_only_layouts_are_saved(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match=r"`workspace` must be a Space; found"):
            dataset.save_workspace("mine", cast(Any, {"children": []}))
        with pytest.raises(ValueError, match="at least one letter or digit"):
            dataset.save_workspace("?!", layout())
        with pytest.raises(ValueError, match="is a text"):
            dataset.save_workspace("", layout())
