"""Says what each tile shows, by a classifier that has not seen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier

from lunette.zoo.quickstart.features import PatchFeatures, patches_of
from lunette.zoo.quickstart.tiles import Tile

__all__ = ["Scene", "classify"]

_TREES = 80
_FOLDS = 4


@dataclass(frozen=True)
class Scene:
    """What a tile was predicted to show.

    Attributes:
        label: the class
        confidence: its probability
        probabilities: of every class, in alphabetical order
    """

    label: str
    confidence: float
    probabilities: NDArray[np.float64]


def classify(
    pictures: Sequence[NDArray[np.uint8]], tiles: Sequence[Sequence[Tile]], labels: Sequence[str]
) -> list[list[Scene]]:
    """Predictions for all tiles of all photographs.

    A random forest looks at small patches, and a tile has the mean of the probabilities of its
    patches. There are four forests, one for each quarter of the photographs: it is trained on the
    tiles of the other three quarters and predicts those of its own, so that no tile is predicted
    by a forest that has seen any pixel of it. A whole photograph has the mean of its tiles,
    weighted by their area; one without tiles was never trained on and has the mean of all four
    forests.

    Args:
        pictures: the photographs
        tiles: the tiles of each
        labels: the class of each photograph
    """
    vectors: list[list[NDArray[Any]]] = []
    for picture, parts in zip(pictures, tiles, strict=True):
        features = PatchFeatures(picture)
        vectors.append(
            [np.stack([features(patch) for patch in patches_of(tile.box)]) for tile in parts]
        )
    classes = sorted(set(labels))
    forests = [_forest(vectors, tiles, labels, fold) for fold in range(_FOLDS)]
    rows = _of_tiles(vectors, tiles, forests)
    predictions = []
    for photograph, (own, parts) in enumerate(zip(vectors, tiles, strict=True)):
        known = [number for number, tile in enumerate(parts) if tile.quarter is not None]
        if known:
            whole = np.average(
                [rows[photograph, number] for number in known],
                axis=0,
                weights=[parts[number].box.area for number in known],
            )
        else:
            whole = np.mean([forest.predict_proba(own[0]) for forest in forests], axis=(0, 1))
        predictions.append(
            [_scene(rows.get((photograph, number), whole), classes) for number in range(len(parts))]
        )
    return predictions


def _of_tiles(
    vectors: list[list[NDArray[Any]]], tiles: Sequence[Sequence[Tile]], forests: list[Any]
) -> dict[tuple[int, int], NDArray[Any]]:
    """Mean probabilities by numbers of photograph and tile, for all tiles that are in a quarter."""
    rows = {}
    for quarter, forest in enumerate(forests):
        keys = [
            (photograph, number)
            for photograph, parts in enumerate(tiles)
            for number, tile in enumerate(parts)
            if tile.quarter == quarter
        ]
        patches = [vectors[photograph][number] for photograph, number in keys]
        # One question for all of them: a forest has a large overhead for each.
        answers = forest.predict_proba(np.concatenate(patches))
        ends = np.cumsum([len(part) for part in patches])[:-1]
        for key, part in zip(keys, np.split(answers, ends), strict=True):
            rows[key] = part.mean(axis=0)
    return rows


def _forest(
    vectors: list[list[NDArray[Any]]],
    tiles: Sequence[Sequence[Tile]],
    labels: Sequence[str],
    left_out: int,
) -> Any:
    """A forest trained on the tiles of the other quarters."""
    samples, targets = [], []
    for own, parts, label in zip(vectors, tiles, labels, strict=True):
        for part, tile in zip(own, parts, strict=True):
            if tile.quarter is not None and tile.quarter != left_out:
                samples.append(part)
                targets += [label] * len(part)
    forest = RandomForestClassifier(
        _TREES, min_samples_leaf=2, class_weight="balanced", random_state=left_out
    )
    return forest.fit(np.concatenate(samples), targets)


def _scene(probabilities: NDArray[np.float64], classes: list[str]) -> Scene:
    best = int(np.argmax(probabilities))
    return Scene(classes[best], float(probabilities[best]), probabilities)
