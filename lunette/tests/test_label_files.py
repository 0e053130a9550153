"""Masks and maps in image files: written, read, moved between memory and file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import lunette as ln


class TestFiles:
    @pytest.mark.parametrize(
        ("mask", "suffix"),
        [
            (np.arange(6, dtype=np.uint8).reshape(2, 3), "png"),
            (np.array([[0, 256], [65535, 3]], np.int64), "png"),
            (np.array([[0, 2**20], [5, 3]], np.int32), "tif"),
            (np.zeros((2, 2, 3), np.uint8) + np.array([1, 2, 3], np.uint8), "png"),
        ],
    )
    def test_masks_are_written_and_read_again(self, tmp_path: Path, mask: Any, suffix: str) -> None:
        path = str(tmp_path / "deep" / f"mask.{suffix}")
        label = ln.Segmentation(mask=mask)
        label.export_mask(path)
        assert label.mask is mask
        label.export_mask(path, update=True)
        assert (label.mask, label.mask_path) == (None, path)
        np.testing.assert_array_equal(label.get_mask(), mask)
        label.import_mask()
        assert label.has_mask
        assert label.mask_path == path
        label.import_mask(update=True)
        np.testing.assert_array_equal(label.mask, mask)
        assert label.mask_path is None

    def test_what_a_format_cannot_hold_is_an_error(self, tmp_path: Path) -> None:
        label = ln.Segmentation(mask=np.array([[0, 2**20]], np.int32))
        with pytest.raises(ValueError, match=r"0 to 1048576; use the suffix \.tif"):
            label.export_mask(str(tmp_path / "mask.png"))

    def test_masks_of_detections_are_white_where_the_object_is(self, tmp_path: Path) -> None:
        path = tmp_path / "mask.png"
        label = ln.Detection(bounding_box=[0, 0, 1, 1], mask=np.eye(3, dtype=bool))
        label.export_mask(str(path), update=True)
        assert np.array(Image.open(path)).tolist() == (np.eye(3) * 255).tolist()
        assert label.has_mask
        assert label.mask is None
        np.testing.assert_array_equal(label.get_mask(), np.eye(3, dtype=bool))
        copy = str(tmp_path / "copy.png")
        label.export_mask(copy)
        assert label.mask_path == str(path)
        label.export_mask(copy, overwrite_path=True)
        assert label.mask_path == copy
        assert len(label.to_polyline().points) >= 1

    def test_maps(self, tmp_path: Path) -> None:
        values = np.array([[0.0, 0.5], [1.0, 2.0]], np.float32)
        label = ln.Heatmap(map=values, range=[0, 2])
        exact = str(tmp_path / "map.tif")
        label.export_map(exact)
        np.testing.assert_array_equal(ln.Heatmap(map_path=exact).get_map(), values)
        scaled = str(tmp_path / "map.png")
        label.export_map(scaled, update=True)
        assert label.get_map().tolist() == [[0, 64], [128, 255]]
        assert (label.range, label.has_map) == (None, True)
        label.import_map(update=True)
        assert label.map_path is None
        assert label.map.dtype == np.uint8

    def test_a_file_that_is_no_image_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "mask.png"
        path.write_text("no image")
        with pytest.raises(ValueError, match=r"mask\.png is no image"):
            ln.Segmentation(mask_path=str(path)).get_mask()
        with pytest.raises(FileNotFoundError):
            ln.Heatmap(map_path=str(tmp_path / "none.png")).get_map()
