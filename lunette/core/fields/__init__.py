"""Fields of a dataset's schema: what samples have and what each may hold."""

from lunette.core.fields.arrays import ArrayField, VectorField
from lunette.core.fields.base import Field
from lunette.core.fields.containers import ClassesField, DictField, ListField, MaskTargetsField
from lunette.core.fields.documents import EmbeddedDocumentField, EmbeddedDocumentListField
from lunette.core.fields.geometry import (
    GeoLineStringField,
    GeoMultiLineStringField,
    GeoMultiPointField,
    GeoMultiPolygonField,
    GeoPointField,
    GeoPolygonField,
)
from lunette.core.fields.scalars import (
    BooleanField,
    ColorField,
    DateField,
    DateTimeField,
    FloatField,
    FrameNumberField,
    IntField,
    ObjectIdField,
    ReferenceField,
    StringField,
    UUIDField,
)
from lunette.core.fields.shapes import (
    FrameSupportField,
    HeatmapRangeField,
    KeypointsField,
    PolylinePointsField,
)

__all__ = [
    "ArrayField",
    "BooleanField",
    "ClassesField",
    "ColorField",
    "DateField",
    "DateTimeField",
    "DictField",
    "EmbeddedDocumentField",
    "EmbeddedDocumentListField",
    "Field",
    "FloatField",
    "FrameNumberField",
    "FrameSupportField",
    "GeoLineStringField",
    "GeoMultiLineStringField",
    "GeoMultiPointField",
    "GeoMultiPolygonField",
    "GeoPointField",
    "GeoPolygonField",
    "HeatmapRangeField",
    "IntField",
    "KeypointsField",
    "ListField",
    "MaskTargetsField",
    "ObjectIdField",
    "PolylinePointsField",
    "ReferenceField",
    "StringField",
    "UUIDField",
    "VectorField",
]
