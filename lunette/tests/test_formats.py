"""Datasets from files and into files, through a real bridge."""

from __future__ import annotations

import io
import json
import tarfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import lunette as ln
import lunette.utils.data as lnud
from lunette import ViewField as F

pytestmark = pytest.mark.usefixtures("bridge")


def _picture(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 20), (200, 100, 50)).save(path)
    return str(path)


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[ln.Dataset]:
    """Three pictures: two boxes, one box, none."""
    dataset = ln.Dataset()
    boxes = [
        [ln.Detection(label="cat", bounding_box=[0.1, 0.1, 0.2, 0.5], confidence=0.9, mood="calm")],
        [ln.Detection(label="dog", bounding_box=[0, 0, 1, 1], confidence=0.4)],
    ]
    boxes[0].append(ln.Detection(label="dog", bounding_box=[0.5, 0.5, 0.5, 0.5], confidence=0.2))
    samples = [ln.Sample(_picture(tmp_path / "in" / f"{name}.png")) for name in "abc"]
    for sample, labels in zip(samples, boxes, strict=False):
        sample["gt"] = ln.Detections(detections=labels)
    samples[0]["weather"] = "fine"
    samples[0].tags = ["first"]
    dataset.add_samples(samples)
    yield dataset
    dataset.delete()


def _names(dataset: Any) -> list[str]:
    return sorted(Path(path).name for path in dataset.values("filepath"))


class TestFromDir:
    def test_reads_labels_classes_and_info(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        dataset.export(str(tmp_path / "coco"), ln.types.COCODetectionDataset, label_field="gt")
        read = ln.Dataset.from_dir(
            dataset_dir=str(tmp_path / "coco"),
            dataset_type=ln.types.COCODetectionDataset,
            label_field="objects",
            label_types="detections",
            tags="imported",
        )
        assert _names(read) == ["a.png", "b.png", "c.png"]
        assert read.count_values("objects.detections.label") == {"cat": 1, "dog": 2}
        assert read.default_classes == ["cat", "dog"]
        assert read.count_sample_tags() == {"imported": 3}
        first = read.sort_by("filepath").first()
        assert first.objects.detections[0].mood == "calm"
        assert first.objects.detections[0].confidence == 0.9
        assert first.metadata.width == 40

    def test_leaves_no_dataset_behind_if_the_files_are_damaged(self, tmp_path: Path) -> None:
        (tmp_path / "labels.json").write_text('{"images": [{"id": 1}]}')
        with pytest.raises(ValueError, match=r"labels\.json, line 1, images\[0\]\.file_name"):
            ln.Dataset.from_dir(str(tmp_path), ln.types.COCODetectionDataset, name="damaged")
        assert not ln.dataset_exists("damaged")

    def test_says_what_is_no_dataset_type(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"one of lunette\.types"):
            ln.Dataset.from_dir(str(tmp_path), dataset_type="coco")
        with pytest.raises(ValueError, match="give dataset_type"):
            ln.Dataset.from_dir(str(tmp_path))

    def test_names_options_that_there_are(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"no option 'max'.*max_samples"):
            ln.Dataset.from_dir(str(tmp_path), ln.types.ImageDirectory, max=3)


class TestAddDir:
    def test_returns_the_ids_and_keeps_what_was_there(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        _picture(tmp_path / "more" / "x.png")
        ids = dataset.add_dir(str(tmp_path / "more"), ln.types.ImageDirectory)
        assert len(ids) == 1
        assert Path(dataset[ids[0]].filepath).name == "x.png"
        assert len(dataset) == 4

    def test_adds_no_fields_without_expand_schema(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        _picture(tmp_path / "tree" / "cat" / "x.png")
        with pytest.raises(ValueError, match="no field 'scene'"):
            dataset.add_dir(
                str(tmp_path / "tree"),
                ln.types.ImageClassificationDirectoryTree,
                label_field="scene",
                expand_schema=False,
            )
        assert len(dataset) == 3

    def test_says_how_many_samples_were_added_before_an_error(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        _picture(tmp_path / "data" / "x.png")
        rows = "".join("x.png\n" for _ in range(1500))
        (tmp_path / "labels.csv").write_text(f"filepath\n{rows}gone.png\n")
        with pytest.raises(ValueError, match=r"line 1502.*gone\.png.*1000 samples .* were added"):
            dataset.add_dir(str(tmp_path), ln.types.CSVDataset)
        assert len(dataset) == 1003

    def test_declares_attributes_with_dynamic(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        dataset.export(str(tmp_path / "coco"), ln.types.COCODetectionDataset, label_field="gt")
        read = ln.Dataset.from_dir(
            str(tmp_path / "coco"),
            ln.types.COCODetectionDataset,
            label_types="detections",
            dynamic=True,
        )
        assert "ground_truth.detections.mood" in read.get_field_schema(flat=True)


class TestMergeDir:
    def test_adds_labels_to_samples_of_the_same_file(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        labels = {"classes": [], "labels": {"a": "day", "b": "night"}}
        (tmp_path / "labels.json").write_text(json.dumps(labels))
        dataset.merge_dir(
            data_path=str(tmp_path / "in"),
            labels_path=str(tmp_path / "labels.json"),
            dataset_type=ln.types.FiftyOneImageClassificationDataset,
            label_field="scene",
        )
        assert len(dataset) == 3
        assert dataset.count_values("scene.label") == {"day": 1, "night": 1, None: 1}
        assert dataset.count("gt.detections") == 3


class TestExport:
    def test_writes_what_a_view_shows(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        view = dataset.filter_labels("gt", F("confidence") > 0.3)
        view.export(str(tmp_path / "out"), ln.types.COCODetectionDataset, label_field="gt")
        written = json.loads((tmp_path / "out" / "labels.json").read_text())
        assert [one["file_name"] for one in written["images"]] == ["a.png", "b.png"]
        assert len(written["annotations"]) == 2

    def test_leaves_out_fields_that_a_view_leaves_out(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        dataset.select_fields("weather").export(str(tmp_path / "out"), ln.types.FiftyOneDataset)
        metadata = json.loads((tmp_path / "out" / "metadata.json").read_text())
        names = [field["name"] for field in metadata["sample_fields"]]
        assert "weather" in names
        assert "gt" not in names

    def test_warns_about_what_it_left_out(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        with pytest.warns(UserWarning, match="2 labels are of none of the given classes") as caught:
            dataset.export(
                str(tmp_path / "out"),
                ln.types.COCODetectionDataset,
                label_field="gt",
                classes=["cat"],
            )
        assert caught[0].filename == __file__

    def test_takes_patterns_and_refuses_fields_that_do_not_fit(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        dataset.export(str(tmp_path / "out"), ln.types.VOCDetectionDataset, label_field="g*")
        assert len(list((tmp_path / "out" / "labels").iterdir())) == 2
        with pytest.raises(ValueError, match="no label field 'weather'"):
            dataset.export(str(tmp_path / "x"), ln.types.VOCDetectionDataset, label_field="weather")

    def test_is_told_where_it_may_not_write(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(ValueError, match="is a file"):
            dataset.export(str(tmp_path / "file"), ln.types.ImageDirectory)


class TestFiftyOneDataset:
    def test_keeps_everything(self, dataset: ln.Dataset, tmp_path: Path) -> None:
        first = dataset.first()
        first["seg"] = ln.Segmentation(mask=np.array([[0, 1], [2, 300]], dtype=np.uint16))
        first["vector"] = np.array([1.5, 2.5])
        first.save()
        dataset.info = {"author": "me"}
        dataset.default_classes = ["cat", "dog"]
        dataset.save_view("sure", dataset.filter_labels("gt", F("confidence") > 0.3))
        config = dataset.init_run(k=3)
        dataset.register_run("my_run", config)
        dataset.export(str(tmp_path / "out"), ln.types.FiftyOneDataset)

        read = ln.Dataset.from_dir(str(tmp_path / "out"), ln.types.FiftyOneDataset)
        assert read.info == {"author": "me"}
        assert read.default_classes == ["cat", "dog"]
        assert list(read.get_field_schema()) == list(dataset.get_field_schema())
        for old in dataset:
            new = read[old.id]
            assert new.tags == old.tags
            assert new.gt == old.gt
            assert new.weather == old.weather
        assert np.array_equal(read[first.id].seg.mask, first.seg.mask)
        assert np.array_equal(read[first.id].vector, first.vector)
        assert len(read.load_saved_view("sure")) == 2
        config = read.get_run_info("my_run").config
        assert config is not None
        assert config.k == 3

    def test_keeps_frames(self, tmp_path: Path) -> None:
        path = tmp_path / "v.mp4"
        path.write_bytes(b"no video")
        dataset = ln.Dataset()
        sample = ln.Sample(str(path))
        sample.frames[1] = ln.Frame(scene=ln.Classification(label="day"))
        sample.frames[3] = ln.Frame(scene=ln.Classification(label="night"))
        dataset.add_sample(sample)
        dataset.export(str(tmp_path / "out"), ln.types.FiftyOneDataset)
        read = ln.Dataset.from_dir(str(tmp_path / "out"), ln.types.FiftyOneDataset)
        frames = read.first().frames
        assert {number: frames[number].scene.label for number in frames} == {1: "day", 3: "night"}
        assert read.media_type == "video"


class TestTables:
    @pytest.mark.parametrize("kind", [ln.types.ArrowDataset, ln.types.ParquetDataset])
    def test_keep_samples(self, dataset: ln.Dataset, tmp_path: Path, kind: type) -> None:
        dataset.export(str(tmp_path / "out"), kind)
        read = ln.Dataset.from_dir(str(tmp_path / "out"), kind)
        assert read.values("filepath") == dataset.values("filepath")
        for old in dataset:
            assert read[old.id].gt == old.gt
            assert read[old.id].weather == old.weather


class TestGroups:
    def test_all_slices_are_kept_by_fiftyone_datasets(self, tmp_path: Path) -> None:
        dataset = ln.Dataset()
        dataset.add_group_field("group", default="left")
        for number in range(2):
            group = ln.Group()
            dataset.add_samples(
                ln.Sample(_picture(tmp_path / f"{side}-{number}.png"), group=group.element(side))
                for side in ("left", "right")
            )
        dataset.export(str(tmp_path / "out"), ln.types.FiftyOneDataset)
        read = ln.Dataset.from_dir(str(tmp_path / "out"), ln.types.FiftyOneDataset)
        assert read.media_type == "group"
        assert read.group_slices == ["left", "right"]
        assert len(read) == 2
        assert len(read.select_group_slices()) == 4


class TestGeneratedViews:
    def test_patches_are_written_like_other_samples(
        self, dataset: ln.Dataset, tmp_path: Path
    ) -> None:
        patches = dataset.to_patches("gt")
        patches.export(str(tmp_path / "out"), ln.types.ImageClassificationDirectoryTree)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["cat", "dog"]
        assert len(list((tmp_path / "out" / "dog").iterdir())) == 2


class TestArchives:
    @pytest.mark.parametrize("name", ["d.zip", "d.tar", "d.tar.gz"])
    def test_are_written_and_read(self, dataset: ln.Dataset, tmp_path: Path, name: str) -> None:
        archive = tmp_path / "archives" / name
        dataset.export(str(archive), ln.types.YOLOv5Dataset, label_field="gt")
        assert [path.name for path in archive.parent.iterdir()] == [name]
        read = ln.Dataset.from_archive(
            str(archive), ln.types.YOLOv5Dataset, label_field="gt", cleanup=False
        )
        assert read.count("gt.detections") == 3
        assert archive.exists()

    @pytest.mark.parametrize("name", ["../evil.txt", "/tmp/evil.txt", "a/../../evil.txt"])
    def test_never_lead_out_of_their_folder(self, tmp_path: Path, name: str) -> None:
        with zipfile.ZipFile(tmp_path / "z.zip", "w") as packed:
            packed.writestr(name, "x")
        with tarfile.open(tmp_path / "t.tar", "w") as tar:
            info = tarfile.TarInfo(name)
            info.size = 1
            tar.addfile(info, io.BytesIO(b"x"))
        for archive in ("z.zip", "t.tar"):
            with pytest.raises(ValueError, match="leads out of the archive"):
                ln.Dataset.from_archive(str(tmp_path / archive), ln.types.ImageDirectory)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["t.tar", "z.zip"]

    def test_may_hold_no_links(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "t.tar", "w") as tar:
            info = tarfile.TarInfo("link")
            info.type = tarfile.SYMTYPE
            info.linkname = "/etc/passwd"
            tar.addfile(info)
        with pytest.raises(ValueError, match="link"):
            ln.Dataset.from_archive(str(tmp_path / "t.tar"), ln.types.ImageDirectory)

    def test_that_are_damaged_or_bombs_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "z.zip").write_bytes(b"PK\x03\x04 no archive")
        with pytest.raises(ValueError, match="cannot be unpacked"):
            ln.Dataset.from_archive(str(tmp_path / "z.zip"), ln.types.ImageDirectory)
        monkeypatch.setattr("lunette.core.archives._MAX_BYTES", 1000)
        with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("big.txt", "0" * 1_000_000)
        with pytest.raises(ValueError, match="suspiciously large"):
            ln.Dataset.from_archive(str(tmp_path / "b.zip"), ln.types.ImageDirectory)
        assert not (tmp_path / "b").exists()


class TestOwnImportersAndExporters:
    def test_labels_of_an_importer(self, tmp_path: Path) -> None:
        path = _picture(tmp_path / "a.png")

        class Importer(lnud.LabeledImageDatasetImporter):
            def setup(self) -> None:
                self.left = [(path, None, ln.Classification(label="cat"))]

            def __next__(self) -> Any:
                if not self.left:
                    raise StopIteration
                return self.left.pop()

            def __len__(self) -> int:
                return 1

            @property
            def has_dataset_info(self) -> bool:
                return True

            def get_dataset_info(self) -> dict[str, Any]:
                return {"default_classes": ["cat"], "author": "me"}

        dataset = ln.Dataset.from_importer(Importer(), tags="mine")
        assert dataset.first().ground_truth.label == "cat"
        assert dataset.first().tags == ["mine"]
        assert dataset.default_classes == ["cat"]
        assert dataset.info == {"author": "me"}

    def test_labels_for_an_exporter(self, dataset: ln.Dataset) -> None:
        seen: list[tuple[str, int]] = []

        class Exporter(lnud.LabeledImageDatasetExporter):
            @property
            def label_cls(self) -> Any:
                return ln.Detections

            def export_sample(self, image: Any, label: Any, metadata: Any = None) -> None:
                seen.append((Path(image).name, len(label.detections) if label else 0))

        dataset.export(dataset_exporter=Exporter())
        assert sorted(seen) == [("a.png", 2), ("b.png", 1), ("c.png", 0)]


def test_nothing_is_warned_of_if_nothing_was_left_out(dataset: ln.Dataset, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dataset.export(str(tmp_path / "out"), ln.types.YOLOv5Dataset, label_field="gt")
        ln.Dataset.from_dir(str(tmp_path / "out"), ln.types.YOLOv5Dataset)


class TestMediaAndParsers:
    def test_videos_of_a_folder(self, tmp_path: Path) -> None:
        for name in ("a.mp4", "b.txt", "in/c.mov"):
            (tmp_path / "v" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "v" / name).write_bytes(b"x")
        dataset = ln.Dataset.from_videos_dir(str(tmp_path / "v"))
        assert _names(dataset) == ["a.mp4", "c.mov"]
        assert dataset.media_type == "video"
        assert len(ln.Dataset.from_videos_patt(str(tmp_path / "v" / "*.mp4"))) == 1

    def test_labeled_images_as_pairs_or_by_a_parser(self, tmp_path: Path) -> None:
        path = _picture(tmp_path / "a.png")
        pairs = [(path, ln.Classification(label="cat"))]
        dataset = ln.Dataset.from_labeled_images(pairs, label_field="scene")
        assert dataset.first().scene.label == "cat"

        class Parser(lnud.LabeledImageSampleParser):
            def get_image_path(self) -> str:
                return str(self.current_sample["path"])

            def get_label(self) -> Any:
                return {"kind": ln.Classification(label=self.current_sample["kind"])}

        dataset.add_labeled_images([{"path": path, "kind": "pet"}], Parser(), label_field="x")
        assert dataset.last().x_kind.label == "pet"

    def test_ingested_images_are_copies_with_names_of_their_own(self, tmp_path: Path) -> None:
        paths = [_picture(tmp_path / folder / "a.png") for folder in ("x", "y")]
        dataset = ln.Dataset()
        dataset.ingest_images(paths, dataset_dir=str(tmp_path / "copies"))
        assert _names(dataset) == ["a-2.png", "a.png"]
        assert all(str(tmp_path / "copies") in path for path in dataset.values("filepath"))

        class Parser(lnud.UnlabeledImageSampleParser):
            @property
            def has_image_path(self) -> bool:
                return False

            def get_image(self) -> Any:
                return np.full((4, 6, 3), self.current_sample, dtype=np.uint8)

        with pytest.raises(ValueError, match="ingest_images"):
            dataset.add_labeled_images([7], Parser())
        dataset.ingest_images([7], Parser(), dataset_dir=str(tmp_path / "copies"))
        assert Image.open(dataset.last().filepath).size == (6, 4)


def test_a_cancelled_import_says_so_and_keeps_whole_batches(
    dataset: ln.Dataset, tmp_path: Path
) -> None:
    _picture(tmp_path / "data" / "x.png")
    (tmp_path / "labels.csv").write_text("filepath\n" + "x.png\n" * 150_000)

    class Stop(Exception):
        pass

    def stop(progress: Any) -> None:
        if progress.done >= 1000:
            raise Stop

    with pytest.raises(Stop):
        dataset.add_dir(str(tmp_path), ln.types.CSVDataset, progress=stop)
    # The bridge ends with the batch that it is writing.
    assert (len(dataset) - 3) % 1000 == 0
    assert len(dataset) < 150_003
