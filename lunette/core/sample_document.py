"""What a sample holds: its stored values, and those that were read or set in Python.

Stored values are decoded when they are first read. Whether one was changed since is found by
encoding it again, so that a label edited in place is saved too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunette.core.document_form import value_of_stored
from lunette.core.encoding import pack, unpack
from lunette.core.fields import Field
from lunette.core.frames import Frames
from lunette.core.labels import LABEL_CLASSES

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["Changes", "SampleDocument", "document_of_blob", "read_value"]

_MISSING: Any = object()
#: What is stored apart from the other fields. A user's class that is derived from one is not.
_LABELS = frozenset(LABEL_CLASSES.values())
#: Classes of values that are stored beside the other fields of a sample.
_APART = _LABELS | {Frames}
#: Stored values that Python takes as they are, unless the field says otherwise.
_PLAIN = frozenset({str, int, float, bool})
#: Values that cannot be edited in place.
_IMMUTABLE = frozenset({str, int, float, bool, bytes, type(None)})

#: New values of core fields, and new encodings of label fields; None clears.
Changes = tuple[dict[str, Any], "dict[str, bytes | None]"]


def document_of_blob(blob: bytes) -> Any:
    """The label of its encoding."""
    document = unpack(blob)
    cls = LABEL_CLASSES.get(document.get("_cls", "")) if type(document) is dict else None
    return value_of_stored(document) if cls is None else cls._of_stored(document)


def read_value(raw: Any, field: Field | None) -> Any:
    """A stored value as the field's Python value; lists and dicts are new ones."""
    if type(raw) in _PLAIN:
        return raw if field is None else field.read(raw)
    if type(raw) in (dict, list):
        # Documents take over what they are made of; the stored value must stay as it is.
        raw = unpack(pack(raw))
    value = value_of_stored(raw)
    return value if field is None else field.read(value)


def stored_value(value: Any, field: Field | None) -> Any:
    """The stored form of a Python value that its field has checked."""
    if field is not None:
        value = field.stored(value)
    if type(value) in _IMMUTABLE:
        return value
    if type(value) is list and _IMMUTABLE.issuperset(map(type, value)):
        return value.copy()
    # Through bytes: what is kept for comparison must not change with the value.
    return unpack(pack(value))


class SampleDocument:
    """Values of one sample.

    Attributes:
        dataset: the dataset it is in, or None
        id: 12 bytes, or None if it is in no dataset
        core: stored values of the fields that hold no labels
        blobs: encodings of the fields that hold labels
        values: Python values that were read or set
    """

    __slots__ = ("blobs", "core", "dataset", "id", "values")

    def __init__(
        self,
        dataset: Dataset | None,
        id: bytes | None,
        core: dict[str, Any],
        blobs: dict[str, bytes],
        values: dict[str, Any],
    ) -> None:
        self.dataset = dataset
        self.id = id
        self.core = core
        self.blobs = blobs
        self.values = values

    def field(self, name: str) -> Field | None:
        """The field of the dataset's schema, or None."""
        return None if self.dataset is None else self.dataset._schema.fields.get(name)

    def read(self, name: str) -> Any:
        """The value of a field; None if it has none, an empty list or dict for those fields."""
        value = self.values.get(name, _MISSING)
        if value is not _MISSING and value is not None:
            return value
        raw = None
        if value is _MISSING:
            blob = self.blobs.get(name)
            if blob is not None:
                value = self.values[name] = document_of_blob(blob)
                return value
            raw = self.core.get(name)
        field = self.field(name)
        if raw is None:
            make = list if name == "tags" else None if field is None else field.empty
            if make is None:
                return None
            value = make()
        else:
            value = read_value(raw, field)
            if type(value) in _IMMUTABLE:
                return value
        self.values[name] = value
        return value

    def has_value(self, name: str) -> bool:
        """Whether there is something stored or set for the field."""
        if name in self.values:
            return self.values[name] is not None
        return name in self.blobs or self.core.get(name) is not None

    def changed(self, name: str) -> bool:
        """Whether the Python value of a field differs from the stored one."""
        return self._change(name) is not _MISSING

    def _change(self, name: str) -> Any:
        """The new stored form of a value: bytes for a label field; ``_MISSING`` if unchanged."""
        value = self.values.get(name, _MISSING)
        if value is _MISSING:
            return _MISSING
        blob = self.blobs.get(name)
        if value is None:
            return None if blob is not None or self.core.get(name) is not None else _MISSING
        if type(value) is Frames:
            encoded = value._encoded_change()
            return _MISSING if encoded is None else encoded
        if type(value) in _LABELS:
            encoded = pack(value)
            if encoded == blob or (blob is not None and encoded == pack(document_of_blob(blob))):
                return _MISSING
            return encoded
        old = self.core.get(name)
        new = stored_value(value, self.field(name))
        if type(new) is type(old) and type(new) in _IMMUTABLE:
            return _MISSING if new == old or (new != new and old != old) else new
        if old is None and blob is None and new in ([], {}):
            return _MISSING
        return _MISSING if old is not None and pack(new) == pack(old) else new

    def changes(self) -> Changes:
        """Everything that differs from what is stored.

        Raises:
            ValueError: if a value cannot be stored; names field and file
        """
        core: dict[str, Any] = {}
        blobs: dict[str, bytes | None] = {}
        for name, value in self.values.items():
            try:
                new = self._change(name)
            except ValueError as error:
                raise self.refusal(name, error) from None
            if new is _MISSING:
                continue
            if type(value) in _APART or (value is None and name in self.blobs):
                blobs[name] = new
            else:
                core[name] = new
        return core, blobs

    def accept(self, core: dict[str, Any], blobs: dict[str, bytes | None]) -> None:
        """The changes are stored now."""
        self.core.update(core)
        for name, blob in blobs.items():
            frames = self.values.get(name)
            if type(frames) is Frames and blob is not None:
                frames._accept(blob)
            elif blob is None:
                self.blobs.pop(name, None)
            else:
                self.blobs[name] = blob

    def refresh(self, core: dict[str, Any], blobs: dict[str, bytes]) -> None:
        """Takes newer stored values; what was edited in Python and not saved stays."""
        if self.values:
            for name in list(self.values):
                if type(self.values[name]) is Frames:
                    self.values[name]._outdated()
                    continue
                old, new = self.core.get(name), core.get(name)
                if old == new and self.blobs.get(name) == blobs.get(name):
                    continue
                if self.changed(name):
                    continue
                if name == "tags":
                    # The same list, because the caller may hold it.
                    self.values[name][:] = new or []
                else:
                    del self.values[name]
        self.core = core
        self.blobs = blobs

    def replace(self, core: dict[str, Any], blobs: dict[str, bytes]) -> None:
        """Takes newer stored values and forgets what was not saved."""
        frames = {name: value for name, value in self.values.items() if type(value) is Frames}
        self.values.clear()
        # The same object, because the caller may hold it.
        self.values.update(frames)
        self.core = core
        self.blobs = blobs
        for value in frames.values():
            value._forget()

    def detach(self) -> None:
        """Leaves the dataset and keeps the values."""
        for name in {*self.core, *self.blobs} - {"created_at", "last_modified_at", "id"}:
            self.read(name)
            self.values.setdefault(name, self.core.get(name))
        self.dataset = self.id = None
        self.core = {}
        self.blobs = {}

    def refusal(self, name: str, error: Exception) -> ValueError:
        """The error for a value that cannot be stored, naming field and file."""
        path = self.values.get("filepath") or self.core.get("filepath")
        return type(error)(f"Invalid value for field {name!r} of sample {path}: {error}")  # type: ignore[return-value]
