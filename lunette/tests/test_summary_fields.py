"""Summary fields: which values occur in a sample, kept beside it."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


class TestTexts:
    def test_become_the_list_of_those_that_occur(self, dataset: ln.Dataset) -> None:
        name = dataset.create_summary_field("predictions.detections.label")
        assert name == "predictions_label"
        assert dataset.values(name)[:5] == [
            ["cat", "dog"],
            ["cat"],
            ["bird", "dog"],
            None,
            ["bird"],
        ]
        assert dataset.list_summary_fields() == [name]
        assert name in dataset.list_indexes()
        assert len(dataset.match(ln.ViewField(name).contains("dog"))) == 2
        field = dataset.get_field(name)
        assert field is not None
        assert field.read_only
        sample = dataset.first()
        with pytest.raises(ValueError, match="read-only"):
            sample[name] = ["horse"]

    def test_can_be_counted(self, dataset: ln.Dataset) -> None:
        name = dataset.create_summary_field(
            "predictions.detections.label", "seen", include_counts=True, create_index=False
        )
        third = dataset[dataset.values("id")[2]]
        assert [(doc.label, doc.count) for doc in third[name]] == [("bird", 1), ("dog", 2)]
        assert dataset.values("seen.count")[2] == [1, 2]
        assert "seen" not in " ".join(dataset.list_indexes())


class TestNumbers:
    def test_become_their_bounds(self, dataset: ln.Dataset) -> None:
        name = dataset.create_summary_field("predictions.detections.confidence")
        assert dataset.values(f"{name}.min") == [0.1, 0.5, 0.3, None, 0.6, None]
        assert dataset.values(f"{name}.max") == [0.9, 0.5, 0.8, None, 0.6, None]
        assert {f"{name}.min", f"{name}.max"} <= set(dataset.list_indexes())

    def test_can_be_grouped(self, dataset: ln.Dataset) -> None:
        dataset.create_summary_field(
            "predictions.detections.confidence", "sure", group_by="label", read_only=False
        )
        third = dataset[dataset.values("id")[2]]
        assert [(doc.label, doc.min, doc.max) for doc in third["sure"]] == [
            ("bird", 0.3, 0.3),
            ("dog", 0.7, 0.8),
        ]

    def test_frames_are_summarized(self) -> None:
        videos = ln.Dataset(fresh_name())
        frames = {n: ln.Frame(scene=ln.Classification(label=f"s{n % 2}")) for n in (1, 2, 3)}
        videos.add_sample(ln.Sample("/data/a.mp4", frames=frames))
        name = videos.create_summary_field("frames.scene.label", include_counts=True)
        assert name == "frames_scene_label"
        assert [(doc.label, doc.count) for doc in videos.first()[name]] == [("s0", 1), ("s1", 2)]


class TestKeeping:
    def test_they_are_updated_when_asked(self, dataset: ln.Dataset) -> None:
        name = dataset.create_summary_field("predictions.detections.label")
        assert dataset.check_summary_fields() == []
        sample = dataset.first()
        sample.predictions.detections[0].label = "horse"
        sample.save()
        assert dataset.check_summary_fields() == [name]
        assert dataset.values(name)[0] == ["cat", "dog"]
        dataset.update_summary_field(name)
        assert dataset.values(name)[0] == ["dog", "horse"]
        assert dataset.check_summary_fields() == []

    def test_they_are_deleted_with_their_indexes(self, dataset: ln.Dataset) -> None:
        name = dataset.create_summary_field("predictions.detections.label", sidebar_group="mine")
        groups = dataset.app_config.sidebar_groups or []
        assert [group.paths for group in groups if group.name == "mine"] == [[name]]
        dataset.delete_summary_field(name)
        assert not dataset.has_field(name)
        assert name not in dataset.list_indexes()
        assert dataset.list_summary_fields() == []
        with pytest.raises(ValueError, match="no summary field"):
            dataset.delete_summary_field(name)
        with pytest.warns(UserWarning, match="no summary field"):
            dataset.delete_summary_field(name, error_level=1)

    def test_what_cannot_be_summarized_is_refused(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="no field 'nothing'"):
            dataset.create_summary_field("nothing")
        with pytest.raises(ValueError, match="cannot be summarized"):
            dataset.create_summary_field("predictions")
        with pytest.raises(ValueError, match="Only numbers"):
            dataset.create_summary_field("predictions.detections.label", group_by="label")
        with pytest.raises(ValueError, match="'split' already"):
            dataset.create_summary_field("predictions.detections.label", "split")
