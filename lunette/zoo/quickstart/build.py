"""Makes the files and samples of the quickstart dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lunette.core.labels import Classification
from lunette.core.metadata import ImageMetadata
from lunette.core.sample import Sample
from lunette.zoo.quickstart.annotate import annotate
from lunette.zoo.quickstart.classify import Scene, classify
from lunette.zoo.quickstart.crop import crop
from lunette.zoo.quickstart.features import PATCH
from lunette.zoo.quickstart.labels import label_fields
from lunette.zoo.quickstart.pixel_statistics import pixel_statistics
from lunette.zoo.quickstart.sources import SOURCES, Source, read_picture
from lunette.zoo.quickstart.tiles import Tile, tiles_of

__all__ = ["STEPS", "build_samples", "file_names", "write_images"]

_JPEG_QUALITY = 92

#: How often ``build_samples`` calls its argument ``done``: once for each photograph's annotation,
#: once for the classifier.
STEPS = len(SOURCES) + 1


@dataclass(frozen=True)
class _Part:
    """A tile of a photograph on its way to become a sample."""

    source: Source
    picture: NDArray[np.uint8]
    tile: Tile

    @property
    def file_name(self) -> str:
        """Grey pictures are PNG, which keeps them exact; coloured ones are JPEG."""
        suffix = "png" if self.picture.ndim == 2 else "jpg"
        return f"{self.source.name}-{self.tile.number:02}.{suffix}"

    @property
    def pixels(self) -> NDArray[np.uint8]:
        return self.picture[self.tile.box.slices]


def file_names() -> list[str]:
    """The names of all files, in the order of the samples."""
    return [part.file_name for part in _interleaved(_parts())]


def write_images(folder: Path) -> None:
    """Writes the files of all samples into a folder that exists."""
    from PIL import Image

    for part in _interleaved(_parts()):
        image = Image.fromarray(np.ascontiguousarray(part.pixels))
        options: dict[str, Any] = (
            {"quality": _JPEG_QUALITY} if part.file_name.endswith("jpg") else {"optimize": True}
        )
        image.save(folder / part.file_name, **options)


def build_samples(
    images: Path, filepaths: Path, done: Callable[[str], None] = lambda _: None
) -> list[Sample]:
    """All samples with their labels, computed from the photographs; the same each time.

    Args:
        images: folder of the files, as written by :func:`write_images`
        filepaths: folder that the samples shall name as that of their files
        done: called after each of the :data:`STEPS` with what was done
    """
    parts = _parts()
    pictures = [own[0].picture for own in parts]
    annotations = []
    for own, picture in zip(parts, pictures, strict=True):
        annotations.append(annotate(own[0].source.name, picture))
        done(own[0].source.name)
    scenes = classify(
        pictures,
        [[part.tile for part in own] for own in parts],
        [own[0].source.scene for own in parts],
    )
    done("scenes")
    samples: dict[str, Sample] = {}
    for own, found, predicted in zip(parts, annotations, scenes, strict=True):
        for part, scene in zip(own, predicted, strict=True):
            box = part.tile.box
            fields = {} if found is None else label_fields(crop(found, box), box.height, box.width)
            samples[part.file_name] = _sample(part, scene, fields, images, filepaths)
    return [samples[part.file_name] for part in _interleaved(parts)]


def _sample(
    part: _Part, scene: Scene, fields: dict[str, Any], images: Path, filepaths: Path
) -> Sample:
    statistics = pixel_statistics(part.pixels)
    split = part.tile.split
    place = "whole" if split is None else split
    return Sample(
        filepath=str(filepaths / part.file_name),
        tags=[place, *statistics.tags],
        metadata=ImageMetadata.build_for(str(images / part.file_name)),
        split=split,
        source=f"{part.source.package}: {part.source.file}",
        **fields,
        scene=Classification(label=part.source.scene),
        scene_prediction=Classification(
            label=scene.label,
            confidence=round(scene.confidence, 4),
            logits=np.log(np.clip(scene.probabilities, 1e-6, 1.0)),
        ),
        brightness=statistics.brightness,
        sharpness=statistics.sharpness,
    )


def _parts() -> list[list[_Part]]:
    """The tiles of each photograph, the whole photograph first."""
    parts = []
    for source in SOURCES:
        picture = read_picture(source)
        height, width = picture.shape[:2]
        tiles = tiles_of(source, height, width)
        small = [tile for tile in tiles if min(tile.box.height, tile.box.width) < PATCH]
        if small:
            raise ValueError(f"A tile of {source.file} is smaller than {PATCH} pixels: {small[0]}.")
        parts.append([_Part(source, picture, tile) for tile in tiles])
    return parts


def _interleaved(parts: list[list[_Part]]) -> Iterator[_Part]:
    """First the whole photographs, then the first tile of each, then the second of each, so that
    every screen shows something of everything."""
    for number in range(max(len(own) for own in parts)):
        for own in parts:
            if number < len(own):
                yield own[number]
