"""Setting a field of all samples, or an attribute of many labels, at once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from lunette.core.arrays import is_array
from lunette.core.bridge_calls import Pending
from lunette.core.collection_base import CollectionBase
from lunette.core.column_encoding import ColumnEncoder
from lunette.core.encoding import pack
from lunette.core.frame_values import set_frame_values
from lunette.core.object_ids import is_id
from lunette.core.progress import Progress, ProgressOption

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection

__all__ = ["CollectionValues"]

#: Samples per request: each is one transaction.
_ROWS = 1000
_ROW_BYTES = 4
#: Requests under way: while one is written the next is encoded.
_AHEAD = 3
_LABELS = 10_000


class CollectionValues(CollectionBase):
    """Values of a field, for all samples or for single labels."""

    if TYPE_CHECKING:

        def has_field(self, path: str) -> bool: ...
        def values(self, field_or_expr: Any) -> list[Any]: ...

    def set_values(
        self,
        field_name: str,
        values: Any,
        key_field: str | None = None,
        skip_none: bool = False,
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
        progress: ProgressOption = False,
    ) -> None:
        """Sets a field of every sample, or an attribute of every label.

        All values are checked before the first one is written. They are written in parts of 1 000
        samples, so that an interruption leaves some of them set.

        Args:
            field_name: a field (``"split"``), a part of a document (``"metadata.note"``), or an
                attribute of labels (``"predictions.detections.iscrowd"``)
            values: one value per sample, in order; for an attribute of label lists, one list per
                sample with one value per label. Or a dict from sample id, or from value of
                ``key_field``, to value
            key_field (None): the field whose values the dict has as keys
            skip_none (False): whether to leave a sample as it is where the value is None
            expand_schema (True): whether a field that does not exist may be made
            dynamic (False): whether to declare undeclared attributes of labels and documents
            validate (True): whether to check the values
            progress (False): whether to show progress

        Raises:
            ValueError: if the number of values is wrong, a key is unknown, the field may not be
                edited, or a value does not fit
        """
        if not expand_schema and not self.has_field(field_name):
            raise ValueError(f"There is no field {field_name!r}.")
        dataset = self._dataset
        if field_name.startswith("frames.") and dataset._omitted():
            collection = cast("SampleCollection", self)
            set_frame_values(
                collection, field_name, values, key_field, skip_none, dynamic, validate
            )
            return
        column = ColumnEncoder(dataset, field_name, dynamic=dynamic, validate=validate)
        if column.is_label_attribute and column.top in self._filtered_names():
            self._set_visible(field_name, values, key_field, column, skip_none, progress)
            return
        rows, items = self._values_by_row(values, key_field)
        column.declare(items)
        stored = column.stored(items)
        params = {"dataset": dataset._id, "field": field_name, "skip_none": skip_none}
        params["validate"] = validate
        dataset._settle_readers()
        with Progress(len(items), progress) as shown:
            waiting: list[tuple[Pending, int]] = []
            try:
                for start in range(0, len(items), _ROWS):
                    part = stored[start : start + _ROWS]
                    keys = rows[_ROW_BYTES * start : _ROW_BYTES * (start + len(part))]
                    write = Pending("samples.set_values", params, pack([keys, part]))
                    waiting.append((write, len(part)))
                    if len(waiting) > _AHEAD:
                        _settle(waiting.pop(0), shown)
                while waiting:
                    _settle(waiting.pop(0), shown)
            finally:
                for write, _ in waiting:
                    write.cancel()
                dataset._note_written(None)
        dataset._refresh_live(None)

    def set_label_values(
        self,
        field_name: str,
        values: Mapping[str, Any],
        dynamic: bool = False,
        skip_none: bool = False,
        validate: bool = True,
        progress: ProgressOption = False,
    ) -> None:
        """Sets an attribute of single labels.

        Args:
            field_name: the attribute, such as ``"predictions.detections.iscrowd"``
            values: a dict from label id to value; labels that the collection lacks are left out
            dynamic (False): whether to declare the attribute if it is undeclared
            skip_none (False): whether to leave a label as it is where the value is None
            validate (True): whether to check the values
            progress (False): whether to show progress

        Raises:
            ValueError: if there is no such field, it may not be edited, or a value does not fit
        """
        dataset = self._dataset
        column = ColumnEncoder(dataset, field_name, dynamic=dynamic, validate=validate)
        if not column.is_label_attribute:
            raise ValueError(f"{field_name!r} is no attribute of labels.")
        for key in values:
            if not is_id(key):
                raise ValueError(f"{key!r} is not the id of a label.")
        items = list(values.values())
        column.declare(items)
        stored = column.stored(items)
        ids = list(values)
        params = {"field": field_name, "skip_none": skip_none, "validate": validate}
        dataset._settle_readers()
        with Progress(len(items), progress, "labels") as shown:
            for start in range(0, len(items), _LABELS):
                part = ids[start : start + _LABELS]
                keys = bytes.fromhex("".join(part))
                payload = pack([keys, stored[start : start + _LABELS]])
                dataset._ask("labels.set_values", {**self._every_slice(), **params}, payload)
                shown.update(len(part))
        dataset._note_written(None)
        dataset._refresh_live(None)

    def _set_visible(
        self,
        field_name: str,
        values: Any,
        key_field: str | None,
        column: ColumnEncoder,
        skip_none: bool,
        progress: ProgressOption,
    ) -> None:
        """Sets an attribute of the labels that the collection shows, by their ids."""
        ids = self.values(f"{column.labels}.id")
        if isinstance(values, Mapping):
            pairs = self._keyed(values, key_field)
            ids, items = [ids[place] for place, _ in pairs], [value for _, value in pairs]
        else:
            items = list(values)
        if len(items) != len(ids):
            raise ValueError(f"There are {len(ids)} samples, but {len(items)} values.")
        by_id: dict[str, Any] = {}
        for found, value in zip(ids, items, strict=True):
            if not isinstance(found, list):
                found, value = [found], [value]
            if value is None:
                value = [None] * len(found)
            if len(value) != len(found):
                raise ValueError(
                    f"A sample has {len(found)} labels in {column.top!r}, but {len(value)} "
                    "values were given for them."
                )
            by_id.update({id: item for id, item in zip(found, value, strict=True) if id})
        self.set_label_values(
            field_name, by_id, column.dynamic, skip_none, column.validate, progress
        )

    def _values_by_row(self, values: Any, key_field: str | None) -> tuple[bytes, list[Any]]:
        """Row numbers of samples, four bytes each, and the values for them."""
        rows = bytes(self._request("view.rows")[1] or b"")
        if isinstance(values, Mapping):
            numbers = array("I", rows)
            pairs = self._keyed(values, key_field)
            chosen = array("I", (numbers[place] for place, _ in pairs))
            return chosen.tobytes(), [value for _, value in pairs]
        items = values.tolist() if is_array(values) and values.ndim == 1 else list(values)
        count = len(rows) // _ROW_BYTES
        if len(items) != count:
            raise ValueError(f"There are {count} samples, but {len(items)} values.")
        return rows, items

    def _keyed(self, values: Mapping[Any, Any], key_field: str | None) -> list[tuple[int, Any]]:
        """The places of the samples for which there are values, with these."""
        if key_field in (None, "id"):
            for key in values:
                if not is_id(key):
                    raise ValueError(
                        f"{key!r} is not the id of a sample; to use another key, say which "
                        "field it is: key_field='…'."
                    )
            keys: list[Any] = self._sample_ids()
        else:
            keys = self.values(key_field)
        pairs = [
            (place, values[key])
            for place, key in enumerate(keys)
            if key is not None and key in values
        ]
        if len(pairs) < len(values):
            known = {keys[place] for place, _ in pairs}
            unknown = [key for key in values if key not in known]
            if unknown:
                raise ValueError(
                    f"{len(unknown)} keys belong to no sample of {self._named()}, such as "
                    f"{unknown[0]!r}."
                )
        return pairs

    def _filtered_names(self) -> frozenset[str]:
        """The fields that may show only some of their labels."""
        filtered: frozenset[str] = getattr(self, "_filtered", frozenset())
        return filtered

    if TYPE_CHECKING:

        def _named(self) -> str: ...


def _settle(write: tuple[Pending, int], shown: Progress) -> None:
    write[0].wait()
    shown.update(write[1])
