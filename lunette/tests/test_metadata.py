"""Metadata of image files, from their headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

import lunette as ln


def saved(
    path: Path, mode: str = "RGB", size: tuple[int, int] = (40, 20), exif: Image.Exif | None = None
) -> str:
    Image.new(mode, size).save(path, exif=exif or Image.Exif())
    return str(path)


@pytest.mark.parametrize(
    ("name", "mode", "channels"),
    [("a.png", "RGB", 3), ("a.png", "L", 1), ("a.png", "RGBA", 4), ("a.gif", "P", 3)],
)
def test_size_and_channels(tmp_path: Path, name: str, mode: str, channels: int) -> None:
    path = saved(tmp_path / name, mode)
    metadata = ln.ImageMetadata.build_for(path)
    assert (metadata.width, metadata.height, metadata.num_channels) == (40, 20, channels)
    assert metadata.size_bytes == Path(path).stat().st_size
    assert metadata.mime_type == f"image/{name[-3:]}"


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40))])
def test_the_exif_orientation_is_applied(
    tmp_path: Path, orientation: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    metadata = ln.ImageMetadata.build_for(saved(tmp_path / "a.jpg", exif=exif))
    assert (metadata.width, metadata.height) == size


def test_only_the_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    saved(path, size=(500, 400))
    path.write_bytes(path.read_bytes()[:200])
    assert ln.ImageMetadata.build_for(str(path)).width == 500


def test_a_type_without_suffix_is_found(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    Image.new("RGB", (4, 4)).save(path, format="png")
    assert ln.ImageMetadata.build_for(str(path)).mime_type == "image/png"


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    text = tmp_path / "a.png"
    text.write_text("no picture")
    with pytest.raises(ValueError, match=r"a\.png is no image"):
        ln.ImageMetadata.build_for(str(text))
    with pytest.raises(FileNotFoundError):
        ln.ImageMetadata.build_for(str(tmp_path / "missing.png"))


def test_further_attributes(tmp_path: Path) -> None:
    metadata = ln.Metadata.build_for(saved(tmp_path / "a.png"), mime_type="image/x")
    metadata.camera = "x100"
    assert (metadata.mime_type, metadata["camera"]) == ("image/x", "x100")
    assert ln.Metadata.from_dict(metadata.to_dict()) == metadata
    assert "camera" in repr(metadata)
