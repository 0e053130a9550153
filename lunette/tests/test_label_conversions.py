"""Labels made of other labels, of masks, boxes, times and places."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lunette as ln
from lunette.core.labels.contours import mask_polygons, regions
from lunette.core.labels.painting import painted

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def disk(size: int = 64, radius: float = 20) -> np.ndarray[Any, Any]:
    y, x = np.mgrid[:size, :size] + 0.5
    inside: np.ndarray[Any, Any] = np.hypot(x - size / 2, y - size / 2) < radius
    return inside


class TestOutlines:
    @CALM
    @given(st.integers(0, 2**32), st.integers(2, 12), st.integers(2, 12))
    def test_painting_the_exact_outlines_of_a_mask_gives_the_mask(
        self, seed: int, rows: int, columns: int
    ) -> None:
        mask = np.random.default_rng(seed).random((rows, columns)) < 0.6
        shapes = [
            [(x / columns, y / rows) for x, y in polygon]
            for polygon in mask_polygons(mask, tolerance=0)
        ]
        np.testing.assert_array_equal(painted(shapes, (columns, rows), True, True), mask)

    @pytest.mark.parametrize("tolerance", [0.5, 1, 2, 4])
    def test_simplified_outlines_stay_near(self, tolerance: float) -> None:
        (polygon,) = mask_polygons(disk(), tolerance)
        assert 4 <= len(polygon) < 40
        for x, y in polygon:
            assert abs(math.hypot(x - 32, y - 32) - 20) <= 1
        shape = [[(x / 64, y / 64) for x, y in polygon]]
        wrong = painted(shape, (64, 64), True, True) ^ disk()
        assert wrong.sum() <= 2 * math.pi * 20 * tolerance

    def test_regions_touch_by_sides_not_by_corners(self) -> None:
        mask = np.array([[1, 1, 0, 1], [0, 1, 0, 1], [1, 0, 0, 1], [1, 0, 1, 1]], bool)
        found = regions(mask)
        assert sorted(int(part.sum()) for part in found) == [2, 3, 5]
        np.testing.assert_array_equal(np.logical_or.reduce(found), mask)

    def test_arms_that_meet_further_down_are_one_region(self) -> None:
        mask = np.array([[1, 0, 1, 0, 1], [1, 0, 1, 0, 1], [1, 1, 1, 1, 1]], bool)
        assert len(regions(mask)) == 1


class TestDetections:
    def test_a_box_becomes_a_closed_area(self) -> None:
        label = ln.Detection(
            label="cat", bounding_box=[0.25, 0.5, 0.5, 0.25], confidence=0.5, index=3, tags=["t"]
        )
        label["mood"] = "good"
        line = label.to_polyline()
        assert line.points == [[(0.25, 0.5), (0.75, 0.5), (0.75, 0.75), (0.25, 0.75)]]
        assert (line.closed, line.filled) == (True, True)
        assert (line.label, line.confidence, line.index, line.tags) == ("cat", 0.5, 3, ["t"])
        assert line.mood == "good"
        assert not label.to_polyline(filled=False).filled
        assert line.to_detection().bounding_box == [0.25, 0.5, 0.5, 0.25]

    def test_a_mask_and_its_outline_cover_the_same_pixels(self) -> None:
        label = ln.Detection.from_mask(disk(), label="disk")
        line = label.to_polyline(tolerance=0)
        again = line.to_segmentation(frame_size=(64, 64)).mask
        np.testing.assert_array_equal(again != 0, disk())
        both = ln.Detections(detections=[label, label.copy()]).to_polylines(tolerance=1)
        assert [p.label for p in both.polylines] == ["disk", "disk"]

    def test_a_mask_is_painted_into_the_image(self) -> None:
        label = ln.Detection(bounding_box=[0.5, 0, 0.5, 0.5], mask=np.eye(2, dtype=bool))
        mask = label.to_segmentation(frame_size=(8, 8)).mask
        assert mask.dtype == np.uint8
        assert mask[0, 4] == mask[3, 7] == 255
        assert mask.sum() == 255 * 8
        assert label.to_segmentation(mask=mask, target=7).mask[0, 4] == 7
        assert mask[0, 4] == 255
        in_color = label.to_segmentation(frame_size=(8, 8), target="#ff6d04").mask
        assert in_color.shape == (8, 8, 3)
        assert in_color[0, 4].tolist() == [255, 109, 4]
        with pytest.raises(ValueError, match="frame_size"):
            label.to_segmentation()
        with pytest.raises(ValueError, match="numbers need two dimensions"):
            label.to_segmentation(mask=in_color)

    def test_without_a_mask_there_is_nothing_to_paint(self) -> None:
        bare = ln.Detection(label="cat", bounding_box=[0, 0, 1, 1])
        with pytest.raises(ValueError, match="has no mask"):
            bare.to_segmentation(frame_size=(4, 4))
        masked = ln.Detection(
            label="dog", bounding_box=[0, 0, 0.5, 0.5], mask=np.ones((1, 1), bool)
        )
        both = ln.Detections(detections=[bare, masked])
        with pytest.warns(UserWarning, match="1 detections have no mask"):
            mask = both.to_segmentation(frame_size=(4, 4)).mask
        assert mask.sum() == 4 * 255

    def test_only_classes_with_a_target_are_painted(self) -> None:
        one = np.ones((1, 1), bool)
        labels = ln.Detections(
            detections=[
                ln.Detection(label="cat", bounding_box=[0, 0, 0.5, 0.5], mask=one),
                ln.Detection(label="dog", bounding_box=[0.5, 0.5, 0.5, 0.5], mask=one),
                ln.Detection(label="owl", bounding_box=[0.5, 0, 0.5, 0.5], mask=one),
            ]
        )
        targets = {1: "cat", 300: "dog"}
        mask = labels.to_segmentation(frame_size=(2, 2), mask_targets=targets).mask
        assert mask.tolist() == [[1, 0], [0, 300]]
        colors = {"#ff0000": "owl"}
        mask = labels.to_segmentation(frame_size=(2, 2), mask_targets=colors).mask
        assert mask[0, 1].tolist() == [255, 0, 0]

    def test_what_lies_outside_of_the_image_is_cut_off(self) -> None:
        label = ln.Detection(bounding_box=[-0.5, -0.5, 1, 1], mask=np.ones((4, 4), bool))
        assert label.to_segmentation(frame_size=(4, 4)).mask.sum() == 4 * 255

    def test_shapely_polygons(self) -> None:
        label = ln.Detection(bounding_box=[0.25, 0.5, 0.5, 0.25])
        assert label.to_shapely().bounds == (0.25, 0.5, 0.75, 0.75)
        assert label.to_shapely(frame_size=(100, 200)).area == 50 * 50


class TestPolylines:
    SQUARE = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))

    def test_a_detection_has_the_box_and_if_asked_for_the_mask(self) -> None:
        label = ln.Polyline(label="a", points=[self.SQUARE], filled=True, closed=True, age=3)
        bare = label.to_detection()
        assert bare.bounding_box == [0.25, 0.25, 0.5, 0.5]
        assert (bare.label, bare.age, bare.mask) == ("a", 3, None)
        assert label.to_detection(mask_size=(3, 2)).mask.shape == (2, 3)
        assert label.to_detection(frame_size=(8, 16)).mask.shape == (8, 4)
        assert label.to_detection(frame_size=(8, 16)).mask.all()
        with pytest.raises(ValueError, match="no points"):
            ln.Polyline().to_detection()
        assert len(ln.Polylines(polylines=[label, label.copy()]).to_detections().detections) == 2

    def test_lines_have_a_thickness(self) -> None:
        label = ln.Polyline(label="road", points=[[(0, 0.5), (1, 0.5)]])
        thin = label.to_segmentation(frame_size=(10, 10)).mask
        thick = label.to_segmentation(frame_size=(10, 10), thickness=3).mask
        assert (thin != 0).sum() == 10
        assert (thick != 0).sum() == 30
        several = ln.Polylines(polylines=[label, ln.Polyline(label="x", points=[[(0, 0), (1, 1)]])])
        mask = several.to_segmentation(frame_size=(10, 10), mask_targets={5: "road"}).mask
        assert np.unique(mask).tolist() == [0, 5]

    def test_an_area_within_an_area_is_a_hole(self) -> None:
        hole = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)]
        label = ln.Polyline(points=[self.SQUARE, hole], filled=True, closed=True)
        mask = label.to_segmentation(frame_size=(100, 100)).mask != 0
        assert not mask[50, 50]
        assert mask[30, 30]

    def test_of_a_mask(self) -> None:
        label = ln.Polyline.from_mask(disk(), label="disk", tolerance=0, score=1)
        assert (label.closed, label.filled, label.score) == (True, True, 1)
        np.testing.assert_array_equal(label.to_segmentation(frame_size=(64, 64)).mask != 0, disk())
        with pytest.raises(ValueError, match="an object in it"):
            ln.Polyline.from_mask(np.zeros((3, 3)))

    def test_of_a_rotated_box(self) -> None:
        straight = ln.Polyline.from_rotated_box(0.5, 0.5, 0.4, 0.2, 0)
        assert straight.closed
        assert not straight.filled
        xs, ys = zip(*straight.points[0], strict=True)
        assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((0.3, 0.7, 0.4, 0.6))
        turned = ln.Polyline.from_rotated_box(
            50, 100, 40, 20, math.pi / 2, frame_size=(100, 200), label="b"
        )
        xs, ys = zip(*turned.points[0], strict=True)
        assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((0.4, 0.6, 0.4, 0.6))
        # From the x axis towards the y axis: the right end goes down.
        eighth = ln.Polyline.from_rotated_box(0, 0, 2, 0, math.pi / 4)
        assert max(eighth.points[0])[1] == pytest.approx(math.sqrt(0.5))

    def test_of_a_cuboid(self) -> None:
        front = [(10, 50), (30, 50), (30, 20), (10, 20)]
        back = [(x + 10, y - 10) for x, y in front]
        label = ln.Polyline.from_cuboid(front + back, frame_size=(100, 100), label="car")
        edges = set()
        for shape in label.points:
            for a, b in zip(shape, shape[1:] + shape[:1], strict=True):
                edges.add(frozenset([a, b]))
        assert len(edges) == 12
        assert label.closed
        with pytest.raises(ValueError, match="eight vertices, not 4"):
            ln.Polyline.from_cuboid(front)

    def test_shapely_geometries(self) -> None:
        area = ln.Polyline(points=[self.SQUARE], closed=True, filled=True)
        assert area.to_shapely().geom_type == "Polygon"
        assert area.to_shapely(frame_size=(10, 10)).area == pytest.approx(25)
        assert area.to_shapely(filled=False).length == pytest.approx(2)
        two = ln.Polyline(points=[self.SQUARE, self.SQUARE])
        assert two.to_shapely().geom_type == "MultiLineString"
        points = ln.Keypoint(points=[(0.5, 0.5), (math.nan, math.nan), (1, 1)])
        assert points.to_shapely(frame_size=(2, 2)).bounds == (1, 1, 2, 2)


class TestSegmentations:
    MASK = np.array([[0, 1, 0, 1], [0, 1, 0, 1], [2, 0, 0, 0]], np.uint8)

    def test_stuff_is_one_object_and_things_are_connected_ones(self) -> None:
        label = ln.Segmentation(mask=self.MASK)
        stuff = label.to_detections()
        assert [d.label for d in stuff.detections] == ["1", "2"]
        assert stuff.detections[0].bounding_box == pytest.approx([0.25, 0, 0.75, 2 / 3])
        things = label.to_detections(mask_targets={1: "leg"}, mask_types="thing")
        assert [d.label for d in things.detections] == ["leg", "leg"]
        mixed = label.to_detections(mask_types={1: "thing", 2: "stuff"})
        assert [d.label for d in mixed.detections] == ["1", "1", "2"]
        assert len(label.to_detections(mask_types={2: "thing"}).detections) == 1
        with pytest.raises(ValueError, match="'stuff' or 'thing'"):
            label.to_detections(mask_types="all")

    def test_colours_are_classes_too(self) -> None:
        mask = np.zeros((4, 4, 3), np.uint8)
        mask[:2, :2] = (255, 109, 4)
        label = ln.Segmentation(mask=mask)
        assert [d.label for d in label.to_detections().detections] == ["#ff6d04"]
        named = label.to_detections(mask_targets={"#FF6D04": "fox"})
        assert [d.label for d in named.detections] == ["fox"]
        with pytest.raises(ValueError, match="colours '#rrggbb'"):
            label.to_detections(mask_targets={1: "fox"})

    def test_outlines(self) -> None:
        mask = np.where(disk(), 3, 0)
        lines = ln.Segmentation(mask=mask).to_polylines(mask_targets={3: "disk"}, tolerance=0)
        assert [p.label for p in lines.polylines] == ["disk"]
        again = lines.to_segmentation(frame_size=(64, 64), mask_targets={3: "disk"}).mask
        np.testing.assert_array_equal(again, mask)

    def test_values_are_changed_by_a_map(self, tmp_path: Path) -> None:
        label = ln.Segmentation(mask=self.MASK)
        assert label.transform_mask({1: 300}).tolist() == [[0, 300] * 2] * 2 + [[2, 0, 0, 0]]
        assert label.mask is not None
        assert label.mask.max() == 2
        colors = label.transform_mask({1: "#ff0000"}, update=True)
        assert colors[0, 1].tolist() == [255, 0, 0]
        assert colors[2, 0].tolist() == [0, 0, 0]
        assert label.transform_mask({"#ff0000": 9}).tolist()[0] == [0, 9, 0, 9]
        path = str(tmp_path / "new" / "mask.png")
        label.transform_mask({"#ff0000": 9}, outpath=path, update=True)
        assert "mask" not in label.to_dict()
        assert label.mask_path == path
        assert label.get_mask().tolist()[0] == [0, 9, 0, 9]
        with pytest.raises(ValueError, match="no mask that could"):
            ln.Segmentation().transform_mask({1: 2})


class TestTimes:
    META = ln.DynamicEmbeddedDocument(total_frame_count=101, duration=10.0)

    def test_times_become_frames_and_back(self) -> None:
        label = ln.TemporalDetection.from_timestamps([1, 5], metadata=self.META, label="jump")
        assert (label.support, label.label) == ([11, 51], "jump")
        assert label.to_timestamps(metadata=self.META) == pytest.approx([1, 5])
        late = ln.TemporalDetection.from_timestamps([-1, 99], metadata=self.META)
        assert late.support == [1, 101]

    def test_a_video_of_unknown_length_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="Say which video"):
            ln.TemporalDetection(support=[1, 2]).to_timestamps()
        with pytest.raises(ValueError, match="total_frame_count"):
            ln.TemporalDetection(support=[1, 2]).to_timestamps(metadata=ln.Metadata())
        with pytest.raises(ln.ValidationError, match="frame numbers from 1"):
            ln.TemporalDetection(support=[0, 5])


class TestPlaces:
    def test_one_of_each_kind(self) -> None:
        label = ln.GeoLocation(point=[1, 2], polygon=[[(0, 0), (1, 0), (1, 1), (0, 0)]])
        form = label.to_geo_json() or {}
        assert form["type"] == "GeometryCollection"
        again = ln.GeoLocation.from_geo_json({"type": "Feature", "geometry": form})
        assert again.to_geo_json() == form
        assert ln.GeoLocation().to_geo_json() is None
        with pytest.raises(ValueError, match="Use GeoLocations"):
            ln.GeoLocation.from_geo_json({"type": "MultiPoint", "coordinates": []})

    def test_several_of_a_kind_nested_collections_too(self) -> None:
        point = {"type": "Point", "coordinates": [1, 2]}
        line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
        many = {"type": "MultiPoint", "coordinates": [[3, 4]]}
        inner = {"type": "GeometryCollection", "geometries": [line, many]}
        label = ln.GeoLocations.from_geo_json(
            {"type": "GeometryCollection", "geometries": [point, inner]}
        )
        assert label.points == [[1, 2], [3, 4]]
        assert label.lines == [[[0, 0], [1, 1]]]
        assert ln.GeoLocations.from_geo_json(label.to_geo_json() or {}).points == label.points
        with pytest.raises(ln.ValidationError, match="coordinates"):
            ln.GeoLocations(points={"type": "MultiPoint"})
        with pytest.raises(ValueError, match="no geometry"):
            ln.GeoLocations.from_geo_json({"type": "Circle", "coordinates": [1]})


class TestObjects:
    def test_labels_that_share_an_instance_show_one_object(self) -> None:
        cat = ln.Instance()
        a = ln.Detection(bounding_box=[0, 0, 1, 1], instance=cat)
        b = ln.Keypoint(points=[(0, 0)], instance=cat)
        assert a.instance_id == b.instance_id == cat.id
        assert a.copy().instance == cat
        assert a.copy().id != a.id
        assert ln.Detection.from_json(a.to_json()).instance == cat
        assert ln.Instance() != ln.Instance()
        assert ln.Polyline().instance_id is None
        with pytest.raises(ln.ValidationError, match="must be an Instance"):
            ln.Detection(instance=ln.DynamicEmbeddedDocument())
        with pytest.raises(ValueError, match="no attribute 'name'"):
            ln.Instance(name="x")

    def test_attributes_of_older_datasets_are_read_like_others(self) -> None:
        label = ln.Detection(
            bounding_box=[0, 0, 1, 1],
            age=3,
            attributes={
                "color": ln.CategoricalAttribute(value="red", confidence=0.5),
                "size": ln.NumericAttribute(value=5),
                "parts": ln.ListAttribute(),
            },
        )
        assert label.get_attribute_value("color") == "red"
        assert label.get_attribute_value("age") == 3
        assert label.has_attribute("size")
        assert dict(label.iter_attributes()) == {"age": 3, "color": "red", "size": 5, "parts": []}
        label.set_attribute_value("color", "blue")
        assert label.attributes["color"].value == "blue"
        label.delete_attribute("color")
        assert label.get_attribute_value("color", "none") == "none"
        again = ln.Detection.from_json(label.to_json())
        assert again == label
        assert isinstance(again.attributes["size"], ln.NumericAttribute)
        with pytest.raises(ln.ValidationError):
            ln.BooleanAttribute(value="yes")

    def test_nothing_is_warned_about_without_reason(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            labels = ln.Detections(detections=[ln.Detection.from_mask(disk())])
            labels.to_segmentation(frame_size=(64, 64))
