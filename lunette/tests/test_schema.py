"""Fields: what they accept, how they are found from values, how they travel."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette.core.field_specs import field_of_spec, spec_of_field
from lunette.core.inference import infer_field
from lunette.core.schema import Schema


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "BooleanField"),
        (np.bool_(True), "BooleanField"),
        (1, "IntField"),
        (np.int32(1), "IntField"),
        (1.5, "FloatField"),
        (np.float32(1.5), "FloatField"),
        ("a", "StringField"),
        (datetime(2026, 1, 1), "DateTimeField"),
        (date(2026, 1, 1), "DateField"),
        ([1, 2], "ListField(lunette.IntField)"),
        ((1, 2.5), "ListField(lunette.FloatField)"),
        (["a", None], "ListField(lunette.StringField)"),
        (["a", 1], "ListField"),
        ([], "ListField"),
        (np.zeros(3), "VectorField"),
        (np.zeros((3, 3)), "ArrayField"),
        ({"a": 1}, "DictField"),
        (ln.Detections(), "EmbeddedDocumentField(lunette.Detections)"),
        (
            [ln.Classification()],
            "ListField(lunette.EmbeddedDocumentField(lunette.Classification))",
        ),
    ],
)
def test_the_field_of_a_value(value: Any, text: str) -> None:
    assert str(infer_field(value)) == f"lunette.{text}"


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", 1j])
def test_values_without_a_field(value: Any) -> None:
    with pytest.raises(TypeError, match="no field type"):
        infer_field(value)


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (ln.StringField(), "a", 5),
        (ln.IntField(), np.int64(5), "5"),
        (ln.IntField(), 5.0, 5.5),
        (ln.FloatField(), 5, "5"),
        (ln.BooleanField(), True, 1),
        (ln.DateField(), date(2026, 1, 1), "2026-01-01"),
        (ln.DateTimeField(), datetime(2026, 1, 1), 5),
        (ln.ObjectIdField(), "0" * 24, "0" * 23),
        (ln.ListField(), (1, "a"), 5),
        (ln.ListField(ln.IntField), [1, 2], [1, "a"]),
        (ln.ListField(ln.FloatField), [1, 2.5], ["a"]),
        (ln.DictField(), {"a": 1}, {1: "a"}),
        (ln.VectorField(), [1.0, 2.0], np.zeros((2, 2))),
        (ln.ArrayField(), np.zeros((2, 2)), [[1]]),
        (ln.EmbeddedDocumentField(ln.Detections), ln.Detections(), ln.Detection()),
        (ln.EmbeddedDocumentField(ln.Metadata), ln.ImageMetadata(), ln.Classification()),
    ],
)
def test_what_fields_accept(field: ln.Field, good: Any, bad: Any) -> None:
    field.name = "score"
    field.validate(good)
    field.validate(None)
    with pytest.raises(ln.ValidationError, match="'score'"):
        field.validate(bad)
    assert issubclass(ln.ValidationError, ValueError)


def test_fields_travel_and_come_back() -> None:
    field = ln.EmbeddedDocumentField(
        ln.Detections,
        {"age": ln.IntField(description="years"), "parts": ln.ListField(ln.StringField)},
        info={"source": "x"},
    )
    spec = spec_of_field("gt", field)
    assert spec["document"] == "Detections"
    assert [inner["name"] for inner in spec["fields"]] == ["age", "parts"]
    again = field_of_spec(spec)
    assert spec_of_field("gt", again) == spec
    assert isinstance(again, ln.EmbeddedDocumentField)
    assert again.fields["age"].path == "gt.age"
    assert again.fields["age"].description == "years"


def test_a_flat_schema_has_every_path() -> None:
    schema = Schema(
        [
            {"name": "gt", "type": "document", "document": "Detections", "fields": [
                {"name": "age", "type": "int"}
            ]},
            {"name": "metadata", "type": "document", "document": "ImageMetadata"},
        ]
    )  # fmt: skip
    flat = schema.flat()
    assert {"gt", "gt.detections", "gt.detections.label", "gt.detections.age"} <= set(flat)
    assert isinstance(flat["gt.detections.age"], ln.IntField)
    assert flat["gt.detections.age"].path == "gt.detections.age"
    assert isinstance(flat["metadata.width"], ln.IntField)
    assert schema.find("gt.detections.nope") is None


def test_a_float_in_a_field_of_integers_is_explained() -> None:
    schema = Schema([{"name": "score", "type": "int"}])
    with pytest.raises(ln.ValidationError, match=r"add_sample_field\('score', lunette.FloatField"):
        schema.checked("score", 0.5, "The field 'score'")
