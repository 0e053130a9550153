"""One sample taken into another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lunette.core.document import EmbeddedDocument
from lunette.core.document_merge import merge_documents, merged_lists
from lunette.core.labels import LabelList

if TYPE_CHECKING:
    from lunette.core.sample_base import SampleBase

__all__ = ["merge_samples"]


def merge_samples(
    mine: SampleBase,
    other: SampleBase,
    fields: str | Iterable[str] | Mapping[str, str] | None,
    omit_fields: str | Iterable[str] | None,
    *,
    merge_lists: bool,
    merge_documents: bool,
    overwrite: bool,
    setting: Mapping[str, bool],
) -> None:
    """Takes over fields of another sample; see :meth:`SampleBase.merge`.

    Args:
        mine: the sample that changes
        other: the sample that is read
        fields: the fields to take, or a dict from their names to names of ``mine``
        omit_fields: fields to leave out
        merge_lists: whether lists, and lists of labels, are merged by elements
        merge_documents: whether documents are merged by attributes
        overwrite: whether values that are there are replaced
        setting: how fields are set: ``expand_schema``, ``validate``, ``dynamic``
    """
    from lunette.core.sample_forms import divided_fields

    own_fields, frames = divided_fields(other, fields, omit_fields)
    values: dict[str, Any] = {}
    is_frame = not hasattr(other, "_is_video")
    for old, new in own_fields.items():
        if is_frame and not other.has_field(old):
            # Frames in no dataset need not all have the same fields.
            continue
        value = other.get_field(old)
        if value is None:
            continue
        own = mine.get_field(new) if mine.has_field(new) else None
        merged = _merged(own, value, merge_lists, merge_documents, overwrite)
        if merged is not own:
            values[new] = merged
    mine.update_fields(values, **setting)
    if frames is not None:
        mine.frames.merge(
            other.frames,
            frames.fields,
            frames.omit_fields,
            merge_lists=merge_lists,
            merge_embedded_docs=merge_documents,
            overwrite=overwrite,
            **setting,
        )


def _merged(
    own: Any, value: Any, merge_lists: bool, merge_documents_too: bool, overwrite: bool
) -> Any:
    """What becomes of a value; ``own`` itself if nothing does."""
    # A copy: the other sample keeps its labels for itself.
    value = deepcopy(value)
    if own is None:
        return value
    if merge_lists and isinstance(own, list) and isinstance(value, list):
        merged = merged_lists(own, value, overwrite)
        return own if len(merged) == len(own) and all(map(_is, merged, own)) else merged
    if merge_lists and isinstance(own, LabelList) and type(value) is type(own):
        labels = merged_lists(getattr(own, own._list), getattr(value, own._list), overwrite)
        twin = type(own)(**{name: inner for name, inner in own.iter_fields() if name != own._list})
        setattr(twin, own._list, labels)
        return twin
    if merge_documents_too and isinstance(own, EmbeddedDocument) and type(value) is type(own):
        document: EmbeddedDocument = deepcopy(own)
        merge_documents(document, value, merge_lists, True, overwrite)
        return document
    return value if overwrite else own


def _is(a: Any, b: Any) -> bool:
    return a is b
