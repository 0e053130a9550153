"""Views that are saved with a dataset under a name."""

from __future__ import annotations

from datetime import datetime

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


class TestSaving:
    def test_a_saved_view_is_loaded_with_its_name_and_stages(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("confidence") > 0.5).sort_by("score")
        assert [dataset.has_saved_views, view.name] == [False, None]
        dataset.save_view("sure ones", view, description="confident", color="#ff0000")
        loaded = dataset.load_saved_view("sure ones")
        assert loaded == view
        assert (loaded.name, loaded.is_saved) == ("sure ones", True)
        assert view.is_saved
        assert dataset.has_saved_views
        assert dataset.list_saved_views() == ["sure ones"]
        assert dataset.has_saved_view("sure ones")
        assert not dataset.has_saved_view("others")

    def test_a_view_with_more_stages_is_another_view(self, dataset: ln.Dataset) -> None:
        dataset.save_view("some", dataset.limit(3))
        assert dataset.load_saved_view("some").limit(2).name is None

    def test_it_follows_the_dataset(self, dataset: ln.Dataset) -> None:
        dataset.save_view("train", dataset.match(F("split") == "train"))
        assert len(dataset.load_saved_view("train")) == 3
        dataset.add_sample(ln.Sample("/data/6.png", split="train"))
        assert len(dataset.load_saved_view("train")) == 4

    def test_it_belongs_to_its_dataset(self, dataset: ln.Dataset) -> None:
        other = ln.Dataset(fresh_name())
        with pytest.raises(ValueError, match=f"cannot be saved with '{other.name}'"):
            other.save_view("some", dataset.limit(1))
        with pytest.raises(ValueError, match="must be a DatasetView"):
            dataset.save_view("all", dataset)  # type: ignore[arg-type]

    def test_names_are_unique_also_by_their_slug(self, dataset: ln.Dataset) -> None:
        dataset.save_view("My view", dataset.limit(1))
        with pytest.raises(ValueError, match="'My view' already exists"):
            dataset.save_view("My view", dataset.limit(2))
        with pytest.raises(ValueError, match="same address"):
            dataset.save_view("my-view", dataset.limit(2), overwrite=True)
        with pytest.raises(ValueError, match="letter or digit"):
            dataset.save_view("!", dataset.limit(2))
        with pytest.raises(ValueError, match="name of a saved view is a text"):
            dataset.save_view("", dataset.limit(2))
        dataset.save_view("My view", dataset.limit(2), overwrite=True)
        assert len(dataset.load_saved_view("My view")) == 2

    def test_a_view_that_is_no_longer_possible_says_why(self, dataset: ln.Dataset) -> None:
        dataset.save_view("scored", dataset.exists("score"))
        dataset.delete_sample_field("score")
        with pytest.raises(ValueError, match="score"):
            dataset.load_saved_view("scored")


class TestFacts:
    def test_what_is_known_of_a_view(self, dataset: ln.Dataset) -> None:
        dataset.save_view("one", dataset.limit(1), description="first", color="red")
        info = dataset.get_saved_view_info("one")
        assert {k: info[k] for k in ("name", "slug", "description", "color")} == {
            "name": "one",
            "slug": "one",
            "description": "first",
            "color": "red",
        }
        assert isinstance(info["created_at"], datetime)
        assert info["last_loaded_at"] is None
        dataset.load_saved_view("one")
        assert dataset.get_saved_view_info("one")["last_loaded_at"] >= info["created_at"]
        assert [entry["name"] for entry in dataset.list_saved_views(info=True)] == ["one"]

    def test_name_description_and_color_can_be_changed(self, dataset: ln.Dataset) -> None:
        dataset.save_view("one", dataset.limit(1))
        dataset.save_view("two", dataset.limit(2))
        info = dataset.get_saved_view_info("one")
        dataset.update_saved_view_info("one", {**info, "name": "first", "color": "#00ff00"})
        assert dataset.list_saved_views() == ["first", "two"]
        assert dataset.get_saved_view_info("first")["color"] == "#00ff00"
        assert len(dataset.load_saved_view("first")) == 1
        with pytest.raises(ValueError, match="'slug' of a saved view cannot be changed"):
            dataset.update_saved_view_info("first", {"slug": "x"})
        with pytest.raises(ValueError, match="'two' already exists"):
            dataset.update_saved_view_info("first", {"name": "two"})

    def test_saving_is_a_change_of_the_dataset(self, dataset: ln.Dataset) -> None:
        before = dataset.last_modified_at
        dataset.save_view("one", dataset.limit(1))
        assert dataset.last_modified_at >= before
        assert dataset.last_modified_at >= dataset.get_saved_view_info("one")["created_at"]


class TestDeleting:
    def test_one_or_all(self, dataset: ln.Dataset) -> None:
        for name in ("a", "b", "c"):
            dataset.save_view(name, dataset.limit(1))
        dataset.delete_saved_view("b")
        assert dataset.list_saved_views() == ["a", "c"]
        with pytest.raises(ValueError, match=r"no saved view 'b'; it has 'a', 'c'"):
            dataset.delete_saved_view("b")
        dataset.delete_saved_views()
        assert not dataset.has_saved_views
        with pytest.raises(ValueError, match="none was saved"):
            dataset.load_saved_view("a")
        assert len(dataset) == 6
