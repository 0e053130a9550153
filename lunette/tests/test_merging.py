"""Samples of other collections: added, merged, cloned, written as JSON and read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


def empty() -> ln.Dataset:
    return ln.Dataset(fresh_name("empty"))


class TestAddingCollections:
    def test_keeps_ids_and_passes_over_known_ones(self, dataset: ln.Dataset) -> None:
        other = empty()
        first = other.add_collection(dataset.limit(2))
        assert first == dataset.limit(2).values("id")
        assert other.add_collection(dataset) == dataset.values("id")[2:]
        assert len(other) == 6
        assert other.values("score") == dataset.values("score")
        assert other.count_sample_tags() == dataset.count_sample_tags()
        assert other.count_values("predictions.detections.label") == dataset.count_values(
            "predictions.detections.label"
        )
        assert other.media_type == "image"

    def test_can_give_new_ids(self, dataset: ln.Dataset) -> None:
        added = dataset.add_collection(dataset, new_ids=True)
        assert len(dataset) == 12
        assert not set(added) & set(dataset.values("id")[:6])

    def test_takes_the_content_of_the_view(self, dataset: ln.Dataset) -> None:
        other = empty()
        other.add_collection(dataset.filter_labels("predictions", F("label") == "dog"))
        assert other.count_values("predictions.detections.label") == {"dog": 3}

    def test_merges_info_and_classes(self, dataset: ln.Dataset) -> None:
        dataset.info = {"a": 1, "b": 2}
        dataset.default_classes = ["cat"]
        dataset.classes = {"predictions": ["cat", "dog"]}
        other = empty()
        other.info = {"a": 0}
        other.add_collection(dataset)
        assert other.info == {"a": 0, "b": 2}
        assert other.classes == dataset.classes
        assert other.default_classes == ["cat"]
        other.add_collection(dataset, overwrite_info=True)
        assert other.info == {"a": 1, "b": 2}
        third = empty()
        third.add_collection(dataset, include_info=False)
        assert third.info == {}

    def test_refuses_fields_of_other_types(self, dataset: ln.Dataset) -> None:
        other = empty()
        other.add_sample_field("score", ln.StringField)
        with pytest.raises(ValueError, match="score"):
            other.add_collection(dataset)
        assert len(other) == 0


class TestMerging:
    def test_by_file_path(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        dataset.merge_samples(
            [
                ln.Sample("/data/0.png", tags=["new"], score=9.0, extra="x"),
                ln.Sample("/data/9.png", score=10.0),
            ],
            progress=False,
        )
        assert len(dataset) == 7
        assert live.score == 9.0
        assert live.tags == ["even", "new"]
        assert live.extra == "x"
        assert live.split == "train"
        assert dataset["/data/9.png"].score == 10.0

    def test_of_labels_by_id(self, dataset: ln.Dataset) -> None:
        label = dataset.first().predictions.detections[0]
        changed = ln.Detection(label="lion", bounding_box=[0, 0, 1, 1])
        changed.id = label.id
        more = ln.Detection(label="owl", bounding_box=[0, 0, 1, 1])
        sample = ln.Sample("/data/0.png", predictions=ln.Detections(detections=[changed, more]))
        dataset.merge_sample(sample)
        assert [d.label for d in dataset.first().predictions.detections] == ["lion", "dog", "owl"]
        dataset.merge_sample(sample, merge_lists=False)
        assert [d.label for d in dataset.first().predictions.detections] == ["lion", "owl"]

    def test_keeps_what_it_is_told_to_keep(self, dataset: ln.Dataset) -> None:
        new = [ln.Sample("/data/0.png", score=9.0, rank=1), ln.Sample("/data/9.png", score=10.0)]
        dataset.merge_samples(new, overwrite=False, insert_new=False, progress=False)
        assert dataset.values("score") == [0.0, 1.0, 2.0, 3.0, 4.0, None]
        assert dataset.values("rank")[0] == 1
        new[0]["rank"] = 2
        dataset.merge_samples(new, skip_existing=True, progress=False)
        assert dataset.values("rank")[0] == 1
        assert len(dataset) == 7
        with pytest.raises(ValueError, match="other"):
            dataset.merge_samples(
                [ln.Sample("/data/0.png", other=1)], expand_schema=False, progress=False
            )

    def test_of_some_fields_under_other_names(self, dataset: ln.Dataset) -> None:
        sample = ln.Sample("/data/0.png", score=9.0, split="test")
        dataset.merge_sample(sample, fields={"score": "second"})
        dataset.merge_sample(sample, omit_fields="score")
        first = dataset.first()
        assert (first.score, first.second, first.split) == (0.0, 9.0, "test")

    def test_by_other_keys(self, dataset: ln.Dataset) -> None:
        samples = [ln.Sample("/moved/0.png", score=5.5), ln.Sample("/moved/7.png")]
        dataset.merge_samples(
            samples, key_fcn=lambda sample: Path(sample.filepath).name, progress=False
        )
        assert len(dataset) == 7
        assert dataset["/moved/0.png"].score == 5.5
        dataset.set_values("key", [str(i) for i in range(7)])
        dataset.merge_samples(
            [ln.Sample("/moved/0.png", key="3", note="here")], key_field="key", progress=False
        )
        assert dataset.values("note")[3] == "here"
        with pytest.raises(ValueError, match="has no 'key'"):
            dataset.merge_samples([ln.Sample("/x.png")], key_field="key", progress=False)

    def test_of_new_samples_with_one_key_makes_one(self) -> None:
        dataset = empty()
        dataset.merge_samples(
            [ln.Sample("/data/a.png", a=1), ln.Sample("/data/a.png", b=2)], progress=False
        )
        assert len(dataset) == 1
        assert (dataset.first().a, dataset.first().b) == (1, 2)

    def test_of_another_dataset(self, dataset: ln.Dataset) -> None:
        dataset.info = {"from": "there"}
        other = empty()
        other.add_sample(ln.Sample("/data/0.png", own=True))
        other.merge_samples(dataset, progress=False)
        assert len(other) == 6
        assert other.first().own is True
        assert other.info == {"from": "there"}
        assert other.values("score") == dataset.values("score")


class TestCloning:
    def test_copies_everything_and_stays_apart(self, dataset: ln.Dataset) -> None:
        dataset.info = {"a": 1}
        dataset.app_config.grid_media_field = "filepath"
        dataset.save()
        dataset.save_view("dogs", dataset.filter_labels("predictions", F("label") == "dog"))
        name = fresh_name("clone")
        clone = dataset.clone(name, persistent=True)
        assert clone.name == name
        assert clone.persistent
        assert clone.info == {"a": 1}
        assert clone.values("id") == dataset.values("id")
        assert list(clone.get_field_schema()) == list(dataset.get_field_schema())
        assert clone.count_sample_tags() == dataset.count_sample_tags()
        assert clone.list_saved_views() == ["dogs"]
        assert len(clone.load_saved_view("dogs")) == 2
        assert clone.created_at > dataset.created_at
        assert clone.first().created_at > dataset.first().created_at
        clone.set_values("score", [7.0] * 6)
        clone.match(F("split") == "val").tag_samples("cloned")
        clone.delete_samples(clone.last())
        clone.add_sample(ln.Sample("/data/new.png"))
        assert dataset.values("score")[0] == 0.0
        assert len(dataset) == 6
        assert "cloned" not in dataset.count_sample_tags()
        assert name in ln.list_datasets()
        clone.delete()

    def test_of_a_view_has_what_the_view_shows(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("label") == "dog").sort_by(
            "score", reverse=True
        )
        clone = view.clone()
        assert clone.values("score") == [2.0, 0.0]
        assert clone.count_values("predictions.detections.label") == {"dog": 3}
        fewer = dataset.select_fields("score").clone()
        assert "predictions" not in fewer.get_field_schema()
        assert fewer.first().score == 0.0
        assert len(dataset.match(F("score") > 100).clone()) == 0

    def test_needs_a_free_name(self, dataset: ln.Dataset) -> None:
        before = ln.list_datasets()
        with pytest.raises(ValueError, match="already exists"):
            dataset.clone(dataset.name)
        assert ln.list_datasets() == before


class TestDicts:
    def test_come_back_as_datasets(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        dataset.info = {"a": 1}
        dataset.default_classes = ["cat"]
        path = tmp_path / "out" / "dataset.json"
        dataset.write_json(str(path), rel_dir="/data", pretty_print=True)
        stored: dict[str, Any] = json.loads(path.read_text())
        assert stored["samples"][0]["filepath"] == "0.png"
        read = ln.Dataset.from_json(str(path), fresh_name("read"), rel_dir="/data")
        assert read.values("filepath") == dataset.values("filepath")
        assert read.values("score") == dataset.values("score")
        assert read.info == {"a": 1}
        assert read.default_classes == ["cat"]
        assert [s.predictions for s in read.limit(3)] == [s.predictions for s in dataset.limit(3)]
        assert {n: str(f) for n, f in read.get_field_schema().items()} == {
            n: str(f) for n, f in dataset.get_field_schema().items()
        }

    def test_of_views_have_their_samples(self, dataset: ln.Dataset) -> None:
        text = dataset.limit(2).to_json()
        read = ln.Dataset.from_json(text, fresh_name("read"))
        assert len(read) == 2

    def test_that_are_something_else_are_refused(self) -> None:
        name = fresh_name("read")
        with pytest.raises(ValueError, match="sample_fields"):
            ln.Dataset.from_dict({"samples": []}, name)
        broken = {"sample_fields": [], "samples": [{"filepath": "/a.png", "tags": 5}]}
        with pytest.raises(ValueError, match="tags"):
            ln.Dataset.from_dict(broken, name)
        assert not ln.dataset_exists(name)


class TestGroups:
    @pytest.fixture
    def dataset(self) -> ln.Dataset:
        dataset = ln.Dataset(fresh_name("groups"))
        dataset.add_group_field("group", default="left")
        for i in range(2):
            group = ln.Group()
            for j, name in enumerate(("left", "right")):
                label = ln.Detection(label=name, bounding_box=[0, 0, 1, 1])
                dataset.add_sample(
                    ln.Sample(
                        f"/data/{name}{i}.png",
                        group=group.element(name),
                        score=float(10 * j + i),
                        found=ln.Detections(detections=[label]),
                    )
                )
        return dataset

    def test_are_copied_with_all_their_slices(self, dataset: ln.Dataset) -> None:
        clone = dataset.clone()
        assert clone.group_field == "group"
        assert clone.group_slices == ["left", "right"]
        assert clone.select_group_slices().values("score") == [0.0, 10.0, 1.0, 11.0]
        other = empty()
        other.add_collection(dataset)
        assert other.group_slices == ["left", "right"]
        assert other.select_group_slices("right").values("score") == [10.0, 11.0]

    def test_change_as_a_whole_when_their_fields_do(self, dataset: ln.Dataset) -> None:
        whole = dataset.select_group_slices()
        dataset.clone_sample_field("score", "second")
        dataset.clear_sample_field("score")
        assert whole.values("second") == [0.0, 10.0, 1.0, 11.0]
        assert whole.values("score") == [None] * 4
        dataset.set_values("score", [1.0, 2.0])
        assert whole.values("score") == [1.0, None, 2.0, None]
        dataset.merge_labels("found", "all")
        assert whole.values("all.detections.label") == [["left"], ["right"]] * 2

    def test_need_samples_of_one_kind(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="group"):
            dataset.add_collection(animals())
        videos = empty()
        videos.add_sample(ln.Sample("/data/a.mp4"))
        with pytest.raises(ln.MediaTypeError, match="type"):
            videos.add_collection(animals())
