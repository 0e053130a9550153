"""The zoo: what the quickstart dataset holds, and that making it leaves nothing half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import lunette as ln
from lunette import ViewField as F
from lunette._bridge import client
from lunette.tests.support.notebook import running_notebook

# Making it takes 20 seconds on a quiet machine with two cores.
pytestmark = pytest.mark.timeout(400)

#: Makes the dataset of two photographs only, in a process of its own.
_SMALL_BUILD = """
import os, signal
import lunette as ln
import lunette.zoo.quickstart.build as build

build.SOURCES = tuple(source for source in build.SOURCES if source.name in ("cat", "coins"))
{more}
dataset = ln.zoo.load_dataset("quickstart")
print(len(dataset), *ln.list_datasets())
"""

_KILLED_WHILE_ADDING = """
def add_and_die(self, samples, **options):
    add_samples(self, samples[:3], **options)
    os.kill(os.getpid(), signal.SIGKILL)

add_samples = ln.Dataset.add_samples
ln.Dataset.add_samples = add_and_die
"""

_KILLED_WHILE_WRITING = """
def write_and_die(folder):
    (folder / "cat-00.jpg").write_bytes(b"half a picture")
    os.kill(os.getpid(), signal.SIGKILL)

build.write_images = write_and_die
"""


def run_small_build(home: Path, more: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SMALL_BUILD.format(more=more)],
        env={**os.environ, "LUNETTE_HOME": str(home), "LUNETTE_IDLE_SECONDS": "60"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def dataset(lunette_home: Path) -> ln.Dataset:
    return ln.zoo.load_dataset("quickstart")


@pytest.fixture(scope="module")
def samples(dataset: ln.Dataset) -> list[Any]:
    return list(dataset)


@pytest.fixture
def home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("LUNETTE_HOME", str(own_home))
    try:
        yield own_home
    finally:
        client().close()


def found(sample: Any, field: str) -> list[Any]:
    label = sample[field] if sample.has_field(field) else None
    return [] if label is None else list(getattr(label, label._list))


class TestNames:
    def test_the_zoo_lists_its_datasets(self) -> None:
        assert ln.zoo.list_zoo_datasets() == ["quickstart"]

    def test_an_unknown_name_says_what_there_is(self) -> None:
        with pytest.raises(ValueError, match=r"no dataset 'coco' in the zoo; it has: quickstart"):
            ln.zoo.load_dataset("coco")


class TestPictures:
    def test_there_are_over_200_of_many_sizes_and_shapes(self, samples: list[Any]) -> None:
        sizes = {(sample.metadata.width, sample.metadata.height) for sample in samples}
        ratios = np.array([width / height for width, height in sizes])
        assert len(samples) >= 200
        assert len(sizes) > 80
        assert (ratios < 0.8).sum() > 10
        assert (ratios > 1.25).sum() > 10
        assert (abs(ratios - 1) < 0.05).sum() > 5
        assert min(min(size) for size in sizes) < 64
        assert max(max(size) for size in sizes) > 1000

    def test_metadata_is_that_of_the_files(self, samples: list[Any]) -> None:
        for sample in samples:
            path = Path(sample.filepath)
            with Image.open(path) as image:
                image.load()
                assert image.size == (sample.metadata.width, sample.metadata.height)
                assert len(image.getbands()) == sample.metadata.num_channels
            assert path.stat().st_size == sample.metadata.size_bytes

    def test_they_are_in_the_data_home(self, samples: list[Any], lunette_home: Path) -> None:
        folder = Path(os.path.realpath(lunette_home)) / "zoo" / "quickstart"
        assert {Path(sample.filepath).parent for sample in samples} == {folder}
        assert len(list(folder.iterdir())) == len(samples)

    def test_brightness_is_that_of_the_pixels(self, samples: list[Any]) -> None:
        for sample in samples[::17]:
            with Image.open(sample.filepath) as image:
                pixels = np.asarray(image.convert("RGB"), dtype=float) / 255
            luminance = pixels @ (0.2125, 0.7154, 0.0721)
            # JPEG changes single pixels, hardly their mean.
            assert sample["brightness"] == pytest.approx(luminance.mean(), abs=0.01)

    def test_no_pixel_is_in_two_splits(self, samples: list[Any]) -> None:
        from lunette.zoo.quickstart.sources import SOURCES, read_picture
        from lunette.zoo.quickstart.tiles import tiles_of

        for source in SOURCES:
            height, width = read_picture(source).shape[:2]
            owner = np.full((height, width), "", dtype=object)
            for tile in tiles_of(source, height, width):
                if tile.split is not None:
                    assert set(np.unique(owner[tile.box.slices].astype(str))) == {""}
                    owner[tile.box.slices] = tile.split

    def test_tags_name_the_split_and_what_stands_out(self, samples: list[Any]) -> None:
        for sample in samples:
            splits = {"train", "test", "validation", "whole"} & set(sample.tags)
            assert splits == {sample["split"] or "whole"}
            assert ("dark" in sample.tags) == (sample["brightness"] < 0.2)
            assert ("grey" in sample.tags) == (sample.metadata.num_channels == 1)
        assert {"train", "test", "validation", "whole", "dark", "bright", "blurry", "grey"} == {
            tag for sample in samples for tag in sample.tags
        }


class TestLabels:
    def test_boxes_are_inside_the_picture_and_masks_cover_their_pixels(
        self, samples: list[Any]
    ) -> None:
        for sample in samples:
            width, height = sample.metadata.width, sample.metadata.height
            for detection in found(sample, "ground_truth") + found(sample, "predictions"):
                x, y, w, h = detection.bounding_box
                assert x >= 0 and y >= 0 and w > 0 and h > 0
                assert x + w <= 1 + 1e-9 and y + h <= 1 + 1e-9
                if detection.mask is not None:
                    assert detection.mask.dtype == bool
                    assert detection.mask.shape == (round(h * height), round(w * width))
                    # The box is the tightest one.
                    mask = detection.mask
                    assert mask[0].any() and mask[-1].any()
                    assert mask[:, 0].any() and mask[:, -1].any()

    def test_only_predictions_have_a_confidence_and_it_varies(self, samples: list[Any]) -> None:
        truths = [label for sample in samples for label in found(sample, "ground_truth")]
        predictions = [label for sample in samples for label in found(sample, "predictions")]
        assert len(truths) > 1500 and len(predictions) > 1500
        assert all(label.confidence is None for label in truths)
        confidence = np.array([label.confidence for label in predictions])
        assert confidence.min() >= 0 and confidence.max() <= 1
        assert 0.15 < (confidence > 0.8).mean() < 0.6
        assert len(np.unique(confidence)) > 500

    def test_many_classes_of_objects(self, samples: list[Any]) -> None:
        classes = {label.label for sample in samples for label in found(sample, "ground_truth")}
        assert {
            "brick",
            "coin",
            "eye",
            "face",
            "flower",
            "galaxy",
            "nucleus",
            "optic disc",
            "stone",
            "word",
        } <= classes

    def test_all_24_coins_are_found_by_both_algorithms(self, dataset: ln.Dataset) -> None:
        coins = whole(dataset, "coins-00.png")
        truths, predictions = found(coins, "ground_truth"), found(coins, "predictions")
        assert len(truths) == len(predictions) == 24
        best = [max(overlap(truth, other) for other in predictions) for truth in truths]
        assert min(best) > 0.7
        # They are two algorithms: they draw no coin the same.
        masks = {truth.mask.tobytes() for truth in truths}
        assert not masks & {prediction.mask.tobytes() for prediction in predictions}

    def test_the_face_is_the_surest_of_the_predicted_ones(self, dataset: ln.Dataset) -> None:
        astronaut = whole(dataset, "astronaut-00.jpg")
        (face,) = found(astronaut, "ground_truth")
        predictions = found(astronaut, "predictions")
        assert len(predictions) > 1
        surest = max(predictions, key=lambda label: label.confidence)
        assert overlap(face, surest) > 0.5

    def test_a_cat_has_two_eyes(self, dataset: ln.Dataset) -> None:
        eyes = found(whole(dataset, "cat-00.jpg"), "ground_truth")
        assert [eye.label for eye in eyes] == ["eye", "eye"]

    def test_galaxies_are_predicted_where_they_are(self, dataset: ln.Dataset) -> None:
        field = whole(dataset, "hubble-00.jpg")
        truths, predictions = found(field, "ground_truth"), found(field, "predictions")
        sure = [label for label in predictions if label.confidence > 0.8]
        centres = np.array([centre(label) for label in predictions])
        hit = [inside(label, centres).any() for label in truths]
        assert len(truths) > 150
        assert np.mean(hit) > 0.85
        assert 50 < len(sure) < len(predictions)

    def test_lines_points_and_pixels_where_there_are_some(self, dataset: ln.Dataset) -> None:
        retina = whole(dataset, "retina-00.jpg")
        assert {line.label for line in found(retina, "polylines")} == {"vessel"}
        assert not any(line.closed for line in found(retina, "polylines"))
        assert [points.label for points in found(retina, "keypoints")] == ["fork"]
        share = (retina["segmentation"].mask == 1).mean()
        assert 0.05 < share < 0.2
        flower = whole(dataset, "flower-00.jpg")
        assert all(outline.closed for outline in found(flower, "polylines"))
        assert len(dataset.exists("segmentation")) > 60
        assert len(dataset.exists("keypoints")) > 60
        assert len(dataset.exists("polylines")) > 60

    def test_vesselness_is_higher_on_vessels(self, dataset: ln.Dataset) -> None:
        retina = whole(dataset, "retina-00.jpg")
        heat = retina["vesselness"].map
        assert heat.min() >= 0 and heat.max() <= 1
        vessel = np.asarray(
            Image.fromarray(retina["segmentation"].mask).resize(
                heat.shape[::-1], Image.Resampling.NEAREST
            )
        )
        assert heat[vessel == 1].mean() > 4 * heat[vessel == 0].mean()

    def test_keypoints_have_a_confidence_for_each_point(self, samples: list[Any]) -> None:
        for sample in samples:
            for label in found(sample, "keypoints"):
                assert len(label.confidence) == len(label.points)
                assert all(0 <= value <= 1 for value in label.confidence)
                assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in label.points)

    def test_grass_was_not_searched_and_an_empty_sky_has_an_empty_list(
        self, dataset: ln.Dataset
    ) -> None:
        assert whole(dataset, "grass-00.png")["ground_truth"] is None
        empty = [
            sample
            for sample in dataset
            if sample["ground_truth"] is not None and not found(sample, "ground_truth")
        ]
        assert empty


class TestScenes:
    def test_the_classifier_is_good_but_not_perfect(self, samples: list[Any]) -> None:
        right = [s["scene"].label == s["scene_prediction"].label for s in samples]
        assert 0.85 < np.mean(right) < 1

    def test_it_is_less_sure_where_it_is_wrong(self, samples: list[Any]) -> None:
        def mean_confidence(right: bool) -> float:
            return float(
                np.mean(
                    [
                        s["scene_prediction"].confidence
                        for s in samples
                        if (s["scene"].label == s["scene_prediction"].label) == right
                    ]
                )
            )

        assert mean_confidence(True) > mean_confidence(False) + 0.2

    def test_no_forest_has_seen_what_it_predicts(self) -> None:
        """Two photographs whose upper left quarters are swapped: a classifier that had seen these
        tiles would know them by heart, one that has not is fooled."""
        from lunette.zoo.quickstart.classify import classify
        from lunette.zoo.quickstart.sources import SOURCES
        from lunette.zoo.quickstart.tiles import tiles_of

        random = np.random.default_rng(0)
        rough = random.integers(0, 255, (256, 256)).astype(np.uint8)
        smooth = random.integers(120, 130, (256, 256)).astype(np.uint8)
        rough[:128, :128], smooth[:128, :128] = smooth[:128, :128], rough[:128, :128].copy()
        source = next(source for source in SOURCES if source.name == "brick")
        tiles = tiles_of(source, 256, 256)
        predicted = classify([rough, smooth], [tiles, tiles], ["rough", "smooth"])
        for scenes, seen_elsewhere in zip(predicted, ("smooth", "rough"), strict=True):
            swapped = [
                scene for tile, scene in zip(tiles, scenes, strict=True) if tile.quarter == 0
            ]
            assert {scene.label for scene in swapped} == {seen_elsewhere}
            assert min(scene.confidence for scene in swapped) > 0.9


class TestViews:
    def test_the_view_of_the_tour_keeps_a_decent_part(self, dataset: ln.Dataset) -> None:
        view = dataset.filter_labels("predictions", F("confidence") > 0.8).sort_by("filepath")
        assert 0.3 * len(dataset) < len(view) < 0.9 * len(dataset)
        assert view.bounds("predictions.detections.confidence")[0] > 0.8
        paths = view.values("filepath")
        assert paths == sorted(paths)

    def test_the_first_screen_shows_every_photograph(self, dataset: ln.Dataset) -> None:
        first = dataset.limit(21)
        assert first.count_values("tags")["whole"] == 21
        assert len(first.distinct("source")) == 21


class TestMaking:
    def test_the_second_load_is_the_stored_dataset(self, dataset: ln.Dataset) -> None:
        assert dataset.persistent
        assert ln.zoo.load_dataset("quickstart") is dataset
        assert [n for n in ln.list_datasets() if n.startswith("quickstart")] == ["quickstart"]

    def test_a_missing_file_is_made_again_and_edits_stay(self, dataset: ln.Dataset) -> None:
        sample = whole(dataset, "cat-00.jpg")
        path, before = Path(sample.filepath), Path(sample.filepath).read_bytes()
        sample.tags.append("mine")
        sample.save()
        path.unlink()
        ln.zoo.load_dataset("quickstart")
        assert path.read_bytes() == before
        assert "mine" in whole(dataset, "cat-00.jpg").tags
        sample.tags.remove("mine")
        sample.save()

    def test_it_is_the_same_each_time(self, tmp_path: Path) -> None:
        from lunette.zoo.quickstart.annotate import annotate
        from lunette.zoo.quickstart.build import write_images
        from lunette.zoo.quickstart.sources import SOURCES, read_picture

        for folder in (tmp_path / "one", tmp_path / "two"):
            folder.mkdir()
            write_images(folder)
        for path in (tmp_path / "one").iterdir():
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        source = next(source for source in SOURCES if source.name == "rocket")
        once, again = (annotate(source.name, read_picture(source)) for _ in range(2))
        assert once is not None and again is not None
        assert [p.confidence for p in once.predictions] == [p.confidence for p in again.predictions]
        assert [c.points.tolist() for c in once.curves] == [c.points.tolist() for c in again.curves]

    @pytest.mark.parametrize("death", [_KILLED_WHILE_ADDING, _KILLED_WHILE_WRITING])
    def test_a_killed_build_leaves_no_half_dataset(self, home: Path, death: str) -> None:
        killed = run_small_build(home, death)
        assert killed.returncode == -signal.SIGKILL
        assert not ln.dataset_exists("quickstart")
        folder = home / "zoo" / "quickstart"
        assert all(readable(path) for path in folder.iterdir())
        repaired = run_small_build(home)
        assert repaired.returncode == 0, repaired.stderr
        assert repaired.stdout.split() == ["17", "quickstart"]
        assert all(readable(path) for path in folder.iterdir())

    def test_progress_in_a_file_is_two_lines(self, home: Path) -> None:
        lines = run_small_build(home).stderr.splitlines()
        assert lines[0] == "Making the dataset 'quickstart' …"
        assert lines[-1].startswith("Made the dataset 'quickstart' (")
        assert len(lines) == 2

    def test_progress_in_a_notebook_leaves_one_output(self, home: Path) -> None:
        with running_notebook() as notebook:
            outputs = notebook.run(_SMALL_BUILD.format(more=""))
        (output,) = [found for found in outputs if found.get("name") != "stdout"]
        assert output["data"]["text/plain"].startswith("Made the dataset 'quickstart' (")

    def test_the_example_notebook_runs_without_a_browser(self, dataset: ln.Dataset) -> None:
        path = Path(__file__).parents[2] / "examples" / "quickstart.ipynb"
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)
        with running_notebook() as notebook:
            shown = [
                notebook.run("".join(cell["source"]))
                for cell in cells
                if cell["cell_type"] == "code"
            ]
        assert "image/png" in shown[1][0]["data"]
        assert "image/png" in shown[-1][0]["data"]

    def test_another_dataset_of_that_name_is_not_touched(self, home: Path) -> None:
        mine = ln.Dataset("quickstart")
        with pytest.raises(ValueError, match="not the one of the zoo"):
            ln.zoo.load_dataset("quickstart")
        assert ln.dataset_exists("quickstart")
        mine.delete()

    @pytest.mark.parametrize(
        ("module", "package"), [("skimage", "scikit-image"), ("sklearn", "scikit-learn")]
    )
    def test_a_missing_package_says_how_to_get_it(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, module: str, package: str
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(ImportError, match=rf'{package}.*pip install "lunette\[zoo\]"'):
            ln.zoo.load_dataset("quickstart")
        assert ln.list_datasets() == []

    def test_importing_lunette_does_not_import_the_algorithms(self) -> None:
        code = "import sys, lunette; lunette.zoo; print([m for m in sys.modules if m[:3] == 'ski'])"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"


def whole(dataset: ln.Dataset, name: str) -> Any:
    """The sample of a file of the quickstart."""
    return dataset[str(Path(dataset.first().filepath).parent / name)]


def overlap(one: Any, other: Any) -> float:
    """Intersection over union of two boxes."""
    (x, y, w, h), (u, v, s, t) = one.bounding_box, other.bounding_box
    width, height = min(x + w, u + s) - max(x, u), min(y + h, v + t) - max(y, v)
    common = max(0.0, width) * max(0.0, height)
    return float(common / (w * h + s * t - common))


def centre(detection: Any) -> tuple[float, float]:
    x, y, w, h = detection.bounding_box
    return x + w / 2, y + h / 2


def inside(detection: Any, points: Any) -> Any:
    x, y, w, h = detection.bounding_box
    return np.all((points >= (x, y)) & (points <= (x + w, y + h)), axis=1)


def readable(path: Path) -> bool:
    with Image.open(path) as image:
        image.load()
    return True
