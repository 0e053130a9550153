"""What a sample says of its file and its dataset."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lunette.core.media import media_type_of

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.sample_document import SampleDocument

__all__ = ["SampleProperties"]


class SampleProperties:
    """What a sample says of its file and its dataset."""

    __slots__ = ()

    if TYPE_CHECKING:
        _doc: SampleDocument
        filepath: str

    @property
    def dataset(self) -> Dataset | None:
        """The dataset of the sample, or None."""
        return self._doc.dataset

    @property
    def in_dataset(self) -> bool:
        """Whether the sample is in a dataset."""
        return self._doc.dataset is not None

    @property
    def dataset_id(self) -> str | None:
        """The id of the sample's dataset, or None."""
        return None if self._doc.dataset is None else self._doc.dataset._id

    @property
    def filename(self) -> str:
        """The last part of the file's path."""
        return os.path.basename(self.filepath)  # noqa: PTH119 - a Path would cost ten times more

    @property
    def media_type(self) -> str:
        """``"image"``, ``"video"``, ``"point-cloud"`` or ``"3d"``, by the file's name."""
        return media_type_of(self.filepath)
