"""The photographs that the dataset is made of, and where they are on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["SOURCES", "Source", "read_picture", "require_packages", "source_path"]

_FOLDERS = {"skimage": ("skimage", "data"), "sklearn": ("sklearn", "datasets", "images")}

_NEEDED = {"skimage": "scikit-image", "sklearn": "scikit-learn", "scipy": "scipy"}


@dataclass(frozen=True)
class Source:
    """A photograph inside an installed Python package.

    Attributes:
        name: start of the names of the files made from it
        file: its file name in the package's folder of pictures
        scene: what it shows, the class to be predicted
        layouts: how each quarter is cut, in the order top left, top right, bottom left, bottom
            right; the letters are those of :data:`lunette.zoo.quickstart.tiles.LAYOUTS`
        cut: where the quarters meet, as a share of height and of width, so that no face and no
            other main subject is cut
        package: the package that it ships in
    """

    name: str
    file: str
    scene: str
    layouts: tuple[str, str, str, str] | None
    cut: tuple[float, float] = (0.5, 0.5)
    package: str = "skimage"


#: The order is the order of the first screen: colourful and varied ones first.
SOURCES: tuple[Source, ...] = (
    Source("flower", "flower.jpg", "flower", ("one", "-", "|", "one"), (0.84, 0.7), "sklearn"),
    Source("retina", "retina.jpg", "retina", ("four", "nine", "nine", "four")),
    Source("coffee", "coffee.png", "coffee", ("one", "|", "-", "L"), (0.5, 0.55)),
    Source("hubble", "hubble_deep_field.jpg", "galaxies", ("L", "nine", "nine", "four")),
    Source("astronaut", "astronaut.png", "astronaut", ("L", "|", "T", "four"), (0.36, 0.6)),
    Source("tissue", "ihc.png", "tissue", ("four", "|", "-", "T")),
    Source("pagoda", "china.jpg", "pagoda", ("one", "-", "|", "L"), (0.55, 0.6), "sklearn"),
    Source("cat", "chelsea.png", "cat", ("one", "|", "-", "one"), (0.56, 0.53)),
    Source("motorcycle", "motorcycle_left.png", "motorcycle", ("|", "L", "T", "four")),
    Source("rocket", "rocket.jpg", "rocket", ("|", "one", "L", "-"), (0.55, 0.6)),
    Source("coins", "coins.png", "coins", ("one", "|", "-", "four"), (0.5, 0.5)),
    Source("photographer", "camera.png", "photographer", ("one", "T", "|", "four"), (0.55, 0.58)),
    Source("brick", "brick.png", "brick", ("four", "L", "T", "|")),
    Source("gravel", "gravel.png", "gravel", ("-", "four", "L", "one")),
    Source("grass", "grass.png", "grass", ("T", "one", "|", "four")),
    Source("moon", "moon.png", "moon", ("-", "one", "one", "four"), (0.42, 0.45)),
    Source("page", "page.png", "text", ("one", "|", "-", "one")),
    Source("handwriting", "text.png", "text", ("|", "one", "one", "-")),
    Source("cell", "cell.png", "cell", ("one", "one", "one", "one"), (0.42, 0.45)),
    Source("clock", "clock_motion.png", "clock", ("one", "one", "one", "one"), (0.78, 0.7)),
    Source("microaneurysms", "microaneurysms.png", "retina", None),
)


def require_packages() -> None:
    """Checks that the packages with photographs and algorithms are there.

    Raises:
        ImportError: if one is missing, with the command that installs it
    """
    missing = []
    for module, package in _NEEDED.items():
        try:
            import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            missing.append(package)
    if missing:
        raise ImportError(
            f"The quickstart dataset is made with {' and '.join(missing)}, not installed in this "
            'environment. Run: pip install "lunette[zoo]"'
        )


def source_path(source: Source) -> Path:
    """The file of a photograph.

    Raises:
        FileNotFoundError: if the installed package does not have it
    """
    module, *folders = _FOLDERS[source.package]
    root = import_module(module)
    path = Path(str(root.__file__)).parent.joinpath(*folders, source.file)
    if not path.is_file():
        package = _NEEDED[source.package]
        raise FileNotFoundError(
            f"The photograph {source.file} is not part of the installed {package} "
            f"{root.__version__} (looked for {path}). "
            f"Run: pip install --upgrade --force-reinstall {package}"
        )
    return path


def read_picture(source: Source) -> NDArray[np.uint8]:
    """The pixels of a photograph: shape (height, width) if it is grey, else (height, width, 3)."""
    from PIL import Image

    with Image.open(source_path(source)) as image:
        return np.asarray(image.convert("L" if image.mode == "L" else "RGB"), dtype=np.uint8)
