"""Summary fields: per sample, which values occur in its labels or frames, or how large they are."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from lunette.core.document import DynamicEmbeddedDocument
from lunette.core.encoding import ms_of_datetime
from lunette.core.fields import EmbeddedDocumentField, Field, IntField, ListField
from lunette.core.sidebar_groups import SidebarGroupDocument

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["DatasetSummaryFields"]

#: Key of a field's info under which it is said what is summarized.
_KEY = "_summary_field"
_CATEGORICAL = frozenset({"string", "bool", "object_id"})
_NUMERIC = frozenset({"int", "float", "date", "datetime"})
_GROUP = "summaries"
#: Samples whose values are read at once; frames are documents, which are read whole.
_BATCH, _FRAME_BATCH = 20_000, 500


class DatasetSummaryFields:
    """Summary fields of a dataset."""

    @property
    def _summarized(self) -> Dataset:
        """The dataset itself."""
        return cast("Dataset", self)

    def create_summary_field(
        self,
        path: str,
        field_name: str | None = None,
        sidebar_group: str | bool | None = None,
        include_counts: bool = False,
        group_by: str | None = None,
        read_only: bool = True,
        create_index: bool = True,
    ) -> str:
        """Makes a field that says of each sample which values occur at a path inside it.

        Texts become the list of those that occur, or documents ``{label, count}``; numbers and
        dates become a document ``{min, max}``, or one ``{<group_by>, min, max}`` per group.

        Args:
            path: a field of labels or frames, such as ``"frames.detections.detections.label"``
            field_name (None): name of the new field; by default made of the path
            sidebar_group (None): the group of the App's sidebar it goes into; by default
                ``"summaries"`` if the dataset has groups of its own; False: none
            include_counts (False): whether to count texts
            group_by (None): an attribute beside that of the path, such as ``"label"``, by which
                numbers are grouped
            read_only (True): whether its values may not be edited
            create_index (True): whether to make indexes of it

        Returns:
            the name of the new field

        Raises:
            ValueError: there is no such path, its values cannot be summarized, or the field exists
        """
        dataset = self._summarized
        facts = {"path": path, "include_counts": include_counts, "group_by": group_by}
        shape = _shape(dataset, facts)
        name = field_name or _free_name(dataset, path)
        if dataset.has_field(name):
            raise ValueError(f"The dataset {dataset.name!r} has a field {name!r} already.")
        dataset.add_sample_field(name, shape, info={_KEY: facts})
        self._summarize(name, facts, read_only)
        if create_index:
            for indexed in _indexed(name, facts, shape):
                dataset.create_index(indexed)
        self._show(name, sidebar_group)
        return name

    def list_summary_fields(self) -> list[str]:
        """The names of the summary fields, sorted."""
        return sorted(self._facts())

    def check_summary_fields(self) -> list[str]:
        """The names of the summary fields that may be out of date: samples were modified since."""
        dataset = self._summarized
        latest = dataset.bounds("last_modified_at")[1]
        now = 0 if latest is None else ms_of_datetime(latest)
        return sorted(name for name, facts in self._facts().items() if facts.get("at", -1) < now)

    def update_summary_field(self, field_name: str) -> None:
        """Summarizes the samples again.

        Raises:
            ValueError: there is no such summary field
        """
        facts = self._require_facts(field_name)
        field = self._summarized.get_field(field_name)
        self._summarize(field_name, facts, field is not None and field.read_only)

    def delete_summary_field(self, field_name: str, error_level: int = 0) -> None:
        """Deletes a summary field.

        Args:
            field_name: its name
            error_level (0): what to do if there is none: 0 raises, 1 warns, 2 passes over it

        Raises:
            ValueError: there is no such summary field
        """
        self.delete_summary_fields([field_name], error_level)

    def delete_summary_fields(self, field_names: str | Iterable[str], error_level: int = 0) -> None:
        """Deletes summary fields; see :meth:`delete_summary_field`."""
        dataset = self._summarized
        for name in [field_names] if isinstance(field_names, str) else list(field_names):
            try:
                self._require_facts(name)
            except ValueError as error:
                if error_level == 0:
                    raise
                if error_level == 1:
                    warnings.warn(str(error), stacklevel=3)
                continue
            own = [i for i in dataset.list_indexes() if i == name or i.startswith(f"{name}.")]
            for index in own:
                dataset.drop_index(index)
            self._set_read_only(name, False)
            dataset.delete_sample_field(name)
            self._hide(name)

    # What is kept

    def _facts(self) -> dict[str, dict[str, Any]]:
        """What is summarized, by summary field."""
        schema = self._summarized.get_field_schema()
        return {
            name: field.info[_KEY]
            for name, field in schema.items()
            if field.info is not None and _KEY in field.info
        }

    def _require_facts(self, name: str) -> dict[str, Any]:
        facts = self._facts()
        if name not in facts:
            known = ", ".join(map(repr, sorted(facts))) or "none"
            raise ValueError(
                f"The dataset {self._summarized.name!r} has no summary field {name!r}; it has "
                f"{known}."
            )
        return facts[name]

    def _set_read_only(self, name: str, read_only: bool, **facts: Any) -> None:
        field = self._summarized.get_field(name)
        if field is not None:
            info = dict(field.info or {})
            field.info = {**info, _KEY: {**info[_KEY], **facts}}
            field.read_only = read_only
            field.save()

    def _summarize(self, name: str, facts: dict[str, Any], read_only: bool) -> None:
        """Computes and writes the summaries of all samples."""
        dataset = self._summarized
        self._set_read_only(name, False)
        for ids, summaries in _summaries(dataset, facts):
            dataset.set_values(name, dict(zip(ids, summaries, strict=True)))
        latest = dataset.bounds("last_modified_at")[1]
        # As late as what was just written, which is a change of the samples itself.
        at = 0 if latest is None else ms_of_datetime(latest)
        self._set_read_only(name, read_only, at=at)

    # The sidebar

    def _show(self, name: str, sidebar_group: str | bool | None) -> None:
        dataset = self._summarized
        config = dataset.app_config
        custom = config.sidebar_groups is not None
        if sidebar_group is False or (sidebar_group in (None, True) and not custom):
            return
        wanted = sidebar_group if isinstance(sidebar_group, str) else _GROUP
        if config.sidebar_groups is None:
            config.sidebar_groups = config.default_sidebar_groups(dataset)
        for group in config.sidebar_groups:
            group.paths = [path for path in group.paths if path != name]
        found = next((g for g in config.sidebar_groups if g.name == wanted), None)
        if found is None:
            found = SidebarGroupDocument(wanted)
            config.sidebar_groups.append(found)
        found.paths.append(name)
        dataset.save()

    def _hide(self, name: str) -> None:
        dataset = self._summarized
        for group in dataset.app_config.sidebar_groups or ():
            group.paths = [path for path in group.paths if path.partition(".")[0] != name]
        dataset.save()


def _kind(dataset: Dataset, path: str) -> tuple[str, Field]:
    """The type of the values at a path, and their field."""
    field = dataset.get_field(path, leaf=True)
    if field is None:
        raise ValueError(f"The dataset {dataset.name!r} has no field {path!r}.")
    if field.kind not in _CATEGORICAL | _NUMERIC:
        raise ValueError(
            f"The values of {path!r} cannot be summarized: it is a {field}. Texts, numbers and "
            "dates can."
        )
    return field.kind, field


def _shape(dataset: Dataset, facts: dict[str, Any]) -> Field:
    """The field that holds the summaries."""
    kind, field = _kind(dataset, facts["path"])
    group_by = facts["group_by"]
    if kind in _CATEGORICAL:
        if group_by is not None:
            raise ValueError("Only numbers and dates are grouped; leave out group_by.")
        if not facts["include_counts"]:
            return ListField(field.copy())
        return ListField(_documents({"label": field.copy(), "count": IntField()}))
    if facts["include_counts"]:
        raise ValueError("Only texts are counted; leave out include_counts.")
    bounds = {"min": field.copy(), "max": field.copy()}
    if group_by is None:
        return _documents(bounds)
    _, group = _kind(dataset, _beside(facts["path"], group_by))
    return ListField(_documents({group_by: group.copy(), **bounds}))


def _documents(fields: dict[str, Field]) -> EmbeddedDocumentField:
    for name, field in fields.items():
        field.name = name
    return EmbeddedDocumentField(DynamicEmbeddedDocument, fields)


def _beside(path: str, attribute: str) -> str:
    return f"{path.rpartition('.')[0]}.{attribute}"


def _free_name(dataset: Dataset, path: str) -> str:
    """A name made of a path, without the names of the lists in it."""
    lists = {"classifications", "detections", "polylines", "keypoints"}
    parts = path.split(".")
    last = len(parts) - 1
    kept = [
        part
        for i, part in enumerate(parts)
        if i in (0, last) or not (part in lists and (i > 1 or parts[0] != "frames"))
    ]
    root = name = "_".join(kept)
    number = 1
    while dataset.has_field(name):
        number += 1
        name = f"{root}{number}"
    return name


def _indexed(name: str, facts: dict[str, Any], shape: Field) -> list[str]:
    if facts["group_by"] is not None:
        return [f"{name}.{part}" for part in (facts["group_by"], "min", "max")]
    if facts["include_counts"]:
        return [f"{name}.label", f"{name}.count"]
    return [name] if isinstance(shape, ListField) else [f"{name}.min", f"{name}.max"]


def _summaries(dataset: Dataset, facts: dict[str, Any]) -> Iterator[tuple[list[str], list[Any]]]:
    """Sample ids and their summaries, some samples at a time."""
    path, group_by = facts["path"], facts["group_by"]
    kind, _ = _kind(dataset, path)
    batch = _FRAME_BATCH if path.startswith("frames.") else _BATCH
    for start in range(0, len(dataset), batch):
        part = dataset.view().skip(start).limit(batch)
        paths = ["id", path] + ([] if group_by is None else [_beside(path, group_by)])
        ids, *columns = part.values(paths)
        yield (
            ids,
            [
                _summary(kind, facts, *(list(_flat(value)) for value in values))
                for values in zip(*columns, strict=True)
            ],
        )


def _summary(
    kind: str, facts: dict[str, Any], values: list[Any], groups: list[Any] | None = None
) -> Any:
    """The summary of the values of one sample; None if there are none."""
    if kind in _CATEGORICAL:
        counts = Counter(value for value in values if value is not None)
        labels = sorted(counts)
        if not facts["include_counts"]:
            return labels or None
        return [
            DynamicEmbeddedDocument(label=label, count=counts[label]) for label in labels
        ] or None
    if groups is None:
        known = [value for value in values if value is not None]
        return DynamicEmbeddedDocument(min=min(known), max=max(known)) if known else None
    by_group: dict[Any, list[Any]] = {}
    for value, group in zip(values, groups, strict=True):
        if value is not None and group is not None:
            by_group.setdefault(group, []).append(value)
    grouped = [
        DynamicEmbeddedDocument(
            **{facts["group_by"]: group, "min": min(by_group[group]), "max": max(by_group[group])}
        )
        for group in sorted(by_group)
    ]
    return grouped or None


def _flat(value: Any) -> Iterator[Any]:
    """The values in nested lists."""
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _flat(item)
    else:
        yield value
