"""Merging and copying samples, their stored form, and samples of documents and frames."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

import lunette as ln


def boxes(**labels: float) -> ln.Detections:
    """Detections by label and confidence."""
    return ln.Detections(
        detections=[
            ln.Detection(label=name, bounding_box=[0, 0, 1, 1], confidence=confidence)
            for name, confidence in labels.items()
        ]
    )


@pytest.fixture
def dataset(bridge: Any) -> Iterator[ln.Dataset]:
    made = ln.Dataset()
    yield made
    made.delete()


class TestMerging:
    def test_takes_over_fields_and_what_lists_do_not_have(self) -> None:
        mine = ln.Sample("/a.png", tags=["x", "y"], score=1, only=1)
        mine.merge(ln.Sample("/b.png", tags=["y", "z"], score=2, new="n", nothing=None))
        assert mine.filepath == "/b.png"
        assert mine.tags == ["x", "y", "z"]
        assert (mine.score, mine.only, mine.new) == (2, 1, "n")
        assert not mine.has_field("nothing")

    def test_replaces_labels_of_the_same_id_and_appends_others(self) -> None:
        mine = ln.Sample("/a.png", gt=boxes(cat=0.5, dog=0.5))
        other = mine.copy()
        other.gt.detections[0].label = "lion"
        other.gt.detections.append(ln.Detection(label="owl", bounding_box=[0, 0, 1, 1]))
        kept = mine.copy()
        kept.merge(other, overwrite=False)
        assert [d.label for d in kept.gt.detections] == ["cat", "dog", "owl"]
        mine.merge(other)
        assert [d.label for d in mine.gt.detections] == ["lion", "dog", "owl"]
        mine.gt.detections[0].label = "changed"
        assert other.gt.detections[0].label == "lion"

    def test_replaces_whole_lists_if_that_is_said(self) -> None:
        mine = ln.Sample("/a.png", tags=["x"], gt=boxes(cat=0.5))
        mine.merge(ln.Sample("/a.png", tags=["y"], gt=boxes(dog=0.5)), merge_lists=False)
        assert mine.tags == ["y"]
        assert [d.label for d in mine.gt.detections] == ["dog"]
        mine.merge(ln.Sample("/a.png", tags=["z"]), merge_lists=False, overwrite=False)
        assert mine.tags == ["y"]

    def test_merges_documents_by_attribute_if_that_is_said(self) -> None:
        mine = ln.Sample("/a.png", metadata=ln.ImageMetadata(width=5, mime_type="image/png"))
        other = ln.Sample("/a.png", metadata=ln.ImageMetadata(width=6, height=7))
        whole = mine.copy()
        whole.merge(other)
        assert whole.metadata.mime_type is None
        mine.merge(other, merge_embedded_docs=True)
        merged = mine.metadata
        assert (merged.width, merged.height, merged.mime_type) == (6, 7, "image/png")

    def test_takes_the_fields_that_are_named_under_the_names_that_are_given(self) -> None:
        mine = ln.Sample("/a.png", a=1)
        other = ln.Sample("/b.png", a=2, b=3, c=4)
        mine.merge(other, fields="b")
        mine.merge(other, fields={"c": "d"})
        mine.merge(other, omit_fields=["a", "filepath", "b"])
        assert dict(mine.iter_fields()) == {
            "filepath": "/a.png",
            "tags": [],
            "metadata": None,
            "a": 1,
            "b": 3,
            "c": 4,
            "d": 4,
        }

    def test_makes_no_fields_if_that_is_said_and_checks_values(self, dataset: ln.Dataset) -> None:
        dataset.add_sample(ln.Sample("/a.png", a=1))
        mine = dataset.first()
        other = ln.Sample("/b.png", a=2, b=3)
        with pytest.raises(ValueError, match="no field 'b'"):
            mine.merge(other, expand_schema=False)
        assert mine.a == 1
        with pytest.raises(ln.ValidationError, match="'a'"):
            mine.merge(ln.Sample("/b.png", a="text"))
        mine.merge(other)
        mine.save()
        assert dataset.values(["a", "b", "filepath"]) == [[2], [3], ["/b.png"]]

    def test_declares_attributes_if_that_is_said(self, dataset: ln.Dataset) -> None:
        dataset.add_sample(ln.Sample("/a.png", gt=boxes(cat=0.5)))
        other = ln.Sample("/a.png", gt=boxes(dog=0.5))
        other.gt.detections[0]["mood"] = "good"
        mine = dataset.first()
        mine.merge(other, dynamic=True)
        mine.save()
        assert dataset.count_values("gt.detections.mood") == {None: 1, "good": 1}


class TestFrames:
    @staticmethod
    def videos() -> tuple[ln.Sample, ln.Sample]:
        mine = ln.Sample("/a.mp4", a=1)
        mine.frames[1] = ln.Frame(x=1)
        mine.frames[2] = ln.Frame(x=2, y=5)
        other = ln.Sample("/a.mp4", a=2)
        other.frames[2] = ln.Frame(x=9)
        other.frames[3] = ln.Frame(y=7)
        return mine, other

    @staticmethod
    def values(sample: ln.Sample) -> dict[int, dict[str, Any]]:
        return {
            number: {k: v for k, v in frame.iter_fields() if k in ("x", "y", "z") and v is not None}
            for number, frame in sample.frames.items()
        }

    def test_are_merged_by_number(self) -> None:
        mine, other = self.videos()
        mine.merge(other)
        assert self.values(mine) == {1: {"x": 1}, 2: {"x": 9, "y": 5}, 3: {"y": 7}}

    def test_are_taken_by_field(self) -> None:
        mine, other = self.videos()
        mine.merge(other, fields=["a", "frames.y"])
        assert self.values(mine) == {1: {"x": 1}, 2: {"x": 2, "y": 5}, 3: {"y": 7}}
        assert mine.a == 2
        mine, other = self.videos()
        mine.merge(other, fields={"frames.x": "frames.z"})
        assert self.values(mine)[2] == {"x": 2, "y": 5, "z": 9}
        assert mine.a == 1
        mine, other = self.videos()
        mine.merge(other, omit_fields=["frames.x", "a"])
        assert self.values(mine) == {1: {"x": 1}, 2: {"x": 2, "y": 5}, 3: {"y": 7}}
        mine.merge(other, omit_fields="frames")
        assert self.values(mine)[2]["x"] == 2

    def test_are_copied_by_field(self) -> None:
        mine, _ = self.videos()
        assert self.values(mine.copy()) == self.values(mine)
        assert self.values(mine.copy(fields=["frames.y"])) == {1: {}, 2: {"y": 5}}
        assert len(mine.copy(fields="a").frames) == 0
        assert len(mine.copy(omit_fields="frames").frames) == 0

    def test_get_labels_by_number(self) -> None:
        sample, _ = self.videos()
        cat = ln.Classification(label="cat")
        sample.add_labels({1: cat, 4: {"model": cat}}, "pred", confidence_thresh=None)
        assert sample.frames[1].pred.label == "cat"
        assert sample.frames[4].pred_model.label == "cat"


class TestForms:
    def test_the_stored_form_has_dates_and_ids_as_they_are_stored(
        self, dataset: ln.Dataset
    ) -> None:
        dataset.add_sample(ln.Sample("/a.png", when=datetime(1970, 1, 2), gt=boxes(cat=0.5)))
        sample = dataset.first()
        form = sample.to_mongo_dict(include_id=True)
        assert form["_id"] == bytes.fromhex(sample.id or "")
        assert form["when"] == {"$date": 86_400_000}
        assert form["gt"]["detections"][0]["_id"] == bytes.fromhex(sample.gt.detections[0].id)
        assert (form["_media_type"], form["_dataset_id"]) == ("image", sample.dataset_id)
        assert "_id" not in sample.to_mongo_dict()
        again = ln.Sample.from_doc(form)
        assert (again.gt, again.when, again.in_dataset) == (sample.gt, sample.when, False)
        assert ln.Sample.from_doc(form, dataset=dataset) is sample
        with pytest.raises(ValueError, match="has no _id"):
            ln.Sample.from_doc(sample.to_mongo_dict(), dataset=dataset)

    def test_a_frame_becomes_a_sample(self) -> None:
        frame = ln.DynamicEmbeddedDocument(frame_number=3, gt=boxes(cat=0.5))
        with pytest.raises(ValueError, match="no filepath"):
            ln.Sample.from_frame(frame)
        sample = ln.Sample.from_frame(frame, filepath="/f3.png")
        assert (sample.filepath, sample.frame_number) == ("/f3.png", 3)
        assert sample.gt.detections[0] is not frame.gt.detections[0]

    def test_copies_take_fields_under_other_names(self) -> None:
        sample = ln.Sample("/a.png", tags=["x"], a=1, b=2)
        assert dict(sample.copy(fields={"a": "z"}).iter_fields())["z"] == 1
        assert sample.copy(fields="a").tags == []
        assert not sample.copy(omit_fields="a").has_field("a")
        sample.copy().tags.append("y")
        assert sample.tags == ["x"]


class TestErrors:
    def test_a_field_that_may_not_be_made_is_an_error_of_both_kinds(
        self, dataset: ln.Dataset
    ) -> None:
        dataset.add_sample(ln.Sample("/a.png", a=1))
        for sample in (dataset.first(), ln.Sample("/b.png")):
            for kind in (ValueError, AttributeError):
                with pytest.raises(kind, match="no field 'nope'"):
                    sample.set_field("nope", 1, create=False)
                with pytest.raises(kind, match="no field 'nope'"):
                    sample.update_fields({"nope": 1}, expand_schema=False)
        # A sample view reads the field before it sets it.
        with pytest.raises(AttributeError, match="no field 'nope'"):
            dataset.view().first().set_field("nope", 1, create=False)

    def test_fields_inside_of_read_only_ones_cannot_be_set(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field(
            "fixed", ln.EmbeddedDocumentField, ln.DynamicEmbeddedDocument, read_only=True
        )
        dataset.add_sample(ln.Sample("/a.png", fixed=ln.DynamicEmbeddedDocument(a=1)))
        sample = dataset.first()
        with pytest.raises(ValueError, match=r"read-only field 'fixed\.a'"):
            sample["fixed.a"] = 2
        with pytest.raises(ValueError, match="read-only field 'fixed'"):
            sample.clear_field("fixed")
        sample.fixed.a = 2
        with pytest.raises(ValueError, match="read-only"):
            sample.save()
