"""Properties of datasets: classes, mask targets, skeletons, settings of the App, times."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture
def dataset() -> ln.Dataset:
    return ln.Dataset(fresh_name())


def stored(dataset: ln.Dataset) -> ln.Dataset:
    """The dataset as somebody else reads it."""
    dataset.reload()
    return dataset


class TestLabelTargets:
    def test_they_are_empty_at_first(self, dataset: ln.Dataset) -> None:
        assert (dataset.classes, dataset.default_classes) == ({}, [])
        assert (dataset.mask_targets, dataset.default_mask_targets) == ({}, {})
        assert (dataset.skeletons, dataset.default_skeleton) == ({}, None)

    def test_assigning_saves(self, dataset: ln.Dataset) -> None:
        dataset.classes = {"ground_truth": ["cat", "dog"]}
        dataset.default_classes = ["bird"]
        dataset.mask_targets = {"masks": {1: "road", 255: "other"}}
        dataset.default_mask_targets = {"#FF0000": "car"}
        dataset.skeletons = {"pose": ln.KeypointSkeleton(labels=["a", "b"], edges=[[0, 1]])}
        dataset.default_skeleton = ln.KeypointSkeleton(edges=[[0, 1, 2]])
        again = stored(dataset)
        assert again.classes == {"ground_truth": ["cat", "dog"]}
        assert again.default_classes == ["bird"]
        assert again.mask_targets == {"masks": {1: "road", 255: "other"}}
        assert again.default_mask_targets == {"#FF0000": "car"}
        assert again.skeletons["pose"].labels == ["a", "b"]
        assert again.default_skeleton == ln.KeypointSkeleton(edges=[[0, 1, 2]])

    def test_edits_in_place_need_save(self, dataset: ln.Dataset) -> None:
        dataset.classes["ground_truth"] = ["cat"]
        dataset.skeletons["pose"] = ln.KeypointSkeleton(edges=[[0, 1]])
        dataset.info["author"] = "me"
        dataset.save()
        assert stored(dataset).classes == {"ground_truth": ["cat"]}
        dataset.classes["ground_truth"].append("dog")
        dataset.skeletons["pose"].edges.append([1, 2])
        assert stored(dataset).classes == {"ground_truth": ["cat"]}
        assert dataset.skeletons["pose"].edges == [[0, 1]]
        assert dataset.info == {"author": "me"}

    def test_edits_in_place_survive_the_saving_of_other_properties(
        self, dataset: ln.Dataset
    ) -> None:
        dataset.classes["ground_truth"] = ["cat"]
        dataset.description = "animals"
        dataset.add_sample_field("weather", ln.StringField)
        assert dataset.classes == {"ground_truth": ["cat"]}
        dataset.save()
        assert stored(dataset).classes == {"ground_truth": ["cat"]}

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("classes", {"gt": "cat"}, r"classes\['gt'\] is a list of strings"),
            ("classes", {1: ["cat"]}, "names of fields; found 1"),
            ("classes", ["cat"], "a dict with the names of fields"),
            ("default_classes", [1], "found 1 in it"),
            ("default_mask_targets", {"red": "car"}, "found 'red'"),
            ("default_mask_targets", {1: 2}, "are strings; found 2"),
            ("default_mask_targets", {1: "a", "#ff0000": "b"}, "all integers, or all colours"),
            ("mask_targets", {"m": [1]}, r"mask_targets\['m'\] is a dict"),
            ("default_skeleton", {"edges": []}, "is a KeypointSkeleton"),
            ("default_skeleton", ln.KeypointSkeleton(edges=[[0, -1]]), "counted from 0"),
            ("default_skeleton", ln.KeypointSkeleton(["a"], [[0, 1]]), "names the point 1"),
        ],
    )
    def test_what_is_not_possible_is_refused(
        self, dataset: ln.Dataset, name: str, value: Any, message: str
    ) -> None:
        before = getattr(dataset, name)
        with pytest.raises(ln.ValidationError, match=message):
            setattr(dataset, name, value)
        assert getattr(dataset, name) == before

    def test_an_impossible_edit_in_place_is_taken_back(self, dataset: ln.Dataset) -> None:
        dataset.default_classes = ["cat"]
        dataset.default_classes.append(5)  # type: ignore[arg-type]
        with pytest.raises(ln.ValidationError, match="found 5"):
            dataset.save()
        assert dataset.default_classes == ["cat"]

    def test_fields_fall_back_to_the_defaults(self, dataset: ln.Dataset) -> None:
        assert (dataset.get_classes("gt"), dataset.has_classes("gt")) == (None, False)
        assert (dataset.get_mask_targets("m"), dataset.get_skeleton("k")) == (None, None)
        dataset.default_classes = ["bird"]
        dataset.classes = {"gt": ["cat"]}
        dataset.default_mask_targets = {1: "road"}
        dataset.default_skeleton = ln.KeypointSkeleton(edges=[[0, 1]])
        view = dataset.view()
        assert (view.get_classes("gt"), view.get_classes("other")) == (["cat"], ["bird"])
        assert view.get_mask_targets("m") == {1: "road"}
        assert view.has_mask_targets("m")
        assert view.has_skeleton("k")
        assert view.get_skeleton("k") == dataset.default_skeleton
        assert view.classes == dataset.classes


class TestAppConfig:
    def test_its_settings_are_saved(self, dataset: ln.Dataset) -> None:
        assert not dataset.app_config.is_custom()
        dataset.app_config.sidebar_mode = "all"
        dataset.app_config.plugins["map"] = {"zoom": 3}
        dataset.app_config.sidebar_groups = [ln.SidebarGroupDocument("mine", ["tags"], False)]
        dataset.save()
        config = stored(dataset).app_config
        assert config.is_custom()
        assert (config.sidebar_mode, config.plugins) == ("all", {"map": {"zoom": 3}})
        assert config.sidebar_groups == [ln.SidebarGroupDocument("mine", ["tags"], False)]

    def test_the_default_groups_name_every_field_once(self) -> None:
        dataset = animals()
        groups = ln.DatasetAppConfig.default_sidebar_groups(dataset)
        assert [group.name for group in groups] == ["tags", "metadata", "labels", "primitives"]
        paths = [path for group in groups for path in group.paths]
        assert len(paths) == len(set(paths))
        assert {"tags", "id", "metadata.width", "predictions", "score", "split"} <= set(paths)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("sidebar_mode", "quick"), ("sidebar_groups", ["tags"]), ("color_scheme", 5)],
    )
    def test_impossible_settings_are_refused_and_taken_back(
        self, dataset: ln.Dataset, name: str, value: Any
    ) -> None:
        setattr(dataset.app_config, name, value)
        with pytest.raises(ValueError, match=name):
            dataset.save()
        assert getattr(dataset.app_config, name) is None


class TestKindsAndTimes:
    def test_the_media_type_follows_the_first_sample(self, dataset: ln.Dataset) -> None:
        dataset.media_type = "image"
        assert stored(dataset).media_type == "image"
        dataset.media_type = None
        assert stored(dataset).media_type is None
        dataset.add_sample(ln.Sample("/a.png"))
        assert stored(dataset).media_type == "image"
        with pytest.raises(ValueError, match="cannot be changed"):
            dataset.media_type = "video"

    def test_the_last_deletion_is_noted(self) -> None:
        dataset = animals()
        dataset.delete_samples([])
        assert stored(dataset).last_deletion_at is None
        dataset.delete_samples(dataset.first())
        deleted = stored(dataset).last_deletion_at
        assert deleted is not None
        assert deleted >= dataset.created_at

    def test_loading_is_noted(self, dataset: ln.Dataset) -> None:
        before = dataset.last_loaded_at
        ln.load_dataset(dataset.name)
        assert before is not None
        assert dataset.last_loaded_at is not None
        assert dataset.last_loaded_at >= before

    def test_only_properties_can_be_set(self, dataset: ln.Dataset) -> None:
        assert dataset.version == ln.__version__
        for name in ("created_at", "version", "slug", "count", "nothing"):
            with pytest.raises(AttributeError):
                setattr(dataset, name, 5)


class TestNames:
    def test_a_unique_name(self) -> None:
        root = fresh_name("Unique Name")
        assert ln.make_unique_dataset_name(root) == root
        ln.Dataset(root.lower())
        assert ln.make_unique_dataset_name(root) == f"{root}2"
        assert ln.get_default_dataset_name() not in ln.list_datasets()

    def test_the_default_folder_is_in_the_data_home(self, lunette_home: Any) -> None:
        assert ln.get_default_dataset_dir("mine") == str(lunette_home / "datasets" / "mine")


class TestStats:
    def test_how_much_there_is(self) -> None:
        dataset = animals()
        dataset.set_values("metadata.size_bytes", [1000, 2000, 3000, None, None, None])
        stats = dataset.stats(include_media=True, include_indexes=True)
        assert stats["samples_count"] == 6
        assert stats["samples_bytes"] > 500
        assert (stats["media_bytes"], stats["media_size"]) == (6000, "6.0KB")
        assert (stats["index_count"], stats["indexes_bytes"]) == (4, 0)
        assert stats["total_bytes"] == stats["samples_bytes"] + 6000
        assert "frames_count" not in stats
        part = dataset.limit(2).stats()
        assert part["samples_count"] == 2
        assert 0 < part["samples_bytes"] < stats["samples_bytes"]
        assert "media_bytes" not in part

    def test_frames_are_counted(self) -> None:
        videos = ln.Dataset(fresh_name())
        videos.add_sample(ln.Sample("/a.mp4", frames={1: ln.Frame(a="x" * 1000), 2: ln.Frame()}))
        stats = videos.stats()
        assert stats["frames_count"] == 2
        assert stats["frames_bytes"] > 1000 > stats["samples_bytes"]
        assert "Frame fields" in videos.summary()
