"""Datasets from media that are copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunette.core.dataset_media import tuple_parser
from lunette.core.media import normal_path
from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample

__all__ = ["DatasetIngest", "get_default_dataset_dir"]


def get_default_dataset_dir(name: str) -> str:
    """The folder in which media are put that are copied for a dataset."""
    from lunette._bridge_runtime import data_home

    return str(data_home() / "datasets" / name)


class DatasetIngest:
    """``ingest_images`` and what belongs to it."""

    if TYPE_CHECKING:
        name: str

        def _add_items(
            self,
            items: Iterable[Any],
            parser: Any,
            label_field: str | dict[str, str] | None,
            tags: str | Iterable[str] | None,
            progress: ProgressOption,
            expand_schema: bool = True,
            dynamic: bool = False,
            change: Callable[[Sample], Sample] | None = None,
            write: Callable[[Any], str] | None = None,
        ) -> list[str]: ...

    def ingest_images(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: str | Iterable[str] | None = None,
        dataset_dir: str | None = None,
        image_format: str | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Copies images into a folder and adds them; returns the ids.

        Args:
            paths_or_samples: paths, or anything that ``sample_parser`` takes
            sample_parser (None): a parser of ``lunette.utils.data``
            tags (None): tags of every sample
            dataset_dir (None): the folder, by default one in the data home
            image_format (None): the suffix of images that are in no files, by default ``".png"``
        """
        return self._ingest(
            paths_or_samples, sample_parser, None, tags, dataset_dir, image_format, progress
        )

    def ingest_labeled_images(
        self,
        samples: Iterable[Any],
        sample_parser: Any = None,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        dataset_dir: str | None = None,
        image_format: str | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Copies labeled images into a folder and adds them. See :meth:`ingest_images`."""
        return self._ingest(
            samples,
            sample_parser or tuple_parser(),
            label_field,
            tags,
            dataset_dir,
            image_format,
            progress,
            expand_schema,
            dynamic,
        )

    def ingest_videos(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: str | Iterable[str] | None = None,
        dataset_dir: str | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Copies videos into a folder and adds them. See :meth:`ingest_images`."""
        return self._ingest(
            paths_or_samples, sample_parser, None, tags, dataset_dir, None, progress
        )

    def _ingest(
        self,
        items: Iterable[Any],
        parser: Any,
        label_field: str | dict[str, str] | None,
        tags: str | Iterable[str] | None,
        dataset_dir: str | None,
        image_format: str | None,
        progress: ProgressOption,
        expand_schema: bool = True,
        dynamic: bool = False,
    ) -> list[str]:
        folder = Path(normal_path(dataset_dir or get_default_dataset_dir(self.name)))
        folder.mkdir(parents=True, exist_ok=True)
        suffix = image_format or ".png"

        def copied(sample: Sample) -> Sample:
            target = _free_name(folder / Path(sample.filepath).name)
            shutil.copyfile(sample.filepath, target)
            sample.filepath = str(target)
            return sample

        def written(array: Any) -> str:
            from PIL import Image

            target = _free_name(folder / f"image{suffix}")
            Image.fromarray(array).save(target)
            return str(target)

        return self._add_items(
            items, parser, label_field, tags, progress, expand_schema, dynamic, copied, written
        )


def _free_name(path: Path) -> Path:
    """The path, or one with ``-2``, ``-3`` … where there is no file yet."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
