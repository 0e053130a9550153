"""The API that datasets and views share."""

from __future__ import annotations

from typing import Any

from lunette.core.collection_aggregations import CollectionAggregations
from lunette.core.collection_editing import CollectionEditing
from lunette.core.collection_generating import CollectionGenerating
from lunette.core.collection_metadata import CollectionMetadata
from lunette.core.collection_properties import CollectionProperties
from lunette.core.collection_reading import CollectionReading
from lunette.core.collection_stages import CollectionStages
from lunette.core.collection_tags import CollectionTags
from lunette.core.fields import Field

__all__ = ["SampleCollection"]


class SampleCollection(
    CollectionReading,
    CollectionStages,
    CollectionGenerating,
    CollectionAggregations,
    CollectionTags,
    CollectionEditing,
    CollectionMetadata,
    CollectionProperties,
):
    """An ordered collection of samples: a dataset or a view."""

    @property
    def media_type(self) -> str | None:
        """``"image"``, or None while there is no sample."""
        return self._dataset.media_type

    def get_field_schema(
        self,
        ftype: type[Field] | None = None,
        embedded_doc_type: Any = None,
        read_only: bool | None = None,
        include_private: bool = False,
        flat: bool = False,
    ) -> dict[str, Field]:
        """The fields by name.

        Args:
            ftype (None): only fields of this class
            embedded_doc_type (None): only fields of documents of this class
            read_only (None): only fields that may (not) be edited
            include_private (False): has no effect; there are no private fields
            flat (False): also the fields inside documents, by dotted path
        """
        return self._dataset._field_schema(
            self._visible_fields(), ftype, embedded_doc_type, read_only, flat
        )

    def get_field(self, path: str, leaf: bool = False) -> Field | None:
        """The field of a dotted path, or None.

        Args:
            path: the path
            leaf (False): for a list, the field of its elements
        """
        if not self.has_field(path):
            return None
        field = self._dataset._schema.find(path)
        inner = getattr(field, "field", None)
        return inner if leaf and inner is not None else field

    def has_field(self, path: str) -> bool:
        """Whether there is a field of that dotted path."""
        visible = self._visible_fields()
        if visible is not None and path.partition(".")[0] not in visible:
            return False
        return self._dataset._schema.find(path) is not None

    def has_sample_field(self, path: str) -> bool:
        """Whether there is a field of that dotted path."""
        return self.has_field(path)

    def _visible_fields(self) -> frozenset[str] | None:
        """The fields that can be read, or None if all can."""
        return None
