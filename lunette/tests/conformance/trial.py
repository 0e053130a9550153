"""What the questions are asked of: a library, a folder of pictures, small datasets."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

PICTURES = 12

#: Questions that make datasets of their own, by name.
CASES: dict[str, Callable[[Trial], Any]] = {}


def case(question: Callable[[Trial], Any]) -> Callable[[Trial], Any]:
    """Registers a question under its function's name."""
    CASES[question.__name__] = question
    return question


def plain(value: Any) -> Any:
    """An answer in a form that both libraries and JSON share."""
    if isinstance(value, dict):
        # 2 and 2.0 are one key of a dict.
        named = {f"{k:g}" if isinstance(k, float) else str(k): plain(v) for k, v in value.items()}
        return dict(sorted(named.items()))
    if isinstance(value, (list, tuple)) or type(value).__name__ in ("dict_keys", "BaseList"):
        return [plain(element) for element in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return "nan" if math.isnan(value) else round(value, 6)
    if isinstance(value, datetime.date):
        return str(value)
    if isinstance(value, (str, int, bool)) or value is None:
        return value
    return type(value).__name__


def builtin_error(error: Exception) -> str:
    """The built-in exception that an error is a kind of: what callers catch."""
    return next(base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins")


def outcome(action: Callable[[], Any]) -> list[Any]:
    """What an action gives, or the kind of error that it raises."""
    try:
        return ["ok", plain(action())]
    except Exception as error:  # noqa: BLE001 - any error is an answer
        return ["err", builtin_error(error)]


class Trial:
    """A library under question.

    Args:
        library: the module
        folder: where pictures are made
    """

    def __init__(self, library: Any, folder: Path) -> None:
        self.fo = library
        self.F = library.ViewField
        self.folder = folder
        self.made: list[str] = []
        for i in range(PICTURES):
            image = Image.new("RGB", (64 + i, 48), (i * 20, 100, 50))
            image.save(self.picture(i))

    def picture(self, number: int) -> str:
        """The path of a picture; those beyond the twelfth do not exist."""
        return str(self.folder / f"{number:02d}.png")

    def _dataset(self, name: str) -> Any:
        if self.fo.dataset_exists(name):
            self.fo.delete_dataset(name)
        self.made.append(name)
        return self.fo.Dataset(name)

    def new(self, count: int = 4) -> Any:
        """A dataset of few samples with numbers, words, classes; the i-th has i boxes."""
        fo = self.fo
        dataset = self._dataset(f"conformance-{len(self.made)}")
        dataset.add_samples(
            [
                fo.Sample(
                    self.picture(i),
                    num=float(i),
                    word=f"w{i}",
                    cls=fo.Classification(label=f"c{i % 2}", confidence=i / 10),
                    det=fo.Detections(
                        detections=[
                            fo.Detection(
                                label=f"d{j}",
                                bounding_box=[0.1 * j, 0.1, 0.2, 0.2],
                                confidence=j / 4,
                            )
                            for j in range(i)
                        ]
                    ),
                )
                for i in range(count)
            ]
        )
        return dataset

    def common(self) -> Any:
        """The dataset of all sorts of fields, with values missing here and there."""
        fo = self.fo
        dataset = self._dataset("conformance-common")
        samples = []
        for i in range(PICTURES):
            sample = fo.Sample(self.picture(i), tags=[["a"], ["b"], ["a", "b"], []][i % 4])
            sample["num"] = None if i == 5 else float(i * 1.5 if i % 2 else i)
            sample["count_"] = i % 4
            sample["word"] = None if i == 3 else ["Cat", "dog ", "  cow", "elk", "a_b"][i % 5]
            sample["flag"] = [True, False, None][i % 3]
            sample["when"] = datetime.datetime(2020 + i, 1 + i % 12, 1 + i, i, i, i, i * 1000)
            sample["day"] = datetime.date(2020, 1, 1 + i)
            sample["nums"] = None if i == 2 else [float(x) for x in range(i % 5)]
            sample["words"] = [["x", "y"], ["y", "z", "y"], []][i % 3]
            sample["d"] = {"k": i, "s": f"v{i}"}
            confidence = None if i == 4 else i / 12
            sample["cls"] = fo.Classification(label=["p", "q"][i % 2], confidence=confidence)
            if i != 6:
                sample["det"] = fo.Detections(detections=[self._box(i, j) for j in range(i % 4)])
            sample["geo"] = fo.GeoLocation(point=[-73.9 + 0.01 * i, 40.7])
            sample["kps"] = fo.Keypoints(
                keypoints=[
                    fo.Keypoint(
                        label="k",
                        points=[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1 * i / 12)],
                        confidence=[0.1 * i / 1.2, 0.5, 0.9],
                    )
                ]
            )
            samples.append(sample)
        dataset.add_samples(samples)
        return dataset

    def _box(self, i: int, j: int) -> Any:
        return self.fo.Detection(
            label=["cat", "dog", "cow"][(i + j) % 3],
            bounding_box=[0.1 * j, 0.2, 0.1 + 0.05 * i / 12, 0.3],
            confidence=None if (i, j) == (7, 0) else round((i + j) / 16, 3),
            attr=j,
            tags=["t"] if j == 1 else [],
        )

    @staticmethod
    def labels(dataset: Any) -> Any:
        """The labels of the boxes."""
        return dataset.values("det.detections.label")

    def shown(self, view: Any) -> dict[str, Any]:
        """What a view shows."""
        schema = view.get_field_schema()
        patches = "Patches" in type(view).__name__
        label = "det.label" if patches else "det.detections.label"
        return {
            "n": len(view),
            "names": [Path(path).stem for path in view.values("filepath")],
            "labels": view.values(label),
            "num": view.values("num") if "num" in schema else "no field",
            "word": view.values("word") if "word" in schema else "no field",
            "fields": sorted(schema),
        }

    def clean(self) -> None:
        """Deletes what was made."""
        for name in self.made:
            if self.fo.dataset_exists(name):
                self.fo.delete_dataset(name)
