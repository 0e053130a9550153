"""Views with one sample per label: what they show, and what becomes of edits."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.core.patches import EvaluationPatchesView, PatchesView, PatchView
from lunette.tests.support.datasets import animals, fresh_name


def labels_of(dataset: ln.Dataset) -> list[list[str]]:
    found = dataset.values("predictions.detections.label")
    return [labels or [] for labels in found]


def test_there_is_one_sample_per_label() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions")
    assert isinstance(patches, PatchesView)
    assert patches.patches_field == "predictions"
    assert len(patches) == 7
    assert patches.media_type == "image"
    assert patches.dataset is dataset
    assert patches.values("predictions.label") == [
        "cat", "dog", "cat", "dog", "dog", "bird", "bird",
    ]  # fmt: skip
    patch = patches.first()
    assert isinstance(patch, PatchView)
    assert patch.filepath == "/data/0.png"
    assert isinstance(patch.predictions, ln.Detection)
    assert patch.id == patch.predictions.id
    assert patch.sample_id == dataset.first().id
    assert patch.metadata.width == 100
    assert patch.tags == ["even"]
    assert "score" not in patch
    assert list(patches.get_field_schema()) == [
        "id", "filepath", "tags", "metadata", "created_at", "last_modified_at",
        "sample_id", "predictions",
    ]  # fmt: skip


def test_other_fields_come_along_and_lists_are_kept_if_asked() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions", other_fields=["score"], keep_label_lists=True)
    last = patches.last()
    assert last.score == 4.0
    assert isinstance(last.predictions, ln.Detections)
    assert [label.label for label in last.predictions.detections] == ["bird"]
    everything = dataset.to_patches("predictions", other_fields=True)
    assert {"score", "split"} <= set(everything.get_field_schema())


def test_views_go_on_behind_patches_and_before() -> None:
    dataset = animals()
    patches = dataset.match_tags("even").to_patches("predictions")
    assert patches.count_values("predictions.label") == {"cat": 1, "dog": 3, "bird": 2}
    dogs = patches.match(F("predictions.label") == "dog").sort_by("predictions.confidence")
    assert isinstance(dogs, PatchesView)
    assert dogs.values("predictions.confidence") == [0.7, 0.8, 0.9]
    assert [patch.predictions.label for patch in dogs[:2]] == ["dog", "dog"]
    assert [text.split("(")[0] for text in dogs.stages] == [
        "MatchTags", "ToPatches", "Match", "SortBy",
    ]  # fmt: skip
    sure = dataset.filter_labels("predictions", F("confidence") > 0.5).to_patches("predictions")
    assert sure.count() == 4
    assert patches == dataset.match_tags("even").to_patches("predictions")
    assert patches != dogs
    assert dataset.view().add_stage(ln.ToPatches("predictions")) == dataset.to_patches(
        "predictions"
    )


def test_what_has_no_patches_is_refused() -> None:
    dataset = animals()
    with pytest.raises(ValueError, match="no field 'nothing'"):
        dataset.to_patches("nothing")
    dataset.set_values("weather", [ln.Classification(label="sun")] * 6)
    with pytest.raises(ValueError, match="cover no part of a picture"):
        dataset.to_patches("weather")
    patches = dataset.to_patches("predictions")
    with pytest.raises(ValueError, match=f"Dataset '{dataset.name}' has no field 'score'"):
        patches.match(F("score") > 1)


def test_a_saved_patch_is_a_saved_label() -> None:
    dataset = animals()
    sample = dataset.first()
    patches = dataset.to_patches("predictions")
    patch = patches.first()
    patch.predictions.label = "lion"
    patch.predictions["age"] = 3
    patch.save()
    assert labels_of(dataset)[0] == ["lion", "dog"]
    # The live object of the sample shows it too.
    assert sample.predictions.detections[0].label == "lion"
    assert sample.predictions.detections[0]["age"] == 3
    assert patches.first().predictions.label == "lion"
    for patch in patches.iter_samples(autosave=True):
        patch.predictions.confidence = 0.25
    assert set(dataset.distinct("predictions.detections.confidence")) == {0.25}


def test_values_and_tags_of_patches_are_those_of_labels_and_samples() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions")
    patches.set_values("predictions.label", [f"{i}" for i in range(7)])
    assert labels_of(dataset)[:3] == [["0", "1"], ["2"], ["3", "4", "5"]]
    patches[:1].tag_labels("first")
    assert dataset.count_label_tags() == {"first": 1}
    patches[:1].tag_samples("seen")
    assert dataset.count_sample_tags()["seen"] == 1
    assert patches.count_sample_tags()["seen"] == 2
    patches.untag_samples("seen")
    assert "seen" not in dataset.count_sample_tags()


def test_deleted_patches_are_deleted_labels() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions")
    patches._dataset.delete_samples(patches.match(F("predictions.label") == "dog"))
    assert labels_of(dataset)[:3] == [["cat"], ["cat"], ["bird"]]
    assert len(patches) == 4


def test_patches_follow_the_dataset_when_they_are_reloaded() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions")
    sample = dataset.first()
    sample.predictions.detections[0].label = "tiger"
    sample.save()
    assert patches.first().predictions.label == "cat"
    patches.reload()
    assert patches.first().predictions.label == "tiger"
    # A view that is made again is up to date in any case.
    dataset.delete_samples(sample)
    assert len(dataset.to_patches("predictions")) == 5


def evaluated() -> ln.Dataset:
    dataset = ln.Dataset(fresh_name())
    truths = [ln.Detection(label="cat", bounding_box=[0, 0, 0.5, 0.5]) for _ in range(2)]
    found = [ln.Detection(label="cat", bounding_box=[0, 0, 0.5, 0.4]) for _ in range(2)]
    truths[0]["eval"], truths[0]["eval_id"], truths[0]["eval_iou"] = "tp", found[0].id, 0.8
    found[0]["eval"], found[0]["eval_id"], found[0]["eval_iou"] = "tp", truths[0].id, 0.8
    truths[1]["eval"], truths[1]["eval_id"] = "fn", ""
    found[1]["eval"], found[1]["eval_id"] = "fp", ""
    dataset.add_sample(
        ln.Sample(
            "/data/0.png",
            truth=ln.Detections(detections=truths),
            found=ln.Detections(detections=found),
        ),
        dynamic=True,
    )
    return dataset


def test_patches_of_an_evaluation_pair_what_belongs_together() -> None:
    dataset = evaluated()
    patches = dataset.to_evaluation_patches("eval")
    assert isinstance(patches, EvaluationPatchesView)
    assert (patches.gt_field, patches.pred_field) == ("truth", "found")
    assert patches.values("type") == ["tp", "fn", "fp"]
    assert patches.values("iou") == [0.8, None, None]
    pair = patches.first()
    assert len(pair.truth.detections) == len(pair.found.detections) == 1
    assert patches.count_values("type") == {"tp": 1, "fn": 1, "fp": 1}
    missed = patches.match(F("type") == "fn").first()
    assert missed.found is None
    missed.truth.detections[0].label = "hidden cat"
    missed.save()
    assert dataset.values("truth.detections.label") == [["cat", "hidden cat"]]
    with pytest.raises(ValueError, match="no evaluation 'other'"):
        dataset.to_evaluation_patches("other")


def test_views_of_patches_are_saved_kept_and_cleared_in_the_dataset() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions")
    patches.map_labels("predictions", {"dog": "wolf"}).save()
    assert dataset.count_values("predictions.detections.label") == {"cat": 2, "wolf": 3, "bird": 2}
    patches.match(F("predictions.label") == "cat").clear()
    assert dataset.count_values("predictions.detections.label") == {"wolf": 3, "bird": 2}
    patches.match(F("predictions.label") == "wolf").keep()
    assert dataset.count_values("predictions.detections.label") == {"wolf": 3}
    assert len(patches) == 3
    assert len(dataset) == 6


def test_attributes_that_patches_declare_are_declared_in_the_dataset() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions")
    patches.set_values("predictions.area", list(range(7)), dynamic=True)
    assert dataset.has_field("predictions.detections.area")
    assert dataset.sum("predictions.detections.area") == 21
    assert dataset.match(F("predictions.detections.area").max() > 5).count() == 1


def test_patches_are_saved_as_a_view_and_copied_as_a_dataset() -> None:
    dataset = animals()
    patches = dataset.to_patches("predictions").match(F("predictions.confidence") > 0.5)
    dataset.save_view("sure patches", patches)
    loaded = dataset.load_saved_view("sure patches")
    assert isinstance(loaded, PatchesView)
    assert loaded == patches
    copy = patches.clone(fresh_name())
    assert len(copy) == 4
    assert isinstance(copy.first().predictions, ln.Detection)
    assert copy.first().sample_id == patches.first().sample_id
    exported = patches.select_fields("predictions").first()
    assert exported.predictions.label == "dog"
