"""Copies of samples, and their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from lunette.core.document_form import shown_value
from lunette.core.encoding import pack, unpack
from lunette.core.sample import Sample
from lunette.core.schema import READ_ONLY

if TYPE_CHECKING:
    from lunette.core.sample_base import SampleBase

__all__ = ["chosen_fields", "divided_fields", "sample_copy", "sample_text", "stored_form"]


def chosen_fields(
    sample: SampleBase,
    fields: str | Iterable[str] | Mapping[str, str] | None,
    omit_fields: str | Iterable[str] | None,
) -> dict[str, str]:
    """The fields to take of a sample, and what they are called afterwards.

    Args:
        sample: the sample
        fields: its fields, or a dict from their names to new ones; None for all
        omit_fields: fields to leave out
    """
    if isinstance(fields, str):
        fields = [fields]
    omitted = {omit_fields} if isinstance(omit_fields, str) else set(omit_fields or ())
    names: Mapping[str, str] = (
        fields
        if isinstance(fields, Mapping)
        else {name: name for name in (sample.field_names if fields is None else fields)}
    )
    return {old: new for old, new in names.items() if old not in omitted and old not in READ_ONLY}


class FrameChoice(NamedTuple):
    """Which fields of a video's frames to take.

    Attributes:
        fields: their names and what they are called afterwards; None for all
        omit_fields: fields to leave out
    """

    fields: dict[str, str] | None
    omit_fields: list[str]

    @property
    def is_whole(self) -> bool:
        """Whether all fields are taken."""
        return self.fields is None and not self.omit_fields


def divided_fields(
    sample: SampleBase,
    fields: str | Iterable[str] | Mapping[str, str] | None,
    omit_fields: str | Iterable[str] | None,
) -> tuple[dict[str, str], FrameChoice | None]:
    """The fields to take of a sample and of its frames; see :func:`chosen_fields`.

    Returns:
        the sample's own fields with their new names, and the choice of ``frames.…``; None for it
        if no frames are taken
    """
    names = chosen_fields(sample, fields, omit_fields)
    # A frame has no frames itself, and merges like a sample.
    is_video = getattr(sample, "_is_video", None)
    if is_video is None or not is_video():
        return names, None
    omitted = [omit_fields] if isinstance(omit_fields, str) else list(omit_fields or ())
    own = {old: new for old, new in names.items() if old.partition(".")[0] != "frames"}
    prefix = len("frames.")
    inner = {old[prefix:]: new[prefix:] for old, new in names.items() if old[:prefix] == "frames."}
    left_out = [name[prefix:] for name in omitted if name.startswith("frames.")]
    if "frames" in names:
        return own, FrameChoice(None, left_out)
    return own, FrameChoice(inner, left_out) if inner else None


def sample_copy(
    sample: SampleBase,
    fields: str | Iterable[str] | Mapping[str, str] | None,
    omit_fields: str | Iterable[str] | None,
) -> Sample:
    """A deep copy that is in no dataset; see :meth:`SampleBase.copy`."""
    names, frames = divided_fields(sample, fields, omit_fields)
    if frames is not None and frames.is_whole:
        names["frames"] = "frames"
    values = {
        new: deepcopy(sample.get_field(old)) for old, new in names.items() if old != "filepath"
    }
    twin = Sample(sample.filepath, **{k: v for k, v in values.items() if v is not None})
    if frames is not None and not frames.is_whole:
        twin.frames.merge(sample.frames, frames.fields, frames.omit_fields)
    return twin


def stored_form(sample: SampleBase, include_id: bool) -> dict[str, Any]:
    """The sample as it is stored; see :meth:`SampleBase.to_mongo_dict`."""
    result: dict[str, Any] = {}
    if include_id and sample.id is not None:
        result["_id"] = bytes.fromhex(sample.id)
    for name, value in sample.iter_fields(include_timestamps=True):
        field = sample._doc.field(name)
        checked = value if field is None or value is None else field.stored(value)
        result[name] = unpack(pack(checked))
    result["_media_type"] = sample.media_type
    result["_dataset_id"] = sample.dataset_id
    return result


def sample_text(sample: SampleBase) -> str:
    """The sample over several lines."""
    shown: list[tuple[str, Any]] = [("id", sample.id), ("media_type", sample.media_type)]
    shown += sample.iter_fields(include_timestamps=True)
    if sample._is_video():
        shown.append(("frames", sample.frames))
    lines = "".join(f"    {name!r}: {shown_value(value, 4)},\n" for name, value in shown)
    return f"<{type(sample).__name__}: {{\n{lines}}}>"
