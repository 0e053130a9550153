"""Edits of all samples of a collection at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.arrays import is_array
from lunette.core.collection_base import CollectionBase
from lunette.core.labels import Label, LabelList
from lunette.core.object_ids import is_id
from lunette.core.progress import Progress, ProgressOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lunette.core.sample_base import SampleBase
    from lunette.core.save_context import SaveContext

__all__ = ["CollectionEditing"]


class CollectionEditing(CollectionBase):
    """Edits of all samples of a collection at once."""

    def set_values(
        self,
        field_name: str,
        values: Any,
        key_field: str | None = None,
        skip_none: bool = False,
        expand_schema: bool = True,
        dynamic: bool = False,
        validate: bool = True,
        progress: ProgressOption = None,
    ) -> None:
        """Sets a field of every sample, or an attribute of every label.

        Args:
            field_name: a field (``"split"``), a part of a document (``"metadata.note"``), or an
                attribute of labels (``"predictions.detections.iscrowd"``)
            values: one value per sample, in order; for an attribute of label lists, one list per
                sample with one value per label. Or a dict from sample id, or from value of
                ``key_field``, to value
            key_field (None): the field whose values the dict has as keys
            skip_none (False): whether to leave a sample as it is where the value is None
            expand_schema (True): whether a field that does not exist may be made
            dynamic (False): whether to declare undeclared attributes of labels
            validate (True): whether to check the values
            progress (None): whether to show progress

        Raises:
            ValueError: if the number of values is wrong, or a value does not fit
        """
        if not expand_schema and not self._has_field(field_name):
            raise ValueError(f"There is no field {field_name!r}.")
        chosen = self._values_by_place(values, key_field)
        if self._dataset._takes_plain_values(field_name, (value for _, value in chosen)):
            ids = self._sample_ids()
            self._dataset._write_field(
                field_name,
                [
                    (id, value)
                    for id, (given, value) in zip(ids, chosen, strict=True)
                    if given and not (value is None and skip_none)
                ],
            )
            return
        with Progress(len(chosen), progress) as shown, self.save_context(batch_size=1000) as saver:
            for sample, (given, value) in zip(self, chosen, strict=True):
                shown.update()
                if not given or (value is None and skip_none):
                    continue
                _assign(sample, field_name, value, skip_none, validate, dynamic)
                saver.save(sample)

    def _values_by_place(self, values: Any, key_field: str | None) -> list[tuple[bool, Any]]:
        """For each sample in order: whether there is a value for it, and which."""
        if isinstance(values, Mapping):
            if key_field is None:
                for key in values:
                    if not is_id(key):
                        raise ValueError(
                            f"{key!r} is not the id of a sample; to use another key, say which "
                            "field it is: key_field='…'."
                        )
            keys = self._sample_ids() if key_field is None else self.values(key_field)
            return [(key in values, values.get(key)) for key in keys]
        items = list(values) if not is_array(values) else values.tolist()
        count = len(self)
        if len(items) != count:
            raise ValueError(f"There are {count} samples, but {len(items)} values.")
        return [(True, value) for value in items]

    def _has_field(self, path: str) -> bool:
        found: bool = self.has_field(path)
        return found

    if TYPE_CHECKING:

        def __iter__(self) -> Iterator[SampleBase]: ...
        def has_field(self, path: str) -> bool: ...
        def values(self, field_or_expr: Any) -> list[Any]: ...
        def save_context(self, batch_size: int | float | None = None) -> SaveContext: ...


def _assign(
    sample: SampleBase, path: str, value: Any, skip_none: bool, validate: bool, dynamic: bool
) -> None:
    """Sets the value of a path, which may lead into labels."""
    head, _, rest = path.partition(".")
    label = sample[head] if rest and sample.has_field(head) else None
    if not isinstance(label, LabelList):
        if value is not None or not rest or isinstance(label, Label):
            sample.set_field(path, value, validate=validate, dynamic=dynamic)
        return
    list_name = label._list
    attribute = rest.removeprefix(f"{list_name}.")
    elements = getattr(label, list_name)
    if attribute == list_name:
        setattr(label, list_name, value)
        return
    items: Iterable[Any] = [] if value is None else value
    items = list(items)
    if len(items) != len(elements):
        raise ValueError(
            f"The sample {sample.filepath} has {len(elements)} labels in {head!r}, but "
            f"{len(items)} values were given for them."
        )
    for element, item in zip(elements, items, strict=True):
        if item is not None or not skip_none:
            element.set_field(attribute, item)
    if dynamic:
        sample.set_field(head, label, validate=validate, dynamic=True)
