"""Which algorithms look at which photograph."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lunette.zoo.quickstart.annotations import Annotations
from lunette.zoo.quickstart.cat import annotate_cat
from lunette.zoo.quickstart.cells import annotate_cell, annotate_tissue
from lunette.zoo.quickstart.coins import annotate_coins
from lunette.zoo.quickstart.colours import annotate_coffee, annotate_flower
from lunette.zoo.quickstart.faces import annotate_portrait
from lunette.zoo.quickstart.landscape import annotate_pagoda
from lunette.zoo.quickstart.lights import annotate_galaxies, annotate_launch
from lunette.zoo.quickstart.motorcycle import annotate_motorcycle
from lunette.zoo.quickstart.retina import annotate_microaneurysms, annotate_retina
from lunette.zoo.quickstart.silhouettes import (
    annotate_clock,
    annotate_moon,
    annotate_photographer,
)
from lunette.zoo.quickstart.stones import annotate_brick, annotate_gravel
from lunette.zoo.quickstart.writing import annotate_handwriting, annotate_page

__all__ = ["annotate"]

#: By name of the source. Grass has nothing to be detected.
_ANNOTATORS: dict[str, Callable[[NDArray[np.uint8]], Annotations]] = {
    "astronaut": annotate_portrait,
    "brick": annotate_brick,
    "cat": annotate_cat,
    "cell": annotate_cell,
    "clock": annotate_clock,
    "coffee": annotate_coffee,
    "coins": annotate_coins,
    "flower": annotate_flower,
    "gravel": annotate_gravel,
    "handwriting": annotate_handwriting,
    "hubble": annotate_galaxies,
    "microaneurysms": annotate_microaneurysms,
    "moon": annotate_moon,
    "motorcycle": annotate_motorcycle,
    "page": annotate_page,
    "pagoda": annotate_pagoda,
    "photographer": annotate_photographer,
    "retina": annotate_retina,
    "rocket": annotate_launch,
    "tissue": annotate_tissue,
}


def annotate(name: str, picture: NDArray[np.uint8]) -> Annotations | None:
    """What is found in the photograph of that source; None if nothing is looked for."""
    annotator = _ANNOTATORS.get(name)
    return None if annotator is None else annotator(picture)
