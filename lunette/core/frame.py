"""Frames: one picture of a video and everything known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, ClassVar

from lunette.core.document import DynamicEmbeddedDocument, FieldType
from lunette.core.inference import check_field_name

if TYPE_CHECKING:
    from datetime import datetime

    from lunette.core.dataset import Dataset
    from lunette.core.frames import Frames

__all__ = ["Frame", "FrameError", "FrameView"]

#: What every frame has, and is not set by hand.
_OWN = ("id", "frame_number", "created_at", "last_modified_at")
_set_slot = object.__setattr__


class FrameError(ValueError):
    """A frame of a video was named in a way that is not possible."""


class Frame(DynamicEmbeddedDocument):
    """One picture of a video and everything known of it.

    ``sample.frames[number]`` gives the frames of a sample; in a sample of a dataset each is the
    only object for it. Changes are stored by :meth:`save`, or by ``sample.save()``.

    Args:
        **kwargs: values of fields, such as labels

    Raises:
        ValueError: if a name may not be a field's
    """

    __slots__ = ("_frames",)

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": FieldType("object_id"),
        "frame_number": FieldType("int", None, "frame_number"),
        "created_at": FieldType("datetime"),
        "last_modified_at": FieldType("datetime"),
    }
    #: The frames of the sample to which it belongs, or None.
    _frames: Frames | None
    created_at: datetime | None = None
    last_modified_at: datetime | None = None

    def __init__(self, **kwargs: Any) -> None:
        _set_slot(self, "_frames", None)
        super().__init__()
        for name, value in kwargs.items():
            self.set_field(name, value)

    @classmethod
    def _of_frames(cls, document: dict[str, Any], frames: Frames) -> Frame:
        """The frame of a stored map, which it takes over."""
        frame = cls._of_stored(document)
        _set_slot(frame, "_frames", frames)
        return frame

    def _attach(self, frames: Frames | None, number: int | None) -> None:
        """The frame belongs to a sample now, or to none."""
        _set_slot(self, "_frames", frames)
        if number is None:
            self.__dict__.pop("frame_number", None)
        else:
            self.__dict__["frame_number"] = number

    @property
    def id(self) -> str | None:
        """The frame's id, 24 hexadecimal digits; None until it is stored."""
        own: bytes | None = self.__dict__.get("_id")
        return None if own is None or not self.in_dataset else own.hex()

    @property
    def frame_number(self) -> int | None:
        """Which frame of the video it is, from 1; None if it belongs to no sample."""
        number: int | None = self.__dict__.get("frame_number")
        return number

    @property
    def dataset(self) -> Dataset | None:
        """The dataset of the frame, or None."""
        return None if self._frames is None else self._frames._dataset

    @property
    def in_dataset(self) -> bool:
        """Whether the frame is in a dataset."""
        return self.dataset is not None

    @property
    def dataset_id(self) -> str | None:
        """The id of the frame's dataset, or None."""
        return None if self.dataset is None else self.dataset._id

    @property
    def sample_id(self) -> str | None:
        """The id of the frame's sample, or None."""
        return None if self._frames is None else self._frames._sample_id

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of the frame's fields, in order."""
        declared = () if self._frames is None else self._frames._declared()
        extra = (name for name in super().field_names if name not in self._fields)
        return (*_OWN, *dict.fromkeys((*declared, *extra)))

    def iter_fields(
        self, include_id: bool = False, include_timestamps: bool = False
    ) -> Iterator[tuple[str, Any]]:
        """The fields as (name, value).

        Args:
            include_id (False): also ``id``
            include_timestamps (False): also ``created_at`` and ``last_modified_at``
        """
        for name in self.field_names:
            if (name == "id" and not include_id) or (
                name in ("created_at", "last_modified_at") and not include_timestamps
            ):
                continue
            yield name, getattr(self, name)

    def __getattr__(self, name: str) -> Any:
        if name[:1] != "_" and self._frames is not None and name in self._frames._declared():
            return None
        return super().__getattr__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1] != "_":
            self.set_field(name, value, create=False)
        else:
            super().__setattr__(name, value)

    def __setitem__(self, name: str, value: Any) -> None:
        head, _, rest = name.partition(".")
        if rest:
            self[head][rest] = value
        else:
            self.set_field(name, value)

    def set_field(
        self,
        field_name: str,
        value: Any,
        create: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Sets the value of a field.

        Args:
            field_name: its name
            value: the value; None clears the field
            create (True): whether a field that does not exist may be made
            validate (True): whether to check the value against the dataset's schema
            dynamic (False): whether to declare undeclared attributes of labels

        Raises:
            ValueError: if the name may not be a field's, or there is no such field and ``create``
                is False, or the value does not fit
        """
        check_field_name(field_name)
        if field_name in _OWN:
            raise ValueError(f"Cannot edit read-only field 'frames.{field_name}'")
        if hasattr(type(self), field_name):
            raise ValueError(f"{field_name!r} is a method of Frame; choose another field name.")
        if not create and field_name not in self.field_names:
            raise ValueError(
                f"Frame has no field {field_name!r}; to make it, use frame[{field_name!r}] = value."
            )
        if value is None:
            self.__dict__.pop(field_name, None)
            return
        if self._frames is not None:
            value = self._frames._checked(field_name, value, validate, dynamic)
        self.__dict__[field_name] = value

    def update_fields(
        self,
        fields_dict: Mapping[str, Any],
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Sets several fields; see :meth:`set_field`.

        Raises:
            ValueError: if ``expand_schema`` is False and a field does not exist
        """
        for name, value in fields_dict.items():
            self.set_field(name, value, expand_schema, validate, dynamic)

    def merge(  # type: ignore[override]
        self,
        document: Frame,
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Takes over the fields of another frame; those that are None change nothing.

        Lists get the elements that they do not have yet, lists of labels also the labels with the
        ids that they have.

        Args:
            document: the other frame
            fields (None): the fields to take, or a dict from their names to those of this frame
            omit_fields (None): fields to leave out
            merge_lists (True): whether to merge lists rather than replacing them
            merge_embedded_docs (False): whether to merge documents attribute by attribute
            overwrite (True): whether to replace values that are set
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes of labels
        """
        from lunette.core.sample_merging import merge_samples

        omitted = {omit_fields} if isinstance(omit_fields, str) else set(omit_fields or ())
        merge_samples(
            self,  # type: ignore[arg-type]
            document,  # type: ignore[arg-type]
            fields,
            omitted | {"frame_number"},
            merge_lists=merge_lists,
            merge_documents=merge_embedded_docs,
            overwrite=overwrite,
            setting={"expand_schema": expand_schema, "validate": validate, "dynamic": dynamic},
        )

    def save(self) -> None:
        """Stores what was changed of the frame.

        Raises:
            ValueError: if it is in no dataset
        """
        if self._frames is None or not self.in_dataset:
            raise ValueError(
                "This frame is in no dataset, so it cannot be saved; add it to a sample of one: "
                "sample.frames[number] = frame."
            )
        self._frames._save([self.frame_number or 0])

    def copy(
        self,
        fields: str | Iterable[str] | Mapping[str, str] | None = None,
        omit_fields: str | Iterable[str] | None = None,
    ) -> Frame:
        """A deep copy that belongs to no sample.

        Args:
            fields (None): the fields to copy, or a dict from their names to new ones
            omit_fields (None): fields to leave out
        """
        from lunette.core.sample_forms import chosen_fields

        names = chosen_fields(self, fields, omit_fields)  # type: ignore[arg-type]
        twin = Frame()
        for old, new in names.items():
            if old == "frame_number":
                continue
            value = getattr(self, old)
            if value is not None:
                twin.__dict__[new] = deepcopy(value)
        return twin

    def to_dict(self, include_private: bool = False) -> dict[str, Any]:
        """The frame as a dict that JSON can carry.

        Args:
            include_private (False): also the ids of sample and dataset
        """
        from lunette.core.document_form import json_form

        result = {name: json_form(value) for name, value in self.iter_fields(include_id=True)}
        if include_private:
            result["_sample_id"] = self.sample_id
            result["_dataset_id"] = self.dataset_id
        return result

    def __deepcopy__(self, memo: Any) -> Frame:
        return self.copy()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Frame) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]


class FrameView(Frame):
    """A frame as a view shows it: only some of its labels, say.

    Saving writes the labels that were edited and leaves the hidden ones alone.
    """

    __slots__ = ()
