"""Names and parameters that code written for samples, labels and fields counts on."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

import lunette as ln

# Each line: a class, then what it has; parameters with their defaults in parentheses.
NAMES = """
Sample
    dataset dataset_id field_names filename in_dataset media_type
    reload(hard=False, include_frames=True)
    save()
    from_frame(frame, filepath=None)
    from_doc(doc, dataset=None)
    from_dict(d)
    from_json(s)
Sample SampleView
    dataset dataset_id field_names filename in_dataset media_type
    add_labels(labels, label_field=None, confidence_thresh=None, expand_schema=True, \
validate=True, dynamic=False)
    clear_field(field_name)
    compute_metadata(overwrite=False, skip_failures=False)
    copy(fields=None, omit_fields=None)
    get_field(field_name)
    has_field(field_name)
    iter_fields(include_id=False, include_timestamps=False)
    merge(sample, fields=None, omit_fields=None, merge_lists=True, merge_embedded_docs=False, \
overwrite=True, expand_schema=True, validate=True, dynamic=False)
    save()
    set_field(field_name, value, create=True, validate=True, dynamic=False)
    to_dict(include_frames=False, include_private=False)
    to_json(pretty_print=False)
    to_mongo_dict(include_id=False)
    update_fields(fields_dict, expand_schema=True, validate=True, dynamic=False)
SampleView
    selected_field_names excluded_field_names filtered_field_names
EmbeddedDocument DynamicEmbeddedDocument Classification Detections
    field_names
    has_field(field_name)
    get_field(field_name)
    set_field(field_name, value, create=True)
    clear_field(field_name)
    iter_fields()
    copy()
    merge(doc, merge_lists=True, merge_dicts=True, overwrite=True)
    to_dict(extended=False)
    to_json(pretty_print=False)
    from_dict(d, extended=False)
    from_json(s)
Regression Classification Detection Polyline Keypoint Segmentation Heatmap TemporalDetection \
GeoLocation GeoLocations
    id tags
    iter_attributes()
    has_attribute(name)
    get_attribute_value(name, default=None)
    set_attribute_value(name, value)
    delete_attribute(name)
Regression
    value confidence
Classification
    label confidence logits
Detection
    label bounding_box mask mask_path confidence index attributes instance instance_id has_mask
    get_mask()
    import_mask(update=False)
    export_mask(outpath, update=False, overwrite_path=False)
    to_polyline(tolerance=2, filled=True)
    to_segmentation(mask=None, frame_size=None, target=255)
    to_shapely(frame_size=None)
    from_mask(mask, label=None, **attributes)
Detections
    to_polylines(tolerance=2, filled=True)
    to_segmentation(mask=None, frame_size=None, mask_targets=None)
Polyline
    label confidence index attributes closed filled instance instance_id
    to_detection(mask_size=None, frame_size=None)
    to_segmentation(mask=None, frame_size=None, target=255, thickness=1)
    to_shapely(frame_size=None, filled=None)
    from_mask(mask, label=None, tolerance=2, **attributes)
    from_cuboid(vertices, frame_size=None, **attributes)
    from_rotated_box(xc, yc, w, h, theta, frame_size=None, **attributes)
Polylines
    to_detections(mask_size=None, frame_size=None)
    to_segmentation(mask=None, frame_size=None, mask_targets=None, thickness=1)
Keypoint
    label confidence index attributes instance instance_id
    to_shapely(frame_size=None)
Segmentation
    mask mask_path has_mask
    get_mask()
    import_mask(update=False)
    export_mask(outpath, update=False, overwrite_path=False)
    transform_mask(targets_map, outpath=None, update=False)
    to_detections(mask_targets=None, mask_types='stuff')
    to_polylines(mask_targets=None, mask_types='stuff', tolerance=2)
Heatmap
    map map_path range has_map
    get_map()
    import_map(update=False)
    export_map(outpath, update=False, overwrite_path=False)
TemporalDetection
    label support confidence
    from_timestamps(timestamps, sample=None, metadata=None, **kwargs)
    to_timestamps(sample=None, metadata=None)
GeoLocation
    point line polygon
    to_geo_json()
    from_geo_json(d)
GeoLocations
    points lines polygons
    to_geo_json()
    from_geo_json(d)
"""

FIELDS = [
    *("ArrayField", "BooleanField", "ClassesField", "ColorField", "DateField", "DateTimeField"),
    *("DictField", "EmbeddedDocumentField", "EmbeddedDocumentListField", "Field", "FloatField"),
    *("FrameNumberField", "FrameSupportField", "GeoLineStringField", "GeoMultiLineStringField"),
    *("GeoMultiPointField", "GeoMultiPolygonField", "GeoPointField", "GeoPolygonField"),
    *("HeatmapRangeField", "IntField", "KeypointsField", "ListField", "MaskTargetsField"),
    *("ObjectIdField", "PolylinePointsField", "ReferenceField", "StringField", "UUIDField"),
    "VectorField",
]


def entries() -> list[tuple[str, str]]:
    """(class, name or name with parameters) of every line."""
    found = []
    classes: list[str] = []
    for line in NAMES.strip().splitlines():
        if not line.startswith(" "):
            classes = line.split()
        elif "(" in line:
            found += [(cls, line.strip()) for cls in classes]
        else:
            found += [(cls, name) for cls in classes for name in line.split()]
    return found


def parameters(function: Any) -> str:
    """Parameters with their defaults, without types."""
    shown = []
    for parameter in inspect.signature(function).parameters.values():
        text = str(parameter.replace(annotation=inspect.Parameter.empty))
        if parameter.name != "self":
            shown.append(text)
    return ", ".join(shown)


@pytest.mark.parametrize(("cls", "entry"), entries(), ids=lambda text: re.sub(r"\(.*", "", text))
def test_every_name_is_there_with_its_parameters(cls: str, entry: str) -> None:
    owner = getattr(ln, cls)
    name, call, rest = entry.partition("(")
    assert hasattr(owner, name) or name in getattr(owner, "_fields", ())
    if call:
        assert parameters(getattr(owner, name)) == rest.rstrip(")")


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_class_is_there(name: str) -> None:
    from lunette.core import fields

    cls = getattr(ln, name)
    assert getattr(fields, name) is cls
    assert issubclass(cls, ln.Field)


def test_classes_are_where_code_imports_them_from() -> None:
    from lunette.core.labels import Detection, Label
    from lunette.core.metadata import ImageMetadata
    from lunette.core.sample import Sample, get_default_sample_fields
    from lunette.core.sample_view import SampleView

    assert (Detection, Label, Sample) == (ln.Detection, ln.Label, ln.Sample)
    assert (ImageMetadata, SampleView) == (ln.ImageMetadata, ln.SampleView)
    defaults = get_default_sample_fields()
    assert defaults[:4] == ("id", "filepath", "tags", "metadata")
    assert get_default_sample_fields(use_db_fields=True)[0] == "_id"
    assert "_media_type" in get_default_sample_fields(include_private=True)
