"""Samples that are in no dataset: fields, names, copies, text."""

from __future__ import annotations

import copy
import json
import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lunette as ln

# The first values of a run are slow to make on a busy machine.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    TEXT,
    st.datetimes(min_value=datetime(1900, 1, 1)).map(lambda d: d.replace(microsecond=0)),
    st.lists(TEXT, max_size=3),
    st.lists(st.integers(-5, 5), max_size=3),
    st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), st.integers(-9, 9), max_size=2),
    st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=4).map(np.array),
)
NAMES = st.from_regex(r"f_[a-z]{1,5}", fullmatch=True)


class TestFields:
    def test_items_and_attributes_are_the_same_fields(self) -> None:
        sample = ln.Sample("/data/a.png", tags=["x"], score=0.5)
        assert sample.score == sample["score"] == sample.get_field("score") == 0.5
        sample["score"] = 0.75
        sample.score = 1.0
        assert sample["score"] == 1.0
        assert sample.tags == ["x"]
        assert "score" in sample
        assert "nope" not in sample

    def test_default_fields(self) -> None:
        sample = ln.Sample("/data/a.png")
        assert sample.field_names == (
            "id",
            "filepath",
            "tags",
            "metadata",
            "created_at",
            "last_modified_at",
        )
        assert (sample.id, sample.metadata, sample.created_at) == (None, None, None)
        assert sample.tags == []
        assert not sample.in_dataset
        assert sample.dataset is None

    def test_tags_can_be_edited_in_place(self) -> None:
        sample = ln.Sample("/data/a.png")
        sample.tags.append("new")
        assert sample.tags == ["new"]

    def test_unknown_attribute_is_an_attribute_error_and_unknown_item_a_key_error(self) -> None:
        sample = ln.Sample("/data/a.png")
        with pytest.raises(AttributeError, match="Sample has no field 'nope'"):
            _ = sample.nope
        with pytest.raises(KeyError, match="Sample has no field 'nope'"):
            _ = sample["nope"]

    def test_an_unknown_field_cannot_be_set_as_an_attribute(self) -> None:
        sample = ln.Sample("/data/a.png")
        with pytest.raises(ValueError, match=r"use sample\['nope'\] = value"):
            sample.nope = 1
        with pytest.raises(ValueError, match="nope"):
            sample.set_field("nope", 1, create=False)
        sample["nope"] = 1
        sample.nope = 2
        assert sample.nope == 2

    def test_dotted_paths_lead_into_documents(self) -> None:
        sample = ln.Sample("/data/a.png", metadata=ln.ImageMetadata(width=640, height=480))
        assert sample["metadata.width"] == 640
        sample["metadata.width"] = 320
        assert sample.metadata.width == 320
        with pytest.raises(KeyError, match=r"metadata\.nope"):
            _ = sample["metadata.nope"]
        assert ln.Sample("/data/a.png")["metadata.width"] is None

    @pytest.mark.parametrize("name", ["_x", "", "a.b", "a$b", "x" * 300])
    def test_names_that_may_not_be_used(self, name: str) -> None:
        with pytest.raises(ValueError, match="field name"):
            ln.Sample("/data/a.png", None, None, **{name: 1})

    @pytest.mark.parametrize("name", ["id", "created_at", "last_modified_at"])
    def test_fields_that_may_not_be_edited(self, name: str) -> None:
        with pytest.raises(ValueError, match="Cannot edit read-only field"):
            ln.Sample("/data/a.png")[name] = "x"

    def test_a_value_that_no_field_can_hold_is_named(self) -> None:
        with pytest.raises(TypeError, match="no field type for <object"):
            ln.Sample("/data/a.png")["x"] = object()
        with pytest.raises(ValueError, match="list of strings"):
            ln.Sample("/data/a.png", tags="train")  # type: ignore[arg-type]

    def test_deleting_a_field(self) -> None:
        sample = ln.Sample("/data/a.png", score=1, tags=["a"])
        del sample["score"]
        assert "score" not in sample
        del sample["tags"]
        assert sample.tags == []
        with pytest.raises(ValueError):
            del sample["nope"]
        with pytest.raises(ValueError, match="cannot be cleared"):
            del sample["filepath"]


class TestFiles:
    def test_paths_are_made_absolute(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("HOME", "/home/someone")
        assert ln.Sample("a.png").filepath == str(tmp_path / "a.png")
        assert ln.Sample("/x/../y/./a.png").filepath == "/y/a.png"
        assert ln.Sample("/x//a.png").filepath == "/x/a.png"
        assert ln.Sample("~/a.png").filepath == "/home/someone/a.png"
        assert ln.Sample(Path("/x/.hidden/a.png")).filepath == "/x/.hidden/a.png"  # type: ignore[arg-type]
        assert ln.Sample("/x/a.png").filename == "a.png"
        with pytest.raises(ValueError, match="path of a file"):
            ln.Sample(5)  # type: ignore[arg-type]

    def test_the_media_type_follows_from_the_name(self) -> None:
        assert ln.Sample("/a.JPG").media_type == "image"
        assert ln.Sample("/a").media_type == "image"
        assert ln.Sample("/a.mp4").media_type == "video"
        sample = ln.Sample("/a.jpg")
        with pytest.raises(ln.MediaTypeError):
            sample.filepath = "/a.mp4"
        assert issubclass(ln.MediaTypeError, TypeError)


class TestForms:
    def test_copy_is_deep_and_can_rename(self) -> None:
        label = ln.Detections(detections=[ln.Detection(bounding_box=[0, 0, 1, 1])])
        sample = ln.Sample("/a.png", tags=["x"], gt=label, score=1)
        twin = sample.copy(omit_fields="score")
        assert twin.gt == label
        assert twin.gt is not label
        assert "score" not in twin
        assert sample.copy(fields={"gt": "truth"}).truth == label
        assert sample.copy(fields="tags").tags == ["x"]
        assert copy.deepcopy(sample).gt is not label

    @CALM
    @given(st.dictionaries(NAMES, VALUES, max_size=4), st.lists(TEXT, max_size=3))
    def test_json_comes_back(self, values: dict[str, Any], tags: list[str]) -> None:
        sample = ln.Sample("/a.png", tags=tags, **values)
        text = sample.to_json()
        json.loads(text, parse_constant=pytest.fail)
        again = ln.Sample.from_json(text)
        assert again.to_dict() == sample.to_dict()
        assert again == ln.Sample.from_dict(sample.to_dict())

    def test_numbers_that_json_lacks_and_labels_come_back(self) -> None:
        label = ln.Keypoint(points=[(math.nan, math.nan)])
        sample = ln.Sample("/a.png", x=math.inf, label=label, day=date(2026, 1, 2))
        again = ln.Sample.from_json(sample.to_json())
        assert again.x == math.inf
        assert again.label == label
        assert again.day == datetime(2026, 1, 2)

    def test_repr_shows_every_field(self) -> None:
        text = repr(ln.Sample("/a.png", score=1.5, gt=ln.Classification(label="cat")))
        assert text.startswith("<Sample: {\n    'id': None,\n    'media_type': 'image',")
        assert "'score': 1.5" in text
        assert "<Classification: {" in text

    def test_iter_fields(self) -> None:
        sample = ln.Sample("/a.png", score=1)
        assert [name for name, _ in sample.iter_fields()] == [
            "filepath",
            "tags",
            "metadata",
            "score",
        ]
        names = [name for name, _ in sample.iter_fields(include_id=True, include_timestamps=True)]
        assert names == list(sample.field_names)

    def test_default_field_names(self) -> None:
        assert ln.get_default_sample_fields()[:2] == ("id", "filepath")
        assert "_id" in ln.get_default_sample_fields(use_db_fields=True)


class TestAddLabels:
    LABEL = ln.Detections(
        detections=[
            ln.Detection(label="sure", bounding_box=[0, 0, 1, 1], confidence=0.9),
            ln.Detection(label="unsure", bounding_box=[0, 0, 1, 1], confidence=0.2),
            ln.Detection(label="unknown", bounding_box=[0, 0, 1, 1]),
        ]
    )

    def test_one_label(self) -> None:
        sample = ln.Sample("/a.png")
        sample.add_labels(self.LABEL, "predictions", confidence_thresh=0.5)
        assert [d.label for d in sample.predictions.detections] == ["sure"]
        with pytest.raises(ValueError, match="label_field"):
            sample.add_labels(self.LABEL)

    def test_a_dict_of_labels(self) -> None:
        sample = ln.Sample("/a.png")
        labels: dict[str, ln.Label] = {"a": self.LABEL, "b": ln.Classification(label="x")}
        sample.add_labels(labels)
        sample.add_labels(labels, "model")
        sample.add_labels(labels, {"a": "other"}, confidence_thresh=0.5)
        assert sample.model_b.label == "x"
        assert len(sample.other.detections) == 1
        assert sample.b is None


class TestUnsaved:
    def test_a_sample_in_no_dataset_can_be_neither_saved_nor_reloaded(self) -> None:
        with pytest.raises(ValueError, match="in no dataset"):
            ln.Sample("/a.png").save()
        with pytest.raises(ValueError, match="in no dataset"):
            ln.Sample("/a.png").reload()
