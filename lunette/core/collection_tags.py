"""Tags of samples and labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lunette.core import aggregations as agg
from lunette.core.collection_base import CollectionBase
from lunette.core.fields import EmbeddedDocumentField
from lunette.core.labels import LABEL_CLASSES
from lunette.core.sample_selection import texts_of

__all__ = ["CollectionTags"]


class CollectionTags(CollectionBase):
    """Tags of the samples and labels of a collection."""

    def tag_samples(self, tags: str | Iterable[str]) -> None:
        """Adds tags to all samples; those that have them stay as they are."""
        self._tag("samples.tag", tags, {"remove": False})

    def untag_samples(self, tags: str | Iterable[str]) -> None:
        """Removes tags from all samples."""
        self._tag("samples.tag", tags, {"remove": True})

    def count_sample_tags(self) -> dict[str, int]:
        """How many samples have each tag."""
        counts: dict[str, int] = self.aggregate([agg.CountValues("tags")])[0]
        return {tag: count for tag, count in counts.items() if tag is not None}

    def tag_labels(
        self, tags: str | Iterable[str], label_fields: str | Iterable[str] | None = None
    ) -> None:
        """Adds tags to all labels.

        Args:
            tags: a tag or several
            label_fields (None): the fields of the labels; all by default
        """
        fields = self._label_fields(label_fields)
        self._tag("labels.tag", tags, {"fields": fields, "remove": False})

    def untag_labels(
        self, tags: str | Iterable[str], label_fields: str | Iterable[str] | None = None
    ) -> None:
        """Removes tags from all labels; see :meth:`tag_labels`."""
        fields = self._label_fields(label_fields)
        self._tag("labels.tag", tags, {"fields": fields, "remove": True})

    def count_label_tags(self, label_fields: str | Iterable[str] | None = None) -> dict[str, int]:
        """How many labels have each tag.

        Args:
            label_fields (None): the fields of the labels; all by default
        """
        paths = [f"{name}.tags" for name in self._label_fields(label_fields)]
        total: dict[str, int] = {}
        for counts in self.aggregate([agg.CountValues(path) for path in paths]):
            for tag, count in counts.items():
                if tag is not None:
                    total[tag] = total.get(tag, 0) + count
        return total

    def _label_fields(self, names: str | Iterable[str] | None) -> list[str]:
        """The named label fields, or all that are visible.

        Raises:
            ValueError: if a field holds no labels
        """
        schema = self.get_field_schema()
        labelled = [
            name
            for name, field in schema.items()
            if isinstance(field, EmbeddedDocumentField)
            and field.document_type.__name__ in LABEL_CLASSES
        ]
        if names is None:
            return labelled
        chosen = texts_of(names, "label_fields")
        for name in chosen:
            if name not in labelled:
                raise ValueError(
                    f"The field {name!r} holds no labels. Fields with labels: "
                    f"{', '.join(labelled) or 'none'}."
                )
        return chosen

    def _tag(self, method: str, tags: str | Iterable[str], params: dict[str, Any]) -> None:
        names = texts_of(tags, "tags")
        if "" in names:
            raise ValueError("A tag cannot be empty.")
        if not names or params.get("fields") == []:
            return
        self._dataset._settle_readers()
        result, _ = self._request(method, {**params, "tags": names})
        self._dataset._note_written(None)
        # Of labels it is not said in which samples they are.
        of_samples = method == "samples.tag"
        self._dataset._refresh_live(result.get("changed") if of_samples else None)

    if TYPE_CHECKING:

        def aggregate(self, aggregations: Any) -> Any: ...
        def get_field_schema(self) -> dict[str, Any]: ...
