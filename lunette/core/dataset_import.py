"""Datasets from image files."""

from __future__ import annotations

import glob as globbing
import os
from collections.abc import Iterable, Iterator, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lunette.core.media import IMAGE_SUFFIXES
from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample

__all__ = ["DatasetImport", "files_in", "images_in", "matching"]

D = TypeVar("D", bound="DatasetImport")


class DatasetImport:
    """Datasets from image files; the files stay where they are."""

    if TYPE_CHECKING:

        def __init__(
            self, name: str | None = None, persistent: bool = False, overwrite: bool = False
        ) -> None: ...
        def add_samples(
            self,
            samples: Iterable[Sample],
            *,
            progress: ProgressOption = None,
            num_samples: int | None = None,
        ) -> list[str]: ...
        def delete(self) -> None: ...

    @classmethod
    def from_images_dir(
        cls: type[D],
        images_dir: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: str | Iterable[str] | None = None,
        recursive: bool = True,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of the images in a folder.

        Args:
            images_dir: the folder
            name (None): name of the dataset
            persistent (False): whether it outlives the session
            overwrite (False): whether to delete an existing dataset of that name
            tags (None): tags of every sample
            recursive (True): also images in folders inside
            progress (None): whether to show progress

        Raises:
            ValueError: if there is no such folder
        """
        paths = list(images_in(images_dir, recursive))
        return cls.from_images(
            paths,
            name=name,
            persistent=persistent,
            overwrite=overwrite,
            tags=tags,
            progress=progress,
        )

    @classmethod
    def from_images(
        cls: type[D],
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: str | Iterable[str] | None = None,
        progress: ProgressOption = None,
        generator: bool = False,
    ) -> D:
        """A new dataset of image files.

        Args:
            paths_or_samples: paths, or anything that ``sample_parser`` takes
            sample_parser (None): a function from an item to a path
            name (None): name of the dataset
            persistent (False): whether it outlives the session
            overwrite (False): whether to delete an existing dataset of that name
            tags (None): tags of every sample
            progress (None): whether to show progress
            generator (False): has no effect; any iterable is read as it is written
        """
        dataset = cls(name, persistent=persistent, overwrite=overwrite)
        try:
            dataset.add_images(paths_or_samples, sample_parser, tags=tags, progress=progress)
        except BaseException:
            # A dataset that nobody has a name for would only be in the way.
            dataset.delete()
            raise
        return dataset

    @classmethod
    def from_images_patt(
        cls: type[D],
        images_patt: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: str | Iterable[str] | None = None,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of the files that match a pattern such as ``"photos/**/*.jpg"``."""
        return cls.from_images(
            matching(images_patt),
            name=name,
            persistent=persistent,
            overwrite=overwrite,
            tags=tags,
            progress=progress,
        )

    def add_images(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: str | Iterable[str] | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds image files; returns the ids of their samples. See :meth:`from_images`."""
        given = [tags] if isinstance(tags, str) else list(tags or ())
        count = len(paths_or_samples) if isinstance(paths_or_samples, Sized) else None
        samples = (Sample(_path_of(item, sample_parser), tags=given) for item in paths_or_samples)
        return self.add_samples(samples, progress=progress, num_samples=count)

    def add_images_dir(
        self,
        images_dir: str,
        tags: str | Iterable[str] | None = None,
        recursive: bool = True,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds the images in a folder; returns the ids. See :meth:`from_images_dir`."""
        paths = list(images_in(images_dir, recursive))
        return self.add_images(paths, tags=tags, progress=progress)

    def add_images_patt(
        self,
        images_patt: str,
        tags: str | Iterable[str] | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds the files that match a pattern; returns the ids."""
        return self.add_images(matching(images_patt), tags=tags, progress=progress)


def _path_of(item: Any, parser: Any) -> Any:
    """The path that a parser of ``lunette.utils.data`` or a function finds in an item."""
    if parser is None:
        return item
    if not hasattr(parser, "with_sample"):
        return parser(item)
    parser.with_sample(item)
    return parser.get_image_path()


def images_in(folder: Any, recursive: bool) -> Iterator[str]:
    """Paths of the images in a folder, sorted; hidden files and folders are left out."""
    for path in files_in(folder, recursive):
        suffix = path[path.rfind(".") :].lower() if "." in path else ""
        if suffix in IMAGE_SUFFIXES:
            yield path


def files_in(folder: Any, recursive: bool) -> Iterator[str]:
    """Paths of the files in a folder, sorted; hidden files and folders are left out."""
    root = Path(folder).expanduser().absolute()
    if not root.is_dir():
        raise ValueError(f"There is no folder {root}.")
    for parent, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".")) if recursive else []
        for file in sorted(files):
            if not file.startswith("."):
                yield os.path.join(parent, file)  # noqa: PTH118 - many times faster than Path


def matching(pattern: Any) -> list[str]:
    """Paths of the files that match a pattern, sorted."""
    text = os.path.expanduser(os.fspath(pattern))  # noqa: PTH111 - a pattern is no path
    found = globbing.glob(text, recursive=True)  # noqa: PTH207 - absolute patterns
    return sorted(path for path in found if Path(path).is_file())
