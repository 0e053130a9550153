"""Stages that choose samples by values, labels and place, or change what samples show."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture(scope="module")
def dataset() -> ln.Dataset:
    return animals()


@pytest.fixture(scope="module")
def places() -> ln.Dataset:
    """Four samples: points at 10, 11 and 12 degrees east, and one without a place."""
    dataset = ln.Dataset(fresh_name("places"))
    samples = [
        ln.Sample(f"/data/{i}.png", location=ln.GeoLocation(point=[10.0 + i, 50.0]))
        for i in range(3)
    ]
    dataset.add_samples([*samples, ln.Sample("/data/3.png")])
    return dataset


def files(collection: Any) -> list[int]:
    return [int(sample.filename[:-4]) for sample in collection]


def labels(sample: Any) -> list[str]:
    return [label.label for label in sample.predictions.detections]


class TestChoosingSamples:
    def test_by_values(self, dataset: ln.Dataset) -> None:
        assert files(dataset.select_by("score", [4, 1, 9])) == [1, 4]
        assert files(dataset.select_by("score", [4, 1, 9], ordered=True)) == [4, 1]
        assert files(dataset.select_by("split", "val")) == [1, 3]
        assert files(dataset.exclude_by("split", ["val"])) == [0, 2, 4, 5]

    def test_by_labels_which_stay_as_they_are(self, dataset: ln.Dataset) -> None:
        view = dataset.match_labels(filter=F("confidence") > 0.65)
        assert files(view) == [0, 2]
        assert [labels(sample) for sample in view] == [["cat", "dog"], ["dog", "dog", "bird"]]
        assert files(dataset.match_labels(filter=F("label") == "bird", bool=False)) == [0, 1, 3, 5]
        label = dataset["/data/1.png"].predictions.detections[0]
        assert files(dataset.match_labels(ids=label.id)) == [1]
        assert files(
            dataset.match_labels(labels={"label_id": label.id, "field": "predictions"})
        ) == [1]
        assert files(dataset.match_labels(fields="predictions")) == [0, 1, 2, 4]
        assert files(dataset.match_labels(tags="none has it")) == []

    def test_by_place(self, places: ln.Dataset) -> None:
        assert files(places.geo_near([11.9, 50])) == [2, 1, 0]
        assert files(places.geo_near([11.9, 50], max_distance=100_000)) == [2, 1]
        assert files(places.geo_near([12, 50], min_distance=1000)) == [1, 0]
        assert files(places.geo_near(ln.GeoLocation(point=[10, 50]), query=F("id") != "x")) == [
            0,
            1,
            2,
        ]
        square = [[10.5, 49], [11.5, 49], [11.5, 51], [10.5, 51]]
        assert files(places.geo_within(square)) == [1]
        assert files(places.geo_within([square], strict=False)) == [1]
        geo_json = {"type": "Polygon", "coordinates": [square]}
        assert files(places.geo_within(geo_json, location_field="location")) == [1]
        with pytest.raises(ValueError, match="must be the first stage"):
            places.limit(2).geo_near([0, 0])
        with pytest.raises(ValueError, match="three positions"):
            places.geo_within([[0, 0], [1, 1]])

    def test_by_other_views(self, dataset: ln.Dataset) -> None:
        odd = dataset.match_tags("odd")
        dogs = dataset.filter_labels("predictions", F("label") == "dog")
        both = odd + dogs
        assert both == odd.concat(dogs)
        assert files(both) == [1, 3, 0, 2]
        assert [labels(sample) for sample in both] == [["cat"], [], ["dog"], ["dog", "dog"]]
        assert len(dataset.limit(2).concat(dataset.limit(3))) == 3
        assert both.count("predictions.detections") == 4
        with pytest.raises(ValueError, match="views of the same dataset"):
            odd.concat(animals())
        with pytest.raises(TypeError):
            odd.concat("view")

    def test_by_keys(self, dataset: ln.Dataset) -> None:
        flags = [True, False, np.True_, False, False, False]
        assert files(dataset[flags]) == [0, 2]
        assert files(dataset[np.array([0, 0, 0, 0, 1, 0], bool)]) == [4]
        assert files(dataset[F("score") > 2]) == [3, 4]
        assert files(dataset.limit(4)[-3:-1]) == [1, 2]
        with pytest.raises(ValueError, match="6 samples, but 2 booleans"):
            _ = dataset[[True, False]]

    def test_by_similarity_needs_what_no_dataset_has(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="no similarity index 'mine'"):
            dataset.sort_by_similarity("an id", brain_key="mine")


class TestDatabaseQueries:
    def test_queries(self, dataset: ln.Dataset) -> None:
        assert files(dataset.match({"score": {"$gt": 2}})) == [3, 4]
        assert files(dataset.match({"tags": "odd"})) == [1, 3]
        assert files(dataset.match({"predictions.detections.label": "bird"})) == [2, 4]
        assert files(dataset.match({"$or": [{"score": 0}, {"split": "val"}]})) == [0, 1, 3]
        assert "F('score') > 2" in dataset.match({"score": {"$gt": 2}}).stages[0]

    def test_pipelines(self, dataset: ln.Dataset) -> None:
        view = dataset.mongo([{"$match": {"split": "train"}}, {"$sort": {"score": -1}}])
        assert files(view) == [4, 2, 0]
        assert len(view.stages) == 2
        with pytest.raises(ValueError, match=r"\$lookup has no form"):
            dataset.mongo([{"$lookup": {}}])


class TestChangingContent:
    def test_labels_are_renamed(self, dataset: ln.Dataset) -> None:
        view = dataset.map_labels("predictions", {"cat": "lion"})
        assert labels(view.first()) == ["lion", "dog"]
        assert files(view.filter_labels("predictions", F("label") == "lion")) == [0, 1]
        assert view.count_values("predictions.detections.label") == {"lion": 2, "dog": 3, "bird": 2}
        assert labels(dataset.first()) == ["cat", "dog"]

    def test_values_are_replaced(self, dataset: ln.Dataset) -> None:
        view = dataset.map_values("split", {"train": "seen", None: "unknown"})
        assert view.values("split") == ["seen", "val", "seen", "val", "seen", "unknown"]
        assert files(view.match(F("split") == "unknown")) == [5]

    def test_values_are_computed(self, dataset: ln.Dataset) -> None:
        view = dataset.set_field("score", F("score") * 2)
        assert view.values("score") == [0, 2, 4, 6, 8, None]
        assert view.sum("score") == 20
        assert files(view.match(F("score") > 5)) == [3, 4]
        assert files(view.sort_by("score", reverse=True).limit(2)) == [4, 3]

    def test_attributes_of_labels_are_computed(self, dataset: ln.Dataset) -> None:
        view = dataset.set_field("predictions.detections.sure", F("confidence") > 0.6)
        assert [label.sure for label in view.first().predictions.detections] == [False, True]
        assert files(view.filter_labels("predictions", F("sure"))) == [0, 2]
        view = dataset.set_field("predictions.size", F("detections").length())
        assert view.first().predictions.size == 2

    def test_values_that_do_not_pass_are_none(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_field("score", F() >= 3)
        assert view.values("score") == [3, 4]
        assert dataset.filter_field("score", F() >= 3, only_matches=False).values("score") == [
            None,
            None,
            None,
            3,
            4,
            None,
        ]

    def test_the_first_labels(self, dataset: ln.Dataset) -> None:
        view = dataset.limit_labels("predictions", 1)
        assert labels(view["/data/2.png"]) == ["dog"]
        assert view.count("predictions.detections") == 4
        assert view["/data/2.png"].filtered_field_names == {"predictions"}

    def test_points_that_do_not_pass_are_nan(self) -> None:
        dataset = ln.Dataset(fresh_name("poses"))
        points = [(0.1, 0.1), (0.2, 0.2), (0.3, 0.3)]
        pose = ln.Keypoint(label="person", points=points, confidence=[0.1, 0.9, 0.5])
        dataset.add_sample(ln.Sample("/data/0.png", pose=ln.Keypoints(keypoints=[pose])))
        shown = dataset.filter_keypoints("pose", filter=F("confidence") > 0.4).first()
        found = shown.pose.keypoints[0].points
        assert [math.isnan(x) for x, _ in found] == [True, False, False]
        assert len(dataset.filter_keypoints("pose", filter=F("confidence") > 1)) == 0
        dataset.default_skeleton = ln.KeypointSkeleton(
            labels=["nose", "eye", "ear"], edges=[[0, 1], [0, 2]]
        )
        shown = dataset.filter_keypoints("pose", labels="eye").first()
        assert [math.isnan(x) for x, _ in shown.pose.keypoints[0].points] == [True, False, True]
        with pytest.raises(ValueError, match="has no point 'tail'"):
            len(dataset.filter_keypoints("pose", labels="tail"))

    def test_the_content_of_every_stage_counts_for_the_next(self, dataset: ln.Dataset) -> None:
        view = (
            dataset.map_labels("predictions", {"bird": "dog"})
            .filter_labels("predictions", F("label") == "dog")
            .limit_labels("predictions", 2)
            .sort_by(F("predictions.detections").length(), reverse=True)
        )
        assert files(view) == [2, 0, 4]
        assert [len(labels(sample)) for sample in view] == [2, 1, 1]


class TestFields:
    def test_fields_are_left_out(self, dataset: ln.Dataset) -> None:
        view = dataset.exclude_fields(["score", "split"])
        assert "score" not in view.get_field_schema()
        sample = view.first()
        assert sample.excluded_field_names == {"score", "split"}
        with pytest.raises(AttributeError, match="'score' is excluded"):
            _ = sample.score
        with pytest.raises(AttributeError):
            sample.score = 3
        with pytest.raises(ValueError, match="no field 'score'"):
            view.match(F("score") > 1)
        with pytest.raises(ValueError, match="default field 'filepath' cannot be excluded"):
            dataset.exclude_fields("filepath")

    def test_attributes_of_labels_are_left_out(self, dataset: ln.Dataset) -> None:
        view = dataset.exclude_fields("predictions.detections.confidence")
        assert view.first().predictions.detections[0].confidence is None
        flat = view.get_field_schema(flat=True)
        assert "predictions.detections.confidence" not in flat
        assert "predictions.detections.label" in flat
        assert not view.has_field("predictions.detections.confidence")
        only = dataset.select_fields("predictions.detections.label").first()
        assert only.predictions.detections[0].confidence is None
        assert labels(only) == ["cat", "dog"]

    def test_fields_are_chosen_by_what_is_said_of_them(self, dataset: ln.Dataset) -> None:
        def own(view: ln.DatasetView) -> set[str]:
            return set(view.get_field_schema()) - set(ln.get_default_sample_fields())

        assert own(dataset.select_fields(meta_filter="sco")) == {"score"}
        assert own(dataset.select_fields(meta_filter={"type": "Detections"})) == {"predictions"}
        assert own(dataset.exclude_fields(meta_filter={"name": "sp"})) == {"score", "predictions"}

    def test_saving_a_sample_keeps_what_the_view_hides(self) -> None:
        dataset = animals()
        view = dataset.exclude_fields("predictions.detections.confidence").map_labels(
            "predictions", {"cat": "lion"}
        )
        sample = view.first()
        sample.predictions.detections[0]["checked"] = True
        sample.save()
        stored = dataset.first().predictions.detections[0]
        assert (stored.label, stored.confidence, stored.checked) == ("cat", 0.1, True)


SAVED: list[tuple[Callable[[ln.Dataset], Any], Callable[[ln.Dataset], Any], Any]] = [
    (
        lambda d: d.filter_labels("predictions", F("label") == "dog"),
        lambda d: d.count_values("predictions.detections.label"),
        # Samples that are not in the view keep theirs.
        {"dog": 3, "cat": 1, "bird": 1},
    ),
    (
        lambda d: d.map_labels("predictions", {"bird": "dog"}),
        lambda d: d.count_values("predictions.detections.label"),
        {"cat": 2, "dog": 5},
    ),
    (
        lambda d: d.limit(2).set_field("score", F("score") + 100),
        lambda d: d.values("score"),
        [100, 101, 2, 3, 4, None],
    ),
    (
        lambda d: d.exclude_fields("predictions.detections.confidence"),
        lambda d: d.count("predictions.detections.confidence"),
        0,
    ),
    (
        lambda d: d.match_tags("odd").exclude_fields("split"),
        lambda d: d.count_values("split"),
        {"train": 3, None: 3},
    ),
]


class TestSaving:
    @pytest.mark.parametrize(("view", "read", "expected"), SAVED)
    def test_what_a_view_shows_is_stored(self, view: Any, read: Any, expected: Any) -> None:
        dataset = animals()
        shown = [sample.to_dict() for sample in view(dataset)]
        view(dataset).save()
        assert read(dataset) == expected
        assert len(dataset) == 6
        assert len(shown) == len(view(dataset))

    def test_of_some_fields_only(self) -> None:
        dataset = animals()
        dataset.set_field("score", F("score") + 1).set_field("split", "x").save("score")
        assert dataset.values("score")[:2] == [1, 2]
        assert dataset.values("split")[:2] == ["train", "val"]

    def test_live_samples_follow(self) -> None:
        dataset = animals()
        sample = dataset.first()
        dataset.map_labels("predictions", {"cat": "lion"}).save()
        assert labels(sample) == ["lion", "dog"]

    def test_keep_and_clear(self) -> None:
        dataset = animals()
        first, last = dataset.first(), dataset.last()
        dataset.match_tags("even").keep()
        assert files(dataset) == [0, 2, 4]
        assert first.in_dataset
        assert not last.in_dataset
        dataset.limit(1).clear()
        assert files(dataset) == [2, 4]
        assert not first.in_dataset

    def test_keep_fields(self) -> None:
        dataset = animals()
        dataset.select_fields("score").keep_fields()
        assert "predictions" not in dataset.get_field_schema()
        assert "score" in dataset.get_field_schema()

    def test_a_value_that_does_not_fit_is_refused(self) -> None:
        dataset = animals()
        with pytest.raises(ValueError, match="split"):
            dataset.set_field("split", F("score")).save()


def test_stages_are_data_that_makes_the_view_again(dataset: ln.Dataset) -> None:
    view = dataset.map_values("split", {"train": 1}).limit_labels("predictions", 2)
    assert ln.DatasetView._build(dataset, view._serialize()) == view
    assert view.stages == ["MapValues('split', {'train': 1})", "LimitLabels('predictions', 2)"]
    assert view.dataset_name == dataset.name
    stage = ln.LimitLabels("predictions", 2)
    assert ln.DatasetView._build(dataset, [stage._serialize()]) == dataset.add_stage(stage)
    with pytest.raises(ValueError, match="is no stage"):
        ln.DatasetView._build(dataset, [{}])
    assert stage._serialize(include_uuid=False) == {
        "_cls": "lunette.core.stages.LimitLabels",
        "kwargs": [["field", "predictions"], ["limit", 2]],
    }
    assert stage._serialize()["_uuid"] == stage._serialize()["_uuid"]


class TestFrames:
    @pytest.fixture
    def videos(self) -> ln.Dataset:
        """A video of four frames, one of two, and one without."""
        dataset = ln.Dataset(fresh_name("videos"))
        for video, count in enumerate([4, 2, 0]):
            sample = ln.Sample(f"/data/{video}.mp4")
            for number in range(1, count + 1):
                boxes = [
                    ln.Detection(label=label, confidence=confidence, bounding_box=[0, 0, 0.5, 0.5])
                    for label, confidence in (("cat", number / 10), ("dog", 0.9))
                ]
                sample.frames[number] = ln.Frame(
                    quality=number / 10, objects=ln.Detections(detections=boxes)
                )
            dataset.add_sample(sample)
        return dataset

    @staticmethod
    def numbers(collection: Any) -> dict[str, list[int]]:
        return {sample.filename[0]: list(sample.frames) for sample in collection}

    def test_frames_are_chosen(self, videos: ln.Dataset) -> None:
        assert self.numbers(videos.match_frames(F("quality") > 0.2)) == {"0": [3, 4]}
        whole = videos.match_frames(F("quality") > 0.2, omit_empty=False)
        assert self.numbers(whole) == {"0": [3, 4], "1": [], "2": []}
        id = videos.first().frames[2].id
        assert self.numbers(videos.select_frames(id)) == {"0": [2]}
        assert self.numbers(videos.exclude_frames([id])) == {"0": [1, 3, 4], "1": [1, 2]}

    def test_their_labels_are_filtered_and_changed(self, videos: ln.Dataset) -> None:
        path = "frames.objects.detections"
        assert videos.filter_labels("frames.objects", F("confidence") < 0.25).count(path) == 4
        assert videos.limit_labels("frames.objects", 1).count(path) == 6
        assert videos.select_labels(fields="frames.objects").count(path) == 12
        assert len(videos.match_labels(fields="frames.objects", filter=F("label") == "cat")) == 2
        renamed = videos.map_labels("frames.objects", {"cat": "lion"})
        assert [box.label for box in renamed.first().frames[1].objects.detections] == [
            "lion",
            "dog",
        ]
        assert videos.set_field(f"{path}.confidence", F("confidence") + 1).bounds(
            f"{path}.confidence"
        ) == (1.1, 1.9)

    def test_views_of_frames_are_saved(self, videos: ln.Dataset) -> None:
        few = videos.match_frames(F("quality") > 0.2).filter_labels(
            "frames.objects", F("label") == "dog"
        )
        few.keep_frames()
        assert self.numbers(videos) == {"0": [3, 4], "1": [1, 2], "2": []}
        assert videos.count("frames.objects.detections") == 8
        few.save()
        assert videos.count("frames.objects.detections") == 6

    def test_datasets_of_images_have_none(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="no frames"):
            dataset.match_frames(F("quality") > 1)
