"""What is stored of the frames of a video, and what differs from it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from lunette.core.bridge_calls import rows_of
from lunette.core.encoding import pack, unpack
from lunette.core.frame import Frame
from lunette.core.frame_schema import FRAMES, checked_value, frame_fields
from lunette.core.object_ids import new_id
from lunette.core.partial_documents import StructureChanged, merged_document

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset
    from lunette.core.sample_document import SampleDocument
    from lunette.core.view import DatasetView

__all__ = ["StoredFrames"]

Stored = dict[int, dict[str, Any]]


class StoredFrames:
    """The frames of a sample as they are stored, and the objects that stand for them.

    They are read when one is first asked for.

    Args:
        doc (None): the values of the sample
        view (None): the view that shows the sample, if one does
    """

    def __init__(self, doc: SampleDocument | None = None, view: DatasetView | None = None) -> None:
        self._doc = doc
        self._view = view
        # Stored frames by number, None until they were read; objects; numbers that were deleted.
        self._stored: Stored | None = None
        self._objects: dict[int, Frame] = {}
        self._gone: set[int] = set()

    # What they belong to

    @property
    def _dataset(self) -> Dataset | None:
        return None if self._doc is None else self._doc.dataset

    @property
    def _sample_id(self) -> str | None:
        id = None if self._doc is None else self._doc.id
        return None if id is None else id.hex()

    def _declared(self) -> tuple[str, ...]:
        """The fields that frames of the dataset have."""
        dataset = self._dataset
        return () if dataset is None else tuple(frame_fields(dataset._schema) or ())

    def _checked(self, name: str, value: Any, validate: bool, dynamic: bool) -> Any:
        """A value of a frame; in a dataset, fields that there are not are made at once."""
        dataset = self._dataset
        if dataset is None:
            return value
        value = checked_value(dataset._schema, name, value, True, validate, dynamic)
        dataset._grow_schema()
        return value

    # What is stored

    def _known(self) -> Stored:
        """The stored frames by number."""
        if self._stored is None:
            self._stored = self._read(self._view)
        return self._stored

    def _read(self, view: DatasetView | None) -> Stored:
        dataset, id = self._dataset, self._sample_id
        if dataset is None or id is None:
            return {}
        stages = [] if view is None else view._target()["view"]
        select = {"stage": "select", "sample_ids": [id], "ordered": False}
        params = {
            "dataset": dataset._id,
            "view": [*stages, select],
            "count": 1,
            "fields": [FRAMES],
        }
        rows = rows_of(dataset._ask("view.documents", params)[1])
        blob = rows[0][2].get(FRAMES) if rows else None
        return {} if blob is None else {frame["frame_number"]: frame for frame in unpack(blob)}

    def _encoded_change(self, always: bool = False) -> bytes | None:
        """The encoding of all frames if something differs from what is stored; else None.

        Args:
            always (False): also if nothing differs, as long as there are frames
        """
        known = self._stored
        if not self._objects and not self._gone and not (always and known):
            return None
        now = int(time.time() * 1000)
        changed = bool(self._gone)
        result = dict(known if known is not None else self._known())
        for number in self._gone:
            result.pop(number, None)
        for number, frame in self._objects.items():
            stored = result.get(number)
            if stored is not None and not _differs(frame, stored):
                continue
            changed = True
            own = frame.__dict__
            own.setdefault("_id", new_id())
            own["frame_number"] = number
            stamp = {"$date": now}
            document = {**unpack(pack(frame)), "last_modified_at": stamp}
            document.setdefault("created_at", stamp)
            result[number] = document
        return pack([result[n] for n in sorted(result)]) if changed or (always and result) else None

    def _accept(self, blob: bytes) -> None:
        """What was encoded is stored now."""
        self._stored = {frame["frame_number"]: frame for frame in unpack(blob)}
        self._gone.clear()
        for number, frame in list(self._objects.items()):
            stored = self._stored.get(number)
            if stored is None:
                del self._objects[number]
            else:
                own = frame.__dict__
                own["_id"] = stored["_id"]
                times = Frame._of_stored(unpack(pack(stored))).__dict__
                for name in ("created_at", "last_modified_at"):
                    own[name] = times[name]

    def _outdated(self) -> None:
        """The sample may have been written elsewhere; what was edited here stays."""
        if self._stored is None or self._encoded_change() is not None:
            return
        self._forget()

    def _forget(self) -> None:
        """Reads the frames again when they are next asked for; objects get what is stored then."""
        self._stored = None
        self._gone.clear()
        objects, self._objects = self._objects, {}
        if not objects:
            return
        known = self._known()
        for number, frame in objects.items():
            if number in known:
                frame.__dict__.clear()
                frame.__dict__.update(type(frame)._of_stored(unpack(pack(known[number]))).__dict__)
                self._objects[number] = frame
            else:
                frame._attach(None, None)

    def _save(self, numbers: list[int] | None = None) -> None:
        """Stores what was changed, of all frames or of some."""
        dataset, doc = self._dataset, self._doc
        if dataset is None or doc is None or doc.id is None:
            raise ValueError(
                "These frames are of a sample that is in no dataset, so they cannot be saved; add "
                "the sample with dataset.add_sample(sample)."
            )
        others = {
            n: frame
            for n, frame in self._objects.items()
            if numbers is not None and n not in numbers
        }
        gone = self._gone if numbers is not None else set()
        kept = set(gone)
        try:
            for number in others:
                del self._objects[number]
            gone.clear()
            blob = self._encoded_change()
            if blob is None:
                return
            dataset._write_rows([(doc.id, {}, {FRAMES: self._for_source(blob)})])
            self._accept(blob)
        finally:
            self._objects.update(others)
            self._gone |= kept
        if self._view is not None:
            dataset._refresh_live([doc.id.hex()])

    def _for_source(self, blob: bytes) -> bytes:
        """What to store: in a view, the sample's own frames with what was edited in its place."""
        if self._view is None:
            return blob
        source, shown = self._read(None), self._known()
        edited = {frame["frame_number"]: frame for frame in unpack(blob)}
        for number in shown.keys() - edited.keys():
            source.pop(number, None)
        for number, frame in edited.items():
            before, stored = shown.get(number), source.get(number)
            if stored is None:
                source[number] = frame
            else:
                source[number] = _merged_frame(stored, before or {}, frame)
        return pack([source[number] for number in sorted(source)])


def _differs(frame: Frame, stored: dict[str, Any]) -> bool:
    """Whether a frame is not as it is stored, but for its times."""
    plain = {k: v for k, v in frame.__dict__.items() if k not in _TIMES}
    other = Frame._of_stored(unpack(pack(stored))).__dict__
    return pack(_sorted(plain)) != pack(
        _sorted({k: v for k, v in other.items() if k not in _TIMES})
    )


_TIMES = ("created_at", "last_modified_at")


def _sorted(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in sorted(values)}


def _merged_frame(
    stored: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """A stored frame with the edits of the part of it that was shown."""
    result = dict(stored)
    for name in before.keys() | after.keys():
        old, new, whole = before.get(name), after.get(name), stored.get(name)
        if pack(old) == pack(new):
            continue
        if new is None:
            result.pop(name, None)
        elif isinstance(old, dict) and isinstance(whole, dict) and isinstance(new, dict):
            try:
                result[name] = unpack(merged_document(pack(whole), pack(old), pack(new)))
            except StructureChanged:
                raise ValueError(
                    f"Labels were added to or removed from the field 'frames.{name}', which this "
                    "view filters; edit the sample itself, dataset[sample.id]."
                ) from None
        else:
            result[name] = new
    return result
