"""Properties of a dataset as its views have them, and what is known of the labels of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunette.core.collection_base import CollectionBase

if TYPE_CHECKING:
    from lunette.core.app_config import DatasetAppConfig
    from lunette.core.dataset import Dataset
    from lunette.core.keypoint_skeleton import KeypointSkeleton
    from lunette.core.label_targets import MaskTargets
    from lunette.core.view import DatasetView

__all__ = ["CollectionProperties"]


class CollectionProperties(CollectionBase):
    """Properties of the dataset; a view reads those of its dataset."""

    @property
    def tags(self) -> list[str]:
        """Tags of the dataset."""
        return self._dataset.tags

    @property
    def description(self) -> str | None:
        """What the dataset is."""
        return self._dataset.description

    @property
    def info(self) -> dict[str, Any]:
        """Any facts about the dataset."""
        return self._dataset.info

    @property
    def app_config(self) -> DatasetAppConfig:
        """How the App shows the dataset."""
        return self._dataset.app_config

    @property
    def classes(self) -> dict[str, list[str]]:
        """By field, the classes that its labels may have."""
        return self._dataset.classes

    @property
    def default_classes(self) -> list[str]:
        """The classes of fields that have none of their own in :attr:`classes`."""
        return self._dataset.default_classes

    @property
    def mask_targets(self) -> dict[str, MaskTargets]:
        """By field, the names of the values of its masks."""
        return self._dataset.mask_targets

    @property
    def default_mask_targets(self) -> MaskTargets:
        """The mask targets of fields that have none of their own in :attr:`mask_targets`."""
        return self._dataset.default_mask_targets

    @property
    def skeletons(self) -> dict[str, KeypointSkeleton]:
        """By field, how its keypoints are named and joined."""
        return self._dataset.skeletons

    @property
    def default_skeleton(self) -> KeypointSkeleton | None:
        """The skeleton of fields that have none of their own in :attr:`skeletons`."""
        return self._dataset.default_skeleton

    def has_classes(self, field: str) -> bool:
        """Whether the classes of a field are known, by itself or by default."""
        return field in self.classes or bool(self.default_classes)

    def get_classes(self, field: str) -> list[str] | None:
        """The classes of a field, else the default ones, else None."""
        return self.classes.get(field) or self.default_classes or None

    def has_mask_targets(self, field: str) -> bool:
        """Whether the mask targets of a field are known, by itself or by default."""
        return field in self.mask_targets or bool(self.default_mask_targets)

    def get_mask_targets(self, field: str) -> MaskTargets | None:
        """The mask targets of a field, else the default ones, else None."""
        return self.mask_targets.get(field) or self.default_mask_targets or None

    def has_skeleton(self, field: str) -> bool:
        """Whether the skeleton of a field is known, by itself or by default."""
        return field in self.skeletons or self.default_skeleton is not None

    def get_skeleton(self, field: str) -> KeypointSkeleton | None:
        """The skeleton of a field, else the default one, else None."""
        return self.skeletons.get(field) or self.default_skeleton

    def stats(
        self,
        include_media: bool = False,
        include_indexes: bool = False,
        compressed: bool = False,
    ) -> dict[str, Any]:
        """How many samples and frames there are, and how many bytes they take.

        Each size is a number, ``samples_bytes``, and a text, ``samples_size``; ``total_bytes`` is
        all of them together.

        Args:
            include_media (False): also the size of the media files, of those that have metadata
            include_indexes (False): also the number of indexes and their size, which is 0
            compressed (False): has no effect; documents are stored as they are
        """
        from lunette.core.summary import collection_stats

        return collection_stats(cast("Dataset | DatasetView", self), include_media, include_indexes)
