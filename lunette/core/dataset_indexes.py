"""Indexes of a dataset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from lunette.core.frame_schema import is_frames_field
from lunette.core.schema import Schema

__all__ = ["DatasetIndexes"]

Spec = list[tuple[str, int]]

#: What every dataset has, because it is always fast.
_DEFAULTS = ("id", "filepath", "created_at", "last_modified_at")
_FRAME_DEFAULTS = ("id", "created_at", "last_modified_at")


class DatasetIndexes:
    """Indexes of a dataset.

    Every field is kept in columns that queries use, so an index makes nothing faster here; one that
    is unique is a promise that is kept whenever samples are added or edited.
    """

    _id: str
    _schema: Schema

    if TYPE_CHECKING:
        name: str

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _load_info(self) -> None: ...

    def create_index(
        self,
        field_or_spec: str | Iterable[tuple[str, int]],
        unique: bool = False,
        force: bool = False,
        wait: bool = True,
        **kwargs: Any,
    ) -> str:
        """Makes an index; one of the same fields that there is stays.

        Args:
            field_or_spec: a field, or a list of (field, 1 or -1)
            unique (False): whether no two samples may have the same value; samples without a value
                do not count
            force (False): whether to replace an index of the same fields that is not (or is)
                unique
            wait (True): has no effect; the index is there when this returns
            **kwargs: options of a database's indexes; have no effect

        Returns:
            its name

        Raises:
            ValueError: if there is no such field, values of it cannot be unique, two samples have
                the same value, or an index of these fields is (or is not) unique
        """
        spec = _spec(field_or_spec)
        for path, _ in spec:
            self._require_field(path)
        known = next(
            (
                (name, info)
                for name, info in self.get_index_information().items()
                if {path for path, _ in info["key"]} == {path for path, _ in spec}
            ),
            None,
        )
        if known is not None:
            name, info = known
            if bool(info.get("unique")) == unique or (name == "id" and unique):
                return name
            if name in self._default_indexes():
                if not unique:
                    return name
            elif not force:
                kind = "is not" if unique else "is"
                raise ValueError(
                    f"There is an index {name!r} of these fields, and it {kind} unique; drop it "
                    "first, or use force=True."
                )
            else:
                self.drop_index(name)
        name = spec[0][0] if len(spec) == 1 else "_".join(f"{p}_{d}" for p, d in spec)
        params = {"dataset": self._id, "name": name, "fields": spec, "unique": bool(unique)}
        self._ask("index.create", params)
        return name

    def list_indexes(self) -> list[str]:
        """The names of the indexes, those that every dataset has first."""
        return list(self.get_index_information())

    def get_index_information(self, include_stats: bool = False) -> dict[str, dict[str, Any]]:
        """The indexes by name: ``key``, a list of (field, 1 or -1), and ``unique`` if they are.

        Args:
            include_stats (False): also ``size`` in bytes: 0, because an index takes no room, and
                ``in_progress``
        """
        found: dict[str, dict[str, Any]] = {**self._default_indexes()}
        for item in self._ask("index.list", {"dataset": self._id})[0]:
            info: dict[str, Any] = {
                "key": [(path, direction) for path, direction in item["fields"]]
            }
            if item["unique"]:
                info["unique"] = True
            found[item["name"]] = info
        if include_stats:
            for info in found.values():
                info.update(size=0, in_progress=False)
        return found

    def drop_index(self, field_or_name: str) -> None:
        """Drops an index.

        Args:
            field_or_name: its name or its field

        Raises:
            ValueError: if there is no such index, or every dataset has it
        """
        defaults = self._default_indexes()
        own = {n: i for n, i in self.get_index_information().items() if n not in defaults}
        if field_or_name not in own:
            if field_or_name in defaults:
                raise ValueError(
                    f"Every dataset has the index {field_or_name!r}; it cannot be dropped."
                )
            raise ValueError(
                f"The dataset {self.name!r} has no index {field_or_name!r}; it has "
                f"{', '.join(map(repr, own)) or 'none but those that every dataset has'}."
            )
        self._ask("index.drop", {"dataset": self._id, "name": field_or_name})

    def _default_indexes(self) -> dict[str, dict[str, Any]]:
        names: dict[str, dict[str, Any]] = {name: {"key": [(name, 1)]} for name in _DEFAULTS}
        names["id"]["unique"] = True
        if self._has_own_path_index():
            del names["filepath"]
        fields = self._schema.fields
        group = getattr(self, "group_field", None)
        if group:
            names |= {
                f"{group}.{part}": {"key": [(f"{group}.{part}", 1)]} for part in ("id", "name")
            }
        if "sample_id" in fields:
            names["sample_id"] = {"key": [("sample_id", 1)]}
        if is_frames_field(fields.get("frames")):
            names |= {f"frames.{n}": {"key": [(f"frames.{n}", 1)]} for n in _FRAME_DEFAULTS}
            names["frames._sample_id_1_frame_number_1"] = {
                "key": [("frames._sample_id", 1), ("frames.frame_number", 1)],
                "unique": True,
            }
            names["frames.id"]["unique"] = True
        return names

    def _has_own_path_index(self) -> bool:
        """Whether there is an index of the file path besides the one that every dataset has."""
        found = self._ask("index.list", {"dataset": self._id})[0]
        return any(item["name"] == "filepath" for item in found)

    def _require_field(self, path: str) -> None:
        if self._schema.find(path) is None:
            self._load_info()
            if self._schema.find(path) is None:
                raise ValueError(f"The dataset {self.name!r} has no field {path!r} to index.")


def _spec(field_or_spec: Any) -> Spec:
    """Fields with their directions, checked."""
    spec = [(field_or_spec, 1)] if isinstance(field_or_spec, str) else list(field_or_spec)
    for item in spec:
        pair = tuple(item) if isinstance(item, (list, tuple)) else ()
        if len(pair) != 2 or not isinstance(pair[0], str) or pair[1] not in (1, -1):
            raise ValueError(
                "An index is of a field, or of a list of (field, 1) and (field, -1) pairs; found "
                f"{item!r}."
            )
    if not spec:
        raise ValueError("An index needs at least one field.")
    return cast("Spec", [(path, direction) for path, direction in spec])
