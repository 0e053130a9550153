"""Indexes of datasets, and values that are unique by them."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette.tests.support.datasets import animals, fresh_name

_DEFAULTS = ["id", "filepath", "created_at", "last_modified_at"]


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


class TestIndexes:
    def test_every_dataset_has_some(self, dataset: ln.Dataset) -> None:
        assert dataset.list_indexes() == _DEFAULTS
        information = dataset.get_index_information(include_stats=True)
        assert information["id"]["unique"]
        assert information["filepath"] == {
            "key": [("filepath", 1)],
            "size": 0,
            "in_progress": False,
        }
        with pytest.raises(ValueError, match="cannot be dropped"):
            dataset.drop_index("created_at")
        assert dataset.create_index("filepath") == "filepath"
        assert dataset.list_indexes() == _DEFAULTS

    def test_they_are_made_and_dropped(self, dataset: ln.Dataset) -> None:
        path = "predictions.detections.label"
        assert dataset.create_index(path) == path
        name = dataset.create_index([("split", 1), ("score", -1)])
        assert name == "split_1_score_-1"
        assert dataset.get_index_information()[name] == {"key": [("split", 1), ("score", -1)]}
        assert dataset.create_index([("score", 1), ("split", 1)]) == name
        assert dataset.list_indexes()[4:] == [path, name]
        dataset.drop_index(name)
        assert name not in dataset.list_indexes()
        with pytest.raises(ValueError, match=f"no index '{name}'"):
            dataset.drop_index(name)

    @pytest.mark.parametrize(
        ("spec", "message"),
        [("nothing", "no field 'nothing'"), ([("split", 2)], "pairs"), ([], "at least one")],
    )
    def test_what_is_no_index_is_refused(
        self, dataset: ln.Dataset, spec: Any, message: str
    ) -> None:
        with pytest.raises(ValueError, match=message):
            dataset.create_index(spec)

    def test_videos_have_indexes_of_their_frames(self) -> None:
        videos = ln.Dataset(fresh_name())
        videos.add_sample(ln.Sample("/data/a.mp4"))
        videos.reload()
        names = videos.list_indexes()
        assert {"frames.id", "frames._sample_id_1_frame_number_1"} < set(names)


class TestUniqueValues:
    def test_adding_a_value_that_there_is_is_refused(self, dataset: ln.Dataset) -> None:
        assert dataset.create_index("score", unique=True) == "score"
        assert dataset.get_index_information()["score"]["unique"]
        with pytest.raises(ValueError, match=r"/data/1\.png.*/data/9\.png.*'score'"):
            dataset.add_samples([ln.Sample("/data/8.png"), ln.Sample("/data/9.png", score=1.0)])
        assert len(dataset) == 6
        dataset.add_samples([ln.Sample("/data/8.png"), ln.Sample("/data/9.png", score=9.0)])
        with pytest.raises(ValueError, match="unique by an index"):
            dataset.add_samples([ln.Sample("/a.png", score=5.0), ln.Sample("/b.png", score=5.0)])

    def test_editing_to_a_value_that_there_is_is_refused(self, dataset: ln.Dataset) -> None:
        dataset.create_index("score", unique=True)
        sample = dataset.first()
        sample["score"] = 1.0
        with pytest.raises(ValueError, match="unique by an index"):
            sample.save()
        sample.reload()
        assert sample["score"] == 0.0
        sample["score"] = 10.0
        sample.save()
        dataset.add_sample(ln.Sample("/data/9.png", score=0.0))

    def test_values_may_be_exchanged(self, dataset: ln.Dataset) -> None:
        dataset.create_index("score", unique=True)
        dataset.set_values("score", [4.0, 3.0, 2.0, 1.0, 0.0, None])
        assert dataset.values("score") == [4.0, 3.0, 2.0, 1.0, 0.0, None]
        with pytest.raises(ValueError, match="unique by an index"):
            dataset.set_values("score", [7.0, 7.0, 2.0, 1.0, 0.0, None])
        assert dataset.values("score") == [4.0, 3.0, 2.0, 1.0, 0.0, None]

    def test_what_is_deleted_is_free_again(self, dataset: ln.Dataset) -> None:
        dataset.create_index("score", unique=True)
        dataset.delete_samples(dataset.first())
        dataset.add_sample(ln.Sample("/data/0.png", score=0.0))
        dataset.set_values("score", [None] * len(dataset))
        dataset.add_sample(ln.Sample("/data/9.png", score=0.0))

    def test_an_index_cannot_be_made_over_values_that_occur_twice(
        self, dataset: ln.Dataset
    ) -> None:
        with pytest.raises(ValueError, match="'split', which is unique"):
            dataset.create_index("split", unique=True)
        assert "split" not in dataset.list_indexes()
        for path in ("predictions", "tags", "predictions.detections.label"):
            with pytest.raises(ValueError, match="cannot be unique"):
                dataset.create_index(path, unique=True)

    def test_several_fields_and_parts_of_documents_together(self, dataset: ln.Dataset) -> None:
        name = dataset.create_index([("metadata.width", 1), ("split", 1)], unique=True)
        twin: dict[str, Any] = {"metadata": ln.ImageMetadata(width=100), "split": "val"}
        dataset.add_sample(ln.Sample("/data/8.png", **twin))
        with pytest.raises(ValueError, match=name):
            dataset.add_sample(ln.Sample("/data/9.png", **twin))

    def test_the_file_path_can_be_made_unique(self, dataset: ln.Dataset) -> None:
        assert dataset.create_index("filepath", unique=True) == "filepath"
        with pytest.raises(ValueError, match="'filepath'"):
            dataset.add_sample(ln.Sample("/data/1.png"))
        dataset.drop_index("filepath")
        dataset.add_sample(ln.Sample("/data/1.png"))
        assert dataset.list_indexes() == _DEFAULTS

    def test_it_is_given_up_with_the_index(self, dataset: ln.Dataset) -> None:
        dataset.create_index("score", unique=True)
        with pytest.raises(ValueError, match="it is unique"):
            dataset.create_index("score")
        dataset.create_index("score", force=True)
        dataset.add_sample(ln.Sample("/data/9.png", score=1.0))

    def test_a_clone_keeps_it(self, dataset: ln.Dataset) -> None:
        dataset.create_index("score", unique=True)
        clone = dataset.clone()
        with pytest.raises(ValueError, match="unique by an index"):
            clone.add_sample(ln.Sample("/data/9.png", score=1.0))
        clone.delete()
        with pytest.raises(ValueError, match="unique by an index"):
            dataset.add_sample(ln.Sample("/data/9.png", score=1.0))
