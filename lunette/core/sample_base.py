"""What samples and sample views have in common beyond their fields: labels, copies, forms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.document_form import json_form
from lunette.core.labels import Label
from lunette.core.sample_fields import SampleFields

if TYPE_CHECKING:
    from lunette.core.sample import Sample

__all__ = ["SampleBase"]


class SampleBase(SampleFields):
    """A sample, whole or as a view shows it."""

    __slots__ = ()

    def add_labels(
        self,
        labels: Label | Mapping[Any, Any],
        label_field: str | Mapping[str, str] | None = None,
        confidence_thresh: float | None = None,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Sets one label, or several of a dict, and saves the sample if it is in a dataset.

        Args:
            labels: a label; a dict of labels; a dict from frame numbers to labels or to dicts of
                labels, which become labels of the video's frames
            label_field (None): the field of one label; for a dict a prefix of the field names
                (``<label_field>_<key>``), a dict from key to field name, or None to use the keys
            confidence_thresh (None): leave out labels with a lower confidence
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes

        Raises:
            ValueError: if a label is given and no field for it
        """
        from lunette.core.labels.by_field import frame_labels, labels_by_field

        frames = frame_labels(labels, label_field, confidence_thresh)
        if frames is not None:
            kinds = {"expand_schema": expand_schema, "validate": validate, "dynamic": dynamic}
            self.frames.merge(frames, **kinds)
        else:
            named = labels_by_field(labels, label_field, confidence_thresh)
            self.update_fields(named, expand_schema, validate, dynamic)
        if self.in_dataset:
            self.save()

    def save(self) -> None:
        """Saves the sample; see the subclasses."""
        raise NotImplementedError

    def compute_metadata(self, overwrite: bool = False, skip_failures: bool = False) -> None:
        """Sets ``metadata`` from the header of the media file, and saves it if in a dataset.

        Args:
            overwrite (False): also if it is set already
            skip_failures (False): leave it as it is if the file cannot be read

        Raises:
            FileNotFoundError: if there is no file
            ValueError: if the file cannot be read
        """
        from lunette.core.metadata import ImageMetadata, Metadata, VideoMetadata

        if self.metadata is not None and not overwrite:
            return
        try:
            kinds: dict[str, type[Metadata]] = {"image": ImageMetadata, "video": VideoMetadata}
            self["metadata"] = kinds.get(self.media_type, Metadata).build_for(self.filepath)
        except (OSError, ValueError):
            if not skip_failures:
                raise
            return
        if self.in_dataset:
            self.save()

    def merge(
        self,
        sample: SampleBase,
        fields: str | Iterable[str] | Mapping[str, str] | None = None,
        omit_fields: str | Iterable[str] | None = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Takes over the fields of another sample; those that are None change nothing.

        Args:
            sample: the other sample
            fields (None): the fields to take, or a dict from their names to names here
            omit_fields (None): fields to leave out
            merge_lists (True): whether to append what a list does not have yet rather than to
                replace it; in lists of labels, a label with the id of another takes its place
                (``overwrite``) or is left out
            merge_embedded_docs (False): whether to merge documents attribute by attribute
            overwrite (True): whether to replace values and labels that are there
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes of documents

        Raises:
            ValueError: if ``expand_schema`` is False and a field does not exist, or a value does
                not fit
        """
        from lunette.core.sample_merging import merge_samples

        merge_samples(
            self,
            sample,
            fields,
            omit_fields,
            merge_lists=merge_lists,
            merge_documents=merge_embedded_docs,
            overwrite=overwrite,
            setting={"expand_schema": expand_schema, "validate": validate, "dynamic": dynamic},
        )

    def copy(
        self,
        fields: str | Iterable[str] | Mapping[str, str] | None = None,
        omit_fields: str | Iterable[str] | None = None,
    ) -> Sample:
        """A deep copy that is in no dataset.

        Args:
            fields (None): the fields to copy, or a dict from their names to new ones
            omit_fields (None): fields to leave out
        """
        from lunette.core.sample_forms import sample_copy

        return sample_copy(self, fields, omit_fields)

    def to_dict(
        self, include_frames: bool = False, include_private: bool = False
    ) -> dict[str, Any]:
        """The sample as a dict that JSON can carry.

        Args:
            include_frames (False): also the frames of a video, by number
            include_private (False): also media type and dataset
        """
        result = {name: json_form(value) for name, value in self.iter_fields(include_id=True)}
        if include_private:
            result["_media_type"] = self.media_type
            result["_dataset_id"] = self.dataset_id
        if include_frames and self.media_type == "video":
            result["frames"] = {
                str(number): frame.to_dict() for number, frame in self.frames.items()
            }
        return result

    def to_json(self, pretty_print: bool = False) -> str:
        """The sample as JSON text, without its id."""
        values = {k: v for k, v in self.to_dict().items() if k != "id"}
        return json.dumps(values, indent=4 if pretty_print else None)

    def to_mongo_dict(self, include_id: bool = False) -> dict[str, Any]:
        """The sample as it is stored: dates as ``{"$date": ms}``, ids as 12 bytes, arrays deflated.

        Args:
            include_id (False): also ``_id``
        """
        from lunette.core.sample_forms import stored_form

        return stored_form(self, include_id)

    def __deepcopy__(self, memo: Any) -> Sample:
        return self.copy()

    def __copy__(self) -> Sample:
        return self.copy()

    def __repr__(self) -> str:
        from lunette.core.sample_forms import sample_text

        return sample_text(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._names()]
