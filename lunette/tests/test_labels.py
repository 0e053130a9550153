"""Labels: what they accept, how they are stored, how they read."""

from __future__ import annotations

import copy
import json
import math
from datetime import datetime
from typing import Any

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lunette as ln
from lunette.core.encoding import pack
from lunette.core.sample_document import document_of_blob

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).map(lambda s: f"x_{s}")
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.datetimes(min_value=datetime(1900, 1, 1)).map(
        lambda d: d.replace(microsecond=d.microsecond // 1000 * 1000)
    ),
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=5)
MASKS = arrays.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9)))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def detections(draw: Any) -> ln.Detection:
    return ln.Detection(
        label=draw(st.none() | TEXT),
        bounding_box=draw(st.lists(NUMBERS, min_size=4, max_size=4)),
        confidence=draw(st.none() | NUMBERS),
        index=draw(st.none() | st.integers(0, 1000)),
        mask=draw(st.none() | MASKS),
        tags=draw(st.lists(TEXT, max_size=3)),
        **draw(st.dictionaries(NAMES, VALUES, max_size=3)),
    )


ONE_OF_EACH: list[ln.Label] = [
    ln.Classification(label="cat", confidence=0.5, logits=np.array([0.1, 0.9])),
    ln.Classifications(classifications=[ln.Classification(label="cat")]),
    ln.Detection(label="cat", bounding_box=[0, 0, 0.5, 1], mask=np.eye(3, dtype=bool)),
    ln.Detections(detections=[ln.Detection(bounding_box=[0.1, 0.2, 0.3, 0.4])]),
    ln.Polyline(label="road", points=[[(0.0, 0.1), (0.5, 0.5)]], closed=True, filled=True),
    ln.Polylines(polylines=[ln.Polyline(points=[])]),
    ln.Keypoint(label="face", points=[(0.1, 0.2), (math.nan, math.nan)], confidence=[0.9, 0.1]),
    ln.Keypoints(keypoints=[ln.Keypoint(points=[(0.5, 0.5)])]),
    ln.Segmentation(mask=np.arange(6, dtype=np.uint8).reshape(2, 3)),
    ln.Segmentation(mask_path="/masks/1.png"),
    ln.Heatmap(map=np.linspace(0, 1, 6).reshape(2, 3), range=[0, 1]),
    ln.Regression(value=5.5, confidence=0.25),
    ln.GeoLocation(point=[-73.9, 40.7], line=[[0.0, 1.0], [2.0, 3.0]]),
]


# The first values of a run are slow to make on a busy machine.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestRoundTrips:
    @CALM
    @given(st.lists(detections(), max_size=4))
    def test_what_is_stored_comes_back(self, items: list[ln.Detection]) -> None:
        label = ln.Detections(detections=items)
        again = document_of_blob(pack(label))
        assert again == label
        assert pack(again) == pack(label)

    @CALM
    @given(detections())
    def test_json_comes_back(self, label: ln.Detection) -> None:
        text = label.to_json()
        json.loads(text, parse_constant=pytest.fail)
        assert ln.Detection.from_json(text) == label

    @pytest.mark.parametrize("label", ONE_OF_EACH, ids=lambda label: type(label).__name__)
    def test_every_class(self, label: ln.Label) -> None:
        assert document_of_blob(pack(label)) == label
        assert type(label).from_dict(label.to_dict()) == label
        assert type(label).from_json(label.to_json()) == label
        assert ln.Label.from_dict(label.to_dict()) == label

    @CALM
    @given(
        arrays.arrays(
            st.sampled_from(["|b1", "|u1", "<u2", "<i4", "<i8", "<f4", "<f8", ">i2"]),
            st.tuples(st.integers(0, 5), st.integers(0, 5)),
        )
    )
    def test_arrays_keep_type_shape_and_elements(self, array: np.ndarray[Any, Any]) -> None:
        label = ln.Heatmap(map=array)
        again = document_of_blob(pack(label)).map
        assert again.shape == array.shape
        assert again.dtype == array.dtype.newbyteorder("<")
        np.testing.assert_array_equal(again, array)
        if again.size:
            again[0, 0] = 1

    def test_reading_changes_nothing_that_is_stored(self) -> None:
        label = ln.Detections(
            detections=[ln.Detection(bounding_box=[0, 0, 1, 1], mask=np.eye(2, dtype=bool))]
        )
        blob = pack(label)
        again = document_of_blob(blob)
        assert again.detections[0].tags == []
        assert again.detections[0].mask.sum() == 2
        assert again.detections[0].label is None
        assert pack(again) == blob


class TestAttributes:
    def test_ids_have_24_hexadecimal_digits_and_differ(self) -> None:
        ids = {ln.Classification().id for _ in range(10_000)}
        assert len(ids) == 10_000
        assert all(len(id) == 24 and bytes.fromhex(id) for id in ids)

    def test_copy_has_an_id_of_its_own(self) -> None:
        label = ln.Detections(detections=[ln.Detection(label="a", bounding_box=[0, 0, 1, 1])])
        twin = label.copy()
        assert twin.detections[0].id != label.detections[0].id
        twin.detections[0].label = "b"
        assert label.detections[0].label == "a"
        assert copy.deepcopy(label) == label

    def test_any_further_attribute_may_be_set(self) -> None:
        label = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1], age=3)
        label.weather = "sunny"
        label["depth"] = 1.5
        assert (label.age, label["weather"], label.depth) == (3, "sunny", 1.5)
        assert dict(label.iter_attributes()) == {"age": 3, "weather": "sunny", "depth": 1.5}
        label.delete_attribute("age")
        assert not label.has_attribute("age")
        assert label.get_attribute_value("age", "none") == "none"

    def test_unknown_attribute_is_an_attribute_error_and_unknown_item_a_key_error(self) -> None:
        label = ln.Classification()
        with pytest.raises(AttributeError, match="Classification has no attribute 'nope'"):
            _ = label.nope
        with pytest.raises(KeyError, match="nope"):
            _ = label["nope"]
        with pytest.raises(ValueError, match="begin with"):
            label._secret = 1
        with pytest.raises(ValueError, match="is a method"):
            label.copy = 1  # type: ignore[method-assign, assignment]

    def test_none_is_the_same_as_missing(self) -> None:
        label = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1], confidence=0.5)
        label.confidence = None
        assert label.confidence is None
        assert "confidence" not in label.to_dict()

    def test_repr_names_class_id_and_attributes(self) -> None:
        label = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1], mask=np.eye(2), mood="good")
        text = repr(label)
        assert text.startswith("<Detection: {\n    'id': ")
        assert "'mask': <array 2 × 2 float64>" in text
        assert "'mood': 'good'" in text

    def test_numpy_numbers_become_pythons_own(self) -> None:
        values: dict[str, Any] = {
            "bounding_box": np.array([0, 0, 1, 1], np.float32),
            "confidence": np.float32(0.5),
            "index": np.int64(3),
        }
        label = ln.Detection(**values)
        assert [type(v) for v in label.bounding_box or []] == [float] * 4
        assert type(label.confidence) is float
        assert type(label.index) is int


class TestValidation:
    @pytest.mark.parametrize(
        "box",
        [
            [0, 0, 1, math.nan],
            [0, 0, math.inf, 1],
            [0, 0, 1],
            [0, 0, 1, 1, 1],
            ["a", 0, 1, 1],
            "abcd",
            5,
            [None, 0, 0, 1],
        ],
    )
    def test_a_box_is_four_finite_numbers(self, box: Any) -> None:
        with pytest.raises(ln.ValidationError, match="'cat' has the bounding_box") as error:
            ln.Detection(label="cat", bounding_box=box)
        assert repr(box)[:10] in str(error.value)
        label = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1])
        with pytest.raises(ValueError, match="four finite numbers"):
            label.bounding_box = box

    def test_a_box_changed_in_place_is_found_when_it_is_stored(self) -> None:
        label = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1])
        assert label.bounding_box
        label.bounding_box[2] = math.nan
        with pytest.raises(ValueError, match="'cat' has the bounding_box"):
            pack(ln.Detections(detections=[label]))

    def test_a_detection_may_have_no_box_such_as_one_in_space(self) -> None:
        label = ln.Detection(label="cat", location=[1, 2, 3], dimensions=[1, 1, 1])
        assert document_of_blob(pack(label)) == label
        with pytest.raises(ValueError, match="no bounding_box"):
            label.to_polyline()

    @pytest.mark.parametrize(
        ("cls", "values", "words"),
        [
            (ln.Detection, {"label": 5}, "Detection.label must be a string, not 5"),
            (ln.Classification, {"confidence": "high"}, "Classification.confidence must be a"),
            (ln.Detection, {"mask": [[1]]}, "Detection.mask must be a NumPy array"),
            (ln.Detection, {"mask": np.zeros(3)}, "two dimensions"),
            (ln.Detection, {"index": 1.5}, "Detection.index must be an integer"),
            (ln.Detections, {"detections": ["a"]}, "holds Detection labels, not str"),
            (ln.Detections, {"detections": [ln.Classification()]}, "not Classification"),
            (ln.Polyline, {"points": [[(0, 1, 2)]]}, r"has the point \(0, 1, 2\)"),
            (ln.Polyline, {"points": [[(0, math.inf)]]}, "coordinates must be finite"),
            (ln.Polyline, {"points": [(0, 1)]}, "has the point 0"),
            (ln.Keypoint, {"points": [(0, "a")]}, "pairs of numbers"),
            (ln.Keypoint, {"points": 5}, "must be a list"),
            (ln.Segmentation, {"mask": np.zeros((2, 2, 4), np.uint8)}, "two dimensions"),
            (ln.Segmentation, {"mask": np.zeros((2, 2))}, "must hold integers"),
            (ln.Heatmap, {"map": np.zeros((2, 2)), "range": [1, 0]}, r"\[min, max\]"),
            (ln.Regression, {"value": "5"}, "Regression.value must be a number"),
            (ln.Classification, {"tags": "a"}, "must be a list of strings"),
            (ln.Classification, {"tags": [1]}, "must be a string, not 1"),
            (ln.GeoLocation, {"point": [1]}, "GeoLocation.point has the point"),
        ],
    )
    def test_wrong_types_are_named(
        self, cls: type[ln.Label], values: dict[str, Any], words: str
    ) -> None:
        with pytest.raises(ln.ValidationError, match=words):
            cls(**values)

    def test_a_list_is_copied_so_that_it_can_be_used_again(self) -> None:
        mine = [ln.Detection(bounding_box=[0, 0, 1, 1])]
        label = ln.Detections(detections=mine)
        mine.clear()
        assert len(label.detections) == 1

    def test_values_that_cannot_be_stored_are_explained(self) -> None:
        for value, words in [
            (object(), "type object cannot be stored"),
            (2**70, "64 bits"),
            ({1: 2}, "keys must be strings"),
        ]:
            with pytest.raises(ValueError, match=words):
                pack(ln.Classification(extra=value))


class TestMasks:
    def test_a_detection_can_be_made_of_a_mask_of_the_image(self) -> None:
        mask = np.zeros((10, 20), bool)
        mask[2:5, 4:14] = True
        mask[2, 4] = False
        label = ln.Detection.from_mask(mask, label="blob", score=1)
        assert label.bounding_box == [0.2, 0.2, 0.5, 0.3]
        np.testing.assert_array_equal(label.mask, mask[2:5, 4:14])
        assert label.score == 1
        with pytest.raises(ValueError, match="an object in it"):
            ln.Detection.from_mask(np.zeros((3, 3)))

    def test_geo_json(self) -> None:
        label = ln.GeoLocation(point=[1, 2], polygon=[[(0, 0), (1, 0), (1, 1)]])
        again = ln.GeoLocation.from_geo_json(label.to_geo_json() or {})
        assert again.point == [1.0, 2.0]
        assert again.to_geo_json() == label.to_geo_json()
        with pytest.raises(ValueError, match="'MultiPoint'"):
            ln.GeoLocation.from_geo_json({"type": "MultiPoint", "coordinates": []})
