"""Datasets from videos and from labeled items."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any, TypeVar

from lunette.core.dataset_import import files_in, matching
from lunette.core.media import media_type_of
from lunette.core.progress import ProgressOption
from lunette.core.sample import Sample

__all__ = ["DatasetMedia", "tuple_parser"]

D = TypeVar("D", bound="DatasetMedia")


class DatasetMedia:
    """``from_videos``, ``from_labeled_images`` and what belongs to them."""

    if TYPE_CHECKING:

        def __init__(
            self, name: str | None = None, persistent: bool = False, overwrite: bool = False
        ) -> None: ...
        def add_samples(
            self,
            samples: Iterable[Sample],
            expand_schema: bool = True,
            dynamic: bool = False,
            *,
            progress: ProgressOption = None,
            num_samples: int | None = None,
        ) -> list[str]: ...
        def delete(self) -> None: ...

    @classmethod
    def _new(
        cls: type[D],
        name: str | None,
        persistent: bool,
        overwrite: bool,
        fill: Callable[[D], object],
    ) -> D:
        """A new dataset; nothing stays of it if it cannot be filled."""
        dataset = cls(name, persistent=persistent, overwrite=overwrite)
        try:
            fill(dataset)
        except BaseException:
            dataset.delete()
            raise
        return dataset

    # Videos

    @classmethod
    def from_videos(
        cls: type[D],
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: str | Iterable[str] | None = None,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of video files, which stay where they are.

        Args:
            paths_or_samples: paths, or anything that ``sample_parser`` takes
            sample_parser (None): a parser of ``lunette.utils.data``, or a function from an item to
                a path
            name (None): name of the dataset
            persistent (False): whether it outlives the session
            overwrite (False): whether to delete an existing dataset of that name
            tags (None): tags of every sample
            progress (None): whether to show progress
        """
        return cls._new(
            name,
            persistent,
            overwrite,
            lambda dataset: dataset.add_videos(
                paths_or_samples, sample_parser, tags=tags, progress=progress
            ),
        )

    def add_videos(
        self,
        paths_or_samples: Iterable[Any],
        sample_parser: Any = None,
        tags: str | Iterable[str] | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds video files; returns the ids of their samples. See :meth:`from_videos`."""
        return self._add_items(paths_or_samples, sample_parser, None, tags, progress)

    @classmethod
    def from_videos_dir(
        cls: type[D],
        videos_dir: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: str | Iterable[str] | None = None,
        recursive: bool = True,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of the videos in a folder. See :meth:`from_videos`."""
        return cls.from_videos(
            list(_videos_in(videos_dir, recursive)),
            name=name,
            persistent=persistent,
            overwrite=overwrite,
            tags=tags,
            progress=progress,
        )

    def add_videos_dir(
        self,
        videos_dir: str,
        tags: str | Iterable[str] | None = None,
        recursive: bool = True,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds the videos in a folder; returns the ids."""
        paths = list(_videos_in(videos_dir, recursive))
        return self.add_videos(paths, tags=tags, progress=progress)

    @classmethod
    def from_videos_patt(
        cls: type[D],
        videos_patt: str,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        tags: str | Iterable[str] | None = None,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of the files that match a pattern such as ``"clips/**/*.mp4"``."""
        return cls.from_videos(
            matching(videos_patt),
            name=name,
            persistent=persistent,
            overwrite=overwrite,
            tags=tags,
            progress=progress,
        )

    def add_videos_patt(
        self,
        videos_patt: str,
        tags: str | Iterable[str] | None = None,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds the files that match a pattern; returns the ids."""
        return self.add_videos(matching(videos_patt), tags=tags, progress=progress)

    # Labeled items

    @classmethod
    def from_labeled_images(
        cls: type[D],
        samples: Iterable[Any],
        sample_parser: Any = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        dynamic: bool = False,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of labeled images.

        Args:
            samples: items that ``sample_parser`` takes, by default ``(image_path, label)``
            sample_parser (None): a parser of ``lunette.utils.data``
            label_field (None): the field of single labels, by default ``"ground_truth"``; of dicts
                of labels a prefix, or a dict of fields by key
            dynamic (False): whether to declare attributes of the labels
        """
        return cls._new(
            name,
            persistent,
            overwrite,
            lambda dataset: dataset.add_labeled_images(
                samples, sample_parser, label_field, tags, dynamic=dynamic, progress=progress
            ),
        )

    def add_labeled_images(
        self,
        samples: Iterable[Any],
        sample_parser: Any = None,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds labeled images; returns the ids. See :meth:`from_labeled_images`."""
        return self._add_items(
            samples,
            sample_parser or tuple_parser(),
            label_field,
            tags,
            progress,
            expand_schema,
            dynamic,
        )

    @classmethod
    def from_labeled_videos(
        cls: type[D],
        samples: Iterable[Any],
        sample_parser: Any,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        dynamic: bool = False,
        progress: ProgressOption = None,
    ) -> D:
        """A new dataset of labeled videos. See :meth:`from_labeled_images`."""
        return cls._new(
            name,
            persistent,
            overwrite,
            lambda dataset: dataset.add_labeled_videos(
                samples, sample_parser, label_field, tags, dynamic=dynamic, progress=progress
            ),
        )

    def add_labeled_videos(
        self,
        samples: Iterable[Any],
        sample_parser: Any,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        generator: bool = False,
        progress: ProgressOption = None,
    ) -> list[str]:
        """Adds labeled videos; returns the ids. See :meth:`from_labeled_images`."""
        return self._add_items(
            samples, sample_parser, label_field, tags, progress, expand_schema, dynamic
        )

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
    ) -> list[str]:
        given = [tags] if isinstance(tags, str) else list(tags or ())

        def samples() -> Iterator[Sample]:
            for item in items:
                path, labels, frames, is_new = _parsed(item, parser, write)
                sample = Sample(path, tags=given)
                if labels is not None:
                    single = not isinstance(labels, dict) and label_field is None
                    sample.add_labels(labels, "ground_truth" if single else label_field)
                if frames:
                    sample.add_labels(frames, label_field)
                yield sample if change is None or is_new else change(sample)

        count = len(items) if isinstance(items, Sized) else None
        return self.add_samples(
            samples(), expand_schema, dynamic, progress=progress, num_samples=count
        )


def _parsed(
    item: Any, parser: Any, write: Callable[[Any], str] | None
) -> tuple[str, Any, Any, bool]:
    """Path, labels, labels of frames, and whether the file was made just now."""
    if parser is None:
        return os.fspath(item), None, None, False
    if not hasattr(parser, "with_sample"):
        return os.fspath(parser(item)), None, None, False
    parser.with_sample(item)
    label = parser.get_label() if hasattr(parser, "get_label") else None
    frames = parser.get_frame_labels() if hasattr(parser, "get_frame_labels") else None
    if hasattr(parser, "get_video_path"):
        return parser.get_video_path(), label, frames, False
    if getattr(parser, "has_image_path", True):
        return parser.get_image_path(), label, frames, False
    if write is None:
        raise ValueError(
            "The parser's images are in no files: use ingest_images() or ingest_labeled_images(), "
            "which write them."
        )
    return write(parser.get_image()), label, frames, True


def tuple_parser() -> Any:
    """The parser of pairs of an image's path and a label."""
    from lunette.utils.data.parsers import LabeledImageTupleSampleParser

    return LabeledImageTupleSampleParser()


def _videos_in(folder: Any, recursive: bool) -> Iterator[str]:
    return (path for path in files_in(folder, recursive) if media_type_of(path) == "video")
