"""New samples on their way into a dataset: encoded, in batches, the next while one is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import Pending, Row
from lunette.core.collector import fewer_collections
from lunette.core.encoding import pack, pack_list
from lunette.core.errors import MediaTypeError
from lunette.core.frame import Frame
from lunette.core.frame_schema import add_video_fields, checked_value
from lunette.core.frames import Frames
from lunette.core.groups import Group
from lunette.core.labels import LABEL_CLASSES
from lunette.core.media import media_type_of
from lunette.core.object_ids import new_id
from lunette.core.progress import Progress, ProgressOption
from lunette.core.sample import Sample
from lunette.core.sample_base import SampleBase
from lunette.core.sample_document import stored_value
from lunette.core.sample_view import SampleView

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.sample_document import SampleDocument

__all__ = ["add_samples"]

_BATCH = 1000
_BATCH_BYTES = 8 * 1024 * 1024
_LABELS = frozenset(LABEL_CLASSES.values())
_PLAIN = frozenset({str, int, float, bool})


def add_samples(
    dataset: Dataset,
    samples: Iterable[SampleBase],
    expand_schema: bool,
    dynamic: bool,
    validate: bool,
    progress: ProgressOption,
    total: int | None,
) -> list[str]:
    """Adds samples; returns their ids.

    Each batch is added whole or not at all, so that an error leaves what came before it.

    Raises:
        ValueError: naming field and file, if a value does not fit
        MediaTypeError: if a sample is of another media type than those of the dataset
    """
    ids: list[str] = []
    encoder = _Encoder(dataset, expand_schema, dynamic, validate)
    with Progress(total, progress) as shown, fewer_collections():
        pending: _Write | None = None
        for batch in encoder.batches(samples):
            write = _Write(dataset, batch)
            if pending is not None:
                _settle(dataset, pending, ids, shown)
            pending = write
        if pending is not None:
            _settle(dataset, pending, ids, shown)
    if encoder._brings_groups:
        # The samples may have brought slices.
        dataset._load_info()
    return ids


def _settle(dataset: Dataset, write: _Write, ids: list[str], shown: Progress) -> None:
    """Waits until a batch is written; then its samples are in the dataset."""
    write.wait()
    live = dataset._live
    for sample, (id, core, blobs) in zip(write.batch.samples, write.batch.rows, strict=True):
        doc: SampleDocument = sample._doc
        frames = doc.values.get("frames")
        if type(frames) is Frames and "frames" in blobs:
            frames._accept(blobs.pop("frames"))
        doc.dataset, doc.id, doc.core, doc.blobs = dataset, id, core, blobs
        live[id] = sample
        ids.append(id.hex())
    shown.update(len(write.batch.rows))


class _Batch:
    """Samples that are written together.

    Attributes:
        samples: the objects that become samples of the dataset
        rows: what becomes of them, in the same order
        packed: the rows encoded, one by one: what was just made is still in the processor's cache
        fields: fields that the dataset gets first, as wire maps
    """

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self.rows: list[Row] = []
        self.packed: list[bytes] = []
        self.fields: list[dict[str, Any]] = []


class _Encoder:
    """Checks samples against the schema and encodes them."""

    def __init__(
        self, dataset: Dataset, expand_schema: bool, dynamic: bool, validate: bool
    ) -> None:
        self._dataset = dataset
        self._schema = dataset._schema
        self._expand = expand_schema
        self._dynamic = dynamic
        self._validate = validate
        self._bytes = 0
        self._media_type = dataset.media_type
        self._brings_groups = False

    def batches(self, samples: Iterable[SampleBase]) -> Iterator[_Batch]:
        """The samples in batches."""
        batch = _Batch()
        self._bytes = 0
        rows, objects, packed, encode = batch.rows, batch.samples, batch.packed, self._row
        try:
            for sample in samples:
                if isinstance(sample, SampleView):
                    sample = sample.copy()
                elif not isinstance(sample, Sample):
                    raise TypeError(
                        f"Samples are added, not {type(sample).__name__} objects; make one with "
                        "lunette.Sample(filepath)."
                    )
                if sample._doc.dataset is not None:
                    sample = sample.copy()
                row = encode(sample._doc)
                rows.append(row)
                objects.append(sample)
                packed.append(_packed(row))
                if len(rows) >= _BATCH or self._bytes >= _BATCH_BYTES:
                    yield self._finished(batch)
                    batch = _Batch()
                    self._bytes = 0
                    rows, objects, packed = batch.rows, batch.samples, batch.packed
            if rows:
                yield self._finished(batch)
        finally:
            self._schema.pending.clear()

    def _finished(self, batch: _Batch) -> _Batch:
        batch.fields = self._schema.pending_specs()
        # The batches are written in order, so the next one may count on these fields.
        self._schema.accept()
        return batch

    def _row(self, doc: SampleDocument) -> Row:
        values = doc.values
        self._check_media(values["filepath"], values)
        core: dict[str, Any] = {}
        blobs: dict[str, bytes] = {}
        fields = self._schema.fields
        size = 0
        for name, value in values.items():
            if value is None:
                continue
            kind = type(value)
            if kind is Frames:
                if (blob := self._frames(doc, value)) is not None:
                    blobs[name] = blob
                    size += len(blob)
                continue
            field = fields.get(name)
            try:
                if field is None:
                    field = self._new_field(name, value)
                if kind not in field.exact and self._validate:
                    value = self._schema.checked(name, value, f"The field {name!r}")
                    values[name] = value
                    kind = type(value)
                if kind in _LABELS:
                    blobs[name] = blob = pack(value)
                    size += len(blob)
                    if self._dynamic:
                        self._schema.note_attributes(name, value)
                elif kind in _PLAIN and field.kind != "object_id":
                    core[name] = value
                else:
                    core[name] = stored_value(value, field)
                    if self._dynamic:
                        self._schema.note_attributes(name, value)
            except (TypeError, ValueError) as error:
                self._schema.pending.clear()
                raise doc.refusal(name, error) from None
        self._bytes += size + 200
        return new_id(), core, blobs

    def _check_media(self, path: str, values: dict[str, Any]) -> None:
        """Raises a MediaTypeError if a file is not of the dataset's media type."""
        media_type = media_type_of(path)
        if self._media_type is None and any(type(value) is Group for value in values.values()):
            self._media_type = "group"
        if self._media_type == "group":
            self._check_slice(values)
        elif self._media_type is None:
            self._media_type = media_type
            if media_type == "video":
                # As the bridge will have it: what is added now is checked against it.
                add_video_fields(self._schema)
        elif media_type != self._media_type:
            raise MediaTypeError(
                f"{path} is of type {media_type}, but the samples of dataset "
                f"{self._dataset.name!r} are of type {self._media_type}; put it into another "
                "dataset."
            )

    def _check_slice(self, values: dict[str, Any]) -> None:
        """Raises a ValueError if a slice would be new and none may be made."""
        self._brings_groups = True
        group = next((value for value in values.values() if type(value) is Group), None)
        known = self._dataset._slice_types()
        if group is not None and not self._expand and group.name not in known:
            raise ValueError(
                f"dataset {self._dataset.name!r} has no group slice {group.name!r}; add it with "
                "dataset.add_group_slice(), or leave out expand_schema=False."
            )

    def _frames(self, doc: SampleDocument, frames: Frames) -> bytes | None:
        """The encoding of a video's frames; None if there are none."""
        try:
            for frame in frames.values():
                own = frame.__dict__
                for name in [n for n in own if n[:1] != "_" and n not in Frame._fields]:
                    own[name] = checked_value(
                        self._schema, name, own[name], self._expand, self._validate, self._dynamic
                    )
            return frames._encoded_change(always=True)
        except (TypeError, ValueError) as error:
            self._schema.pending.clear()
            raise doc.refusal("frames", error) from None

    def _new_field(self, name: str, value: Any) -> Any:
        if not self._expand and name not in self._schema.fields:
            raise ValueError(
                f"dataset {self._dataset.name!r} has no such field; add it with "
                "dataset.add_sample_field(), or leave out expand_schema=False."
            )
        return self._schema.field_for(name, value, f"The field {name!r}")


def _packed(row: Row) -> bytes:
    try:
        return pack(row)
    except ValueError as error:
        raise ValueError(f"The sample {row[1]['filepath']!r} cannot be stored: {error}") from None


class _Write:
    """A batch on its way."""

    def __init__(self, dataset: Dataset, batch: _Batch) -> None:
        self.batch = batch
        self._dataset = dataset
        dataset._settle_readers()
        params = {"dataset": dataset._id, "fields": batch.fields}
        self._pending = Pending("samples.add", params, pack_list(batch.packed))
        batch.packed.clear()

    def wait(self) -> None:
        """Waits until it is written; raises what the bridge answered."""
        try:
            self._pending.wait()
        except Exception:
            # Fields that this batch would have brought are not there.
            self._dataset._load_info()
            raise
