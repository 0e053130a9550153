"""Samples: one image and everything known of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lunette.core.document_form import value_of_stored
from lunette.core.inference import are_known_names, check_field_name
from lunette.core.media import normal_path
from lunette.core.object_ids import id_of_hex
from lunette.core.sample_base import SampleBase
from lunette.core.sample_document import SampleDocument
from lunette.core.sample_fields import check_default
from lunette.core.schema import READ_ONLY

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["Sample", "get_default_sample_fields"]

_set_slot = object.__setattr__
_TEXT = frozenset({str})


def get_default_sample_fields(
    include_private: bool = False, use_db_fields: bool = False
) -> tuple[str, ...]:
    """Names of the fields that every sample has.

    Args:
        include_private (False): also those that begin with an underscore
        use_db_fields (False): name them as they are stored
    """
    names = ["id", "filepath", "tags", "metadata", "created_at", "last_modified_at"]
    if use_db_fields:
        names[0] = "_id"
    return tuple(names + (["_media_type", "_dataset_id"] if include_private else []))


class Sample(SampleBase):
    """An image and everything known of it.

    A sample in a dataset is the only object for it: ``dataset[id]`` gives the same one each time.
    Changes are stored by :meth:`save`.

    Args:
        filepath: path of the image file
        tags (None): list of strings
        metadata (None): an :class:`ImageMetadata`
        **kwargs: values of further fields

    Raises:
        ValueError: if a name may not be a field's
        TypeError: if no field can hold a value
    """

    __slots__ = ("__weakref__",)

    def __init__(
        self,
        filepath: str,
        tags: list[str] | None = None,
        metadata: Any = None,
        **kwargs: Any,
    ) -> None:
        values: dict[str, Any] = {"filepath": normal_path(filepath)}
        if tags is not None:
            if type(tags) is not list or not _TEXT.issuperset(map(type, tags)):
                check_default("tags", tags)
            values["tags"] = list(tags)
        if metadata is not None:
            check_default("metadata", metadata)
            values["metadata"] = metadata
        if not (are_known_names(kwargs.keys()) and READ_ONLY.isdisjoint(kwargs)):
            for name in kwargs:
                check_field_name(name)
                if name in READ_ONLY:
                    raise ValueError(f"Cannot edit read-only field {name!r}")
        values.update(kwargs)
        _set_slot(self, "_doc", SampleDocument(None, None, {}, {}, values))
        if "frames" in values and self._is_video():
            self._set_frames(values.pop("frames"))

    @classmethod
    def _of_document(cls, doc: SampleDocument) -> Sample:
        self = cls.__new__(cls)
        _set_slot(self, "_doc", doc)
        return self

    @classmethod
    def from_frame(cls, frame: Any, filepath: str | None = None) -> Sample:
        """The sample of an image that is a frame of a video; it is in no dataset.

        Args:
            frame: the frame, whose fields the sample gets
            filepath (None): the image file, if the frame has no field ``filepath``

        Raises:
            ValueError: if nothing says where the image is
        """
        skipped = {"filepath", *READ_ONLY}
        values = dict(frame.iter_fields())
        path = filepath or values.get("filepath")
        if path is None:
            raise ValueError("This frame has no filepath; say which image shows it: filepath='…'.")
        kept = {name: deepcopy(value) for name, value in values.items() if name not in skipped}
        return cls(path, **{name: value for name, value in kept.items() if value is not None})

    @classmethod
    def from_doc(cls, doc: Any, dataset: Dataset | None = None) -> Sample:
        """The sample of a document as :meth:`to_mongo_dict` makes it.

        Args:
            doc: the document
            dataset (None): the dataset that the sample is in, for documents with an ``_id``

        Raises:
            KeyError: if the dataset has no such sample
            ValueError: if the document does not say which sample of the dataset it is
        """
        if isinstance(doc, SampleDocument):
            return cls._of_document(doc)
        if dataset is None:
            return cls.from_dict(doc)
        if doc.get("_id") is None:
            raise ValueError("The document has no _id, so it is no sample of the dataset yet.")
        found: Sample = dataset[id_of_hex(doc["_id"]).hex()]
        return found

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Sample:
        """The sample of a dict from :meth:`to_dict`; it is in no dataset."""
        skipped = {"filepath", *READ_ONLY}
        values = {
            name: value_of_stored(value)
            for name, value in d.items()
            if name not in skipped and name[:1] != "_" and value is not None
        }
        return cls(d["filepath"], **values)

    @classmethod
    def from_json(cls, s: str) -> Sample:
        """The sample of a JSON text from :meth:`to_json`; it is in no dataset."""
        return cls.from_dict(json.loads(s))

    def save(self) -> None:
        """Stores what was changed, and nothing else: edits of other fields elsewhere survive.

        Raises:
            ValueError: if the sample is in no dataset, or was deleted from it, or a value cannot
                be stored
        """
        dataset = self._doc.dataset
        if dataset is None:
            raise ValueError(
                "This sample is in no dataset, so it cannot be saved; add it with "
                "dataset.add_sample(sample)."
            )
        dataset._save_samples([self])

    def reload(self, hard: bool = False, include_frames: bool = True) -> None:
        """Reads the sample again and drops what was not saved.

        Args:
            hard (False): also read the dataset's schema again
            include_frames (True): also read the frames of a video again

        Raises:
            ValueError: if the sample is in no dataset or was deleted
        """
        dataset = self._doc.dataset
        if dataset is None:
            raise ValueError("This sample is in no dataset, so it cannot be reloaded.")
        if hard:
            dataset._load_info()
        frames = None if include_frames else self._doc.values.pop("frames", None)
        dataset._refresh_samples([self], replace=True)
        if frames is not None:
            self._doc.values["frames"] = frames

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return other.id == self.id and other.to_dict() == self.to_dict()

    def __hash__(self) -> int:
        return id(self)
