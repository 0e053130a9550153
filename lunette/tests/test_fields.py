"""Field types: what they take, how they are stored, how they are queried."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timezone
from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.core.field_specs import field_of_spec, spec_of_field

ID = "5f0e6dd3d7c5a9b1e2f3a4b5"
UUID = uuid.UUID("12345678-1234-5678-1234-567812345678")
SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]


@pytest.fixture
def dataset(bridge: Any) -> Iterator[ln.Dataset]:
    made = ln.Dataset()
    yield made
    made.delete()


#: Field, a value, and how it comes back if not the same.
KEPT: list[tuple[ln.Field, Any, Any]] = [
    (ln.IntField(), np.int32(5), 5),
    (ln.IntField(), 5.0, 5),
    (ln.FloatField(), 3, 3.0),
    (ln.FloatField(), np.float32(0.5), 0.5),
    (ln.BooleanField(), np.bool_(True), True),
    (ln.StringField(), "ä", "ä"),
    (ln.DateField(), date(2020, 2, 29), date(2020, 2, 29)),
    (ln.DateField(), datetime(2020, 2, 29, 13), date(2020, 2, 29)),
    (
        ln.DateTimeField(),
        datetime(2020, 1, 1, 12, 0, 0, 5000),
        datetime(2020, 1, 1, 12, 0, 0, 5000),
    ),
    (ln.DateTimeField(), datetime(2020, 1, 1, tzinfo=timezone.utc), datetime(2020, 1, 1)),
    (ln.ObjectIdField(), ID, ID),
    (ln.UUIDField(), UUID, UUID),
    (ln.UUIDField(), str(UUID), UUID),
    (ln.ColorField(), "#ff6d04", "#ff6d04"),
    (ln.FrameNumberField(), 1, 1),
    (ln.FrameSupportField(), (1, 5), [1, 5]),
    (ln.HeatmapRangeField(), [0, 1], [0.0, 1.0]),
    (ln.KeypointsField(), [(0.5, 0.5)], [[0.5, 0.5]]),
    (ln.PolylinePointsField(), [[(0, 0), (1, 1)]], [[[0.0, 0.0], [1.0, 1.0]]]),
    (ln.ClassesField(), ["a", "b"], ["a", "b"]),
    (ln.MaskTargetsField(), {1: "cat", np.int64(2): "dog"}, {1: "cat", 2: "dog"}),
    (ln.MaskTargetsField(), {"#ff6d04": "cat"}, {"#ff6d04": "cat"}),
    (ln.GeoPointField(), (8.5, 47), [8.5, 47.0]),
    (ln.GeoLineStringField(), [(0, 0), (1, 1)], [[0.0, 0.0], [1.0, 1.0]]),
    (ln.GeoPolygonField(), [SQUARE], [SQUARE]),
    (ln.GeoMultiPointField(), np.eye(2), [[1.0, 0.0], [0.0, 1.0]]),
    (ln.GeoMultiLineStringField(), [SQUARE], [SQUARE]),
    (ln.GeoMultiPolygonField(), [[SQUARE]], [[SQUARE]]),
    (ln.ListField(ln.IntField), (1, 2), [1, 2]),
    (ln.ListField(ln.DateField), [date(2020, 1, 1), None], [date(2020, 1, 1), None]),
    (ln.ListField(), [1, "a", {"b": [True]}], [1, "a", {"b": [True]}]),
    (ln.DictField(ln.IntField), {"a": 1}, {"a": 1}),
    (ln.DictField(), {"a": {"b": date(2020, 1, 1)}}, {"a": {"b": datetime(2020, 1, 1)}}),
    (ln.Field(), {"a": [1, "x"]}, {"a": [1, "x"]}),
    (ln.ReferenceField(), ID, ID),
]

REFUSED: list[tuple[ln.Field, Any]] = [
    (ln.IntField(), "5"),
    (ln.IntField(), 2.5),
    (ln.IntField(), True),
    (ln.FloatField(), "a"),
    (ln.FloatField(), 10**400),
    (ln.BooleanField(), 1),
    (ln.StringField(), 1),
    (ln.DateField(), "2020-01-01"),
    (ln.DateTimeField(), date(2020, 1, 1)),
    (ln.ObjectIdField(), "abc"),
    (ln.UUIDField(), "abc"),
    (ln.UUIDField(), 5),
    (ln.ColorField(), "no colour"),
    (ln.FrameNumberField(), 0),
    (ln.FrameSupportField(), [3, 2]),
    (ln.FrameSupportField(), [1]),
    (ln.HeatmapRangeField(), [1, 0]),
    (ln.HeatmapRangeField(), [0, 1, 2]),
    (ln.KeypointsField(), [1, 2]),
    (ln.PolylinePointsField(), [(0, 1)]),
    (ln.ClassesField(), ["a", 1]),
    (ln.MaskTargetsField(), {1: "cat", "#ff6d04": "dog"}),
    (ln.MaskTargetsField(), {"red": "cat"}),
    (ln.MaskTargetsField(), {1: 2}),
    (ln.GeoPointField(), {"type": "Point", "coordinates": [0, 0]}),
    (ln.GeoPointField(), [1]),
    (ln.GeoPolygonField(), SQUARE),
    (ln.ListField(), "abc"),
    (ln.ListField(ln.IntField), ["a"]),
    (ln.DictField(), {1: 2}),
    (ln.DictField(ln.IntField), {"a": "b"}),
    (ln.VectorField(), np.eye(2)),
    (ln.ArrayField(), [[1]]),
    (ln.EmbeddedDocumentField(ln.Detection), ln.Polyline()),
    (ln.EmbeddedDocumentListField(ln.Detection), [ln.Polyline()]),
]


def name_of(value: Any) -> str:
    return str(value) if isinstance(value, ln.Field) else ""


class TestValues:
    @pytest.mark.parametrize(("field", "value", "kept"), KEPT, ids=name_of)
    def test_are_kept_in_the_type_of_the_field(
        self, dataset: ln.Dataset, field: ln.Field, value: Any, kept: Any
    ) -> None:
        dataset.add_sample_field("f", field)
        id = dataset.add_sample(ln.Sample("/a.png", f=value))
        # What the store says, not what this process remembers.
        stored = dataset.view().first()
        assert stored["f"] == kept
        assert type(stored["f"]) is type(kept)
        sample = dataset[id]
        sample["f"] = None
        sample.save()
        assert dataset.view().first()["f"] == (field.empty() if field.empty else None)
        sample["f"] = value
        sample.save()
        assert dataset.view().first()["f"] == kept

    @pytest.mark.parametrize(("field", "value"), REFUSED, ids=name_of)
    def test_that_do_not_fit_are_refused_when_they_are_set_or_added(
        self, dataset: ln.Dataset, field: ln.Field, value: Any
    ) -> None:
        with pytest.raises(ln.ValidationError):
            field.validate(value)
        dataset.add_sample_field("f", field)
        id = dataset.add_sample(ln.Sample("/a.png"))
        with pytest.raises(ln.ValidationError, match="'f'"):
            dataset[id]["f"] = value
        with pytest.raises(ValueError, match=r"'f' of sample /b.png"):
            dataset.add_sample(ln.Sample("/b.png", f=value))
        assert len(dataset) == 1

    def test_that_are_scalars_can_be_filtered_and_counted(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field("u", ln.UUIDField)
        dataset.add_sample_field("c", ln.ColorField)
        dataset.add_sample_field("n", ln.FrameNumberField)
        dataset.add_sample_field("k", ln.ClassesField)
        dataset.add_samples(
            [
                ln.Sample("/a.png", u=UUID, c="red", n=1, k=["x", "y"]),
                ln.Sample("/b.png", u=uuid.uuid4(), c="blue", n=2, k=["x"]),
            ]
        )
        assert len(dataset.match(F("u") == str(UUID))) == 1
        assert dataset.count_values("c") == {"red": 1, "blue": 1}
        assert dataset.bounds("n") == (1, 2)
        assert dataset.count_values("k") == {"x": 2, "y": 1}


class TestFields:
    @pytest.mark.parametrize(("field", "value", "kept"), KEPT, ids=name_of)
    def test_travel_and_come_back(self, field: ln.Field, value: Any, kept: Any) -> None:
        field.description, field.info, field.read_only = "d", {"a": 1}, True
        again = field_of_spec(spec_of_field("f", field))
        assert type(again) is type(field)
        assert str(again) == str(field)
        assert (again.description, again.info, again.read_only) == ("d", {"a": 1}, True)
        assert again.path == "f"
        twin = again.copy()
        assert (twin.path, twin.name, type(twin)) == (None, None, type(field))

    def test_say_their_class_and_that_of_their_elements(self) -> None:
        assert str(ln.ListField(ln.IntField)) == "lunette.ListField(lunette.IntField)"
        assert str(ln.DictField()) == "lunette.DictField"
        document = ln.EmbeddedDocumentListField(ln.Detection)
        assert str(document) == "lunette.EmbeddedDocumentListField(lunette.Detection)"
        assert str(ln.FrameSupportField()) == "lunette.FrameSupportField"

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (True, "BooleanField"),
            (np.int8(1), "IntField"),
            (1.5, "FloatField"),
            ("a", "StringField"),
            (datetime(2020, 1, 1), "DateTimeField"),
            (date(2020, 1, 1), "DateField"),
            ([1, 2.5, None], "ListField(lunette.FloatField)"),
            (["a", 1], "ListField"),
            ([], "ListField"),
            (np.zeros(3), "VectorField"),
            (np.zeros((1, 2)), "ArrayField"),
            ({"a": 1}, "DictField"),
            (ln.Instance(), "EmbeddedDocumentField(lunette.Instance)"),
            (UUID, "UUIDField"),
        ],
    )
    def test_are_inferred_from_the_first_value(
        self, dataset: ln.Dataset, value: Any, text: str
    ) -> None:
        dataset.add_sample(ln.Sample("/a.png", f=value))
        assert str(dataset.get_field_schema()["f"]) == f"lunette.{text}"
        with pytest.raises(TypeError, match="There is no field type"):
            dataset.first()["g"] = object()

    def test_of_related_classes_agree(self) -> None:
        assert ln.IntField().same_type(ln.FrameNumberField())
        assert not ln.IntField().same_type(ln.FloatField())
        assert ln.ObjectIdField().same_type(ln.StringField())
        assert not ln.StringField().same_type(ln.ObjectIdField())
        assert ln.ListField().same_type(ln.ClassesField())
        assert not ln.ListField(ln.IntField).same_type(ln.ClassesField())
