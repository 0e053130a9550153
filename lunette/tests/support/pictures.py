"""Small datasets of real picture files."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

import lunette as ln

__all__ = ["picture_dataset"]


def picture_dataset(folder: Path, count: int = 6, name: str | None = None) -> ln.Dataset:
    """Pictures of several sizes and colours; every second has the tag "even".

    Each has two detections in `predictions`, "cat" with confidence 0.1 × its index and "dog" with
    the tag "checked", and a classification in `weather`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    samples = []
    for i in range(count):
        file = folder / f"{i:03}.png"
        Image.new("RGB", (60 + 10 * i, 50), (40 * i % 256, 120, 200)).save(file)
        cat = ln.Detection(label="cat", bounding_box=[0.1, 0.1, 0.4, 0.4], confidence=i / 10)
        dog = ln.Detection(label="dog", bounding_box=[0.5, 0.5, 0.4, 0.4], tags=["checked"])
        samples.append(
            ln.Sample(
                filepath=str(file),
                tags=["even"] if i % 2 == 0 else [],
                predictions=ln.Detections(detections=[cat, dog]),
                weather=ln.Classification(label="sunny" if i % 2 else "rain"),
            )
        )
    dataset = ln.Dataset(name)
    dataset.add_samples(samples, progress=False)
    return dataset
