"""Metadata of media files: single files, samples, whole collections."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

import lunette as ln
from lunette.tests.support.webm import write_webm


@pytest.fixture
def video(tmp_path: Path) -> str:
    return write_webm(tmp_path / "film.webm", frames=12, rate=6)


class TestFiles:
    def test_of_a_video_come_from_its_header(self, video: str) -> None:
        metadata = ln.VideoMetadata.build_for(video)
        assert isinstance(metadata, ln.VideoMetadata)
        assert metadata.mime_type == "video/webm"
        assert metadata.size_bytes == Path(video).stat().st_size
        assert (metadata.frame_width, metadata.frame_height) == (64, 48)
        assert metadata.total_frame_count == 12
        assert metadata.frame_rate == pytest.approx(6, rel=0.02)
        assert metadata.duration == pytest.approx(2, rel=0.02)
        assert isinstance(metadata.duration, float)
        assert metadata.encoding_str == "vp08"

    def test_of_no_video_are_an_error_that_names_the_file(self, tmp_path: Path) -> None:
        Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
        with pytest.raises(ValueError, match=r"a\.png is no video"):
            ln.VideoMetadata.build_for(str(tmp_path / "a.png"))
        (tmp_path / "b.mp4").write_bytes(b"rubbish, and enough of it")
        with pytest.raises(ValueError, match=r"b\.mp4 is no picture"):
            ln.VideoMetadata.build_for(str(tmp_path / "b.mp4"))
        with pytest.raises(FileNotFoundError):
            ln.VideoMetadata.build_for(str(tmp_path / "c.mp4"))


class TestCollections:
    def test_images_of_every_kind_have_the_size_they_are_shown_in(self, tmp_path: Path) -> None:
        turned = Image.Exif()
        turned[0x0112] = 6
        Image.new("RGB", (30, 20)).save(tmp_path / "turned.jpg", exif=turned)
        Image.new("I;16", (31, 20)).save(tmp_path / "deep.tif")
        Image.new("L", (32, 20)).save(tmp_path / "grey.bmp")
        Image.new("RGBA", (33, 20)).save(tmp_path / "alpha.webp")
        names = ["turned.jpg", "deep.tif", "grey.bmp", "alpha.webp"]
        dataset = ln.Dataset.from_images([str(tmp_path / name) for name in names])
        dataset.compute_metadata()
        found = dataset.values(
            ["metadata.width", "metadata.height", "metadata.num_channels", "metadata.mime_type"]
        )
        assert list(zip(*found, strict=True)) == [
            (20, 30, 3, "image/jpeg"),
            (31, 20, 1, "image/tiff"),
            (32, 20, 3, "image/bmp"),
            (33, 20, 4, "image/webp"),
        ]

    def test_what_is_set_stays_unless_it_is_to_be_overwritten(self, tmp_path: Path) -> None:
        for name in ("a.png", "b.png"):
            Image.new("RGB", (8, 6)).save(tmp_path / name)
        dataset = ln.Dataset()
        dataset.add_samples(
            [
                ln.Sample(str(tmp_path / "a.png"), metadata=ln.ImageMetadata(width=99)),
                ln.Sample(str(tmp_path / "b.png")),
            ]
        )
        dataset.compute_metadata()
        assert dataset.values("metadata.width") == [99, 8]
        dataset.limit(1).compute_metadata(overwrite=True, num_workers=1)
        assert dataset.values("metadata.width") == [8, 8]

    def test_samples_in_hand_have_them_at_once(self, tmp_path: Path) -> None:
        Image.new("RGB", (8, 6)).save(tmp_path / "a.png")
        dataset = ln.Dataset()
        sample = ln.Sample(str(tmp_path / "a.png"))
        dataset.add_sample(sample)
        dataset.compute_metadata()
        assert sample.metadata.height == 6

    def test_the_way_is_told(self, tmp_path: Path) -> None:
        paths = []
        for i in range(5):
            paths.append(str(tmp_path / f"{i}.png"))
            Image.new("RGB", (8, 6)).save(paths[-1])
        told: list[tuple[int, int | None]] = []
        dataset = ln.Dataset.from_images(paths)
        dataset.compute_metadata(progress=lambda shown: told.append((shown.done, shown.total)))
        assert told[-1] == (5, 5)

    def test_videos_have_those_of_videos(self, video: str, tmp_path: Path) -> None:
        dataset = ln.Dataset()
        other = write_webm(tmp_path / "other.webm", frames=3, rate=3)
        dataset.add_samples([ln.Sample(video), ln.Sample(other)])
        assert dataset.media_type == "video"
        dataset.compute_metadata()
        assert dataset.values("metadata.total_frame_count") == [12, 3]
        assert isinstance(dataset.first().metadata, ln.VideoMetadata)
        assert dataset.match(ln.ViewField("metadata.total_frame_count") > 5).values("filepath") == [
            video
        ]

    def test_one_sample_by_its_kind(self, video: str) -> None:
        sample = ln.Sample(video)
        sample.compute_metadata()
        assert isinstance(sample.metadata, ln.VideoMetadata)
