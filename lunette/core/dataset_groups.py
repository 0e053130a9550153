"""Grouped datasets: their group field, slices, and the slice that is active."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from lunette.core.bridge_calls import Row
from lunette.core.collection_base import Stage
from lunette.core.collection_groups import CollectionGroups

__all__ = ["DatasetGroups"]

#: First stages that say themselves of which slices samples are shown.
_OWN_SLICES = frozenset(("select_group_slices", "exclude_group_slices", "group_slice"))


class DatasetGroups(CollectionGroups):
    """The groups of a dataset."""

    _id: str

    if TYPE_CHECKING:
        name: str

        @property
        def _info(self) -> dict[str, Any]: ...
        def _update(self, **changes: Any) -> None: ...
        def _load_info(self) -> None: ...

    @property
    def _group_field(self) -> str | None:
        field: str | None = self._info["properties"].get("group_field")
        return field

    def _slice_types(self) -> dict[str, str]:
        """The slices with their media types, in order."""
        slices = self._info["properties"].get("group_slices") or []
        return {slice["name"]: slice["media_type"] for slice in slices}

    def _active_slice(self) -> str | None:
        own: str | None = self.__dict__.get("_active")
        if own is not None and own in self._slice_types():
            return own
        default: str | None = self._info["properties"].get("default_group_slice")
        return default

    def _in_slice(self, stages: list[Stage]) -> list[Stage]:
        """Stages as the bridge needs them: of a grouped dataset, with the active slice."""
        if self._group_field is None:
            return stages
        first = stages[0] if stages else None
        if first is not None and first["stage"] in _OWN_SLICES and first.get("flat", True):
            return stages
        active = self._active_slice()
        for stage in stages:
            slices = stage.get("slices")
            if stage["stage"] == "select_group_slices" and not stage.get("flat", True):
                active = active if slices is None or active in slices else slices[0]
        return stages if active is None else [{"stage": "group_slice", "slice": active}, *stages]

    @property
    def group_slice(self) -> str | None:
        """The active slice, whose samples are addressed; assigning another one is not saved.

        Raises:
            ValueError: if there is no such slice
        """
        return None if self._group_field is None else self._active_slice()

    @group_slice.setter
    def group_slice(self, slice_name: str | None) -> None:
        if slice_name is not None:
            self._check_slice(slice_name)
        self.__dict__["_active"] = slice_name

    @property
    def default_group_slice(self) -> str | None:
        """The slice that is active at first; assigning saves it."""
        slice: str | None = self._info["properties"].get("default_group_slice")
        return None if self._group_field is None else slice

    @default_group_slice.setter
    def default_group_slice(self, slice_name: str) -> None:
        self._check_slice(slice_name)
        self._update(properties={"default_group_slice": slice_name})

    def _check_slice(self, slice_name: str) -> None:
        if self._group_field is None:
            raise ValueError(f"Dataset {self.name!r} has no groups.")
        if slice_name not in self._slice_types():
            self._load_info()
        if slice_name not in self._slice_types():
            raise ValueError(
                f"Dataset {self.name!r} has no group slice {slice_name!r}. It has: "
                f"{', '.join(self._slice_types()) or 'none'}."
            )

    def add_group_field(
        self,
        field_name: str,
        default: str | None = None,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
        **kwargs: Any,
    ) -> None:
        """Makes the dataset a grouped one; only possible while it has no samples.

        Args:
            field_name: the name of the field with the groups
            default (None): the slice that is active at first; that of the first sample by default
            description (None): what the field means
            info (None): a dict of further facts
            read_only (False): whether its values may not be edited

        Raises:
            ValueError: if the dataset has a group field or samples
        """
        from lunette.core.fields import EmbeddedDocumentField, ObjectIdField, StringField
        from lunette.core.groups import Group

        if self._group_field is not None:
            raise ValueError(
                f"Dataset {self.name!r} has the group field {self._group_field!r} already; a "
                "dataset has one."
            )
        self._load_info()
        if self._info["count"] > 0:
            raise ValueError(
                f"Dataset {self.name!r} has samples without groups, so it cannot become a grouped "
                "one."
            )
        cast("Any", self).add_sample_field(
            field_name,
            EmbeddedDocumentField,
            embedded_doc_type=Group,
            fields={"id": ObjectIdField, "name": StringField},
            description=description,
            info=info,
            read_only=read_only,
            **kwargs,
        )
        properties = {"group_field": field_name, "default_group_slice": default}
        self._update(media_type="group", properties={**properties, "group_slices": []})

    def add_group_slice(self, name: str, media_type: str) -> None:
        """Adds a slice.

        Args:
            name: of the slice
            media_type: of its samples, such as ``"image"``

        Raises:
            ValueError: if there are no groups, or there is such a slice of another media type
        """
        if self._group_field is None:
            raise ValueError(f"Dataset {self.name!r} has no groups; use add_group_field() first.")
        types = self._slice_types()
        if types.get(name, media_type) != media_type:
            raise ValueError(
                f"Dataset {self.name!r} has a slice {name!r} of media type {types[name]!r} already."
            )
        default = self._info["properties"].get("default_group_slice")
        self._set_slices({**types, name: media_type}, default or name)

    def _set_slices(self, types: dict[str, str], default: str | None) -> None:
        slices = [{"name": name, "media_type": own} for name, own in types.items()]
        self._update(properties={"group_slices": slices, "default_group_slice": default})

    def rename_group_slice(self, name: str, new_name: str) -> None:
        """Gives a slice another name.

        Raises:
            ValueError: if there is no such slice, or one of the new name
        """
        self._check_slice(name)
        types = self._slice_types()
        if new_name in types:
            raise ValueError(f"Dataset {self.name!r} has a group slice {new_name!r} already.")
        default = self._info["properties"].get("default_group_slice")
        added = {**types, new_name: types[name]}
        self._set_slices(added, default)
        samples = self.select_group_slices(name)
        samples.set_values(f"{self._group_field}.name", [new_name] * len(samples))
        renamed = {new_name if old == name else old: own for old, own in types.items()}
        if self.__dict__.get("_active") == name:
            self.__dict__["_active"] = new_name
        self._set_slices(renamed, new_name if default == name else default)

    def delete_group_slice(self, name: str) -> None:
        """Deletes a slice and its samples; the files stay.

        Raises:
            ValueError: if there is no such slice
        """
        self._check_slice(name)
        self._delete_view([{"stage": "group_slice", "slice": name}])
        types = {own: kind for own, kind in self._slice_types().items() if own != name}
        default = self._info["properties"].get("default_group_slice")
        self._set_slices(types, next(iter(types), None) if default == name else default)

    def delete_groups(self, groups_or_ids: Any) -> None:
        """Deletes all samples of groups; the files stay.

        Args:
            groups_or_ids: an id, an element of a group, a sample, a dict of samples as
                :meth:`get_group` returns it, several of them, or a view of groups

        Raises:
            ValueError: if the dataset has no groups
        """
        from lunette.core.group_stages import SelectGroups

        if self._group_field is None:
            raise ValueError(f"Dataset {self.name!r} has no groups.")
        if isinstance(groups_or_ids, CollectionGroups):
            view: Any = groups_or_ids
            groups: Any = view.values(f"{self._group_field}.id")
        elif isinstance(groups_or_ids, dict):
            groups = list(groups_or_ids.values())[:1]
        elif isinstance(groups_or_ids, (list, tuple, set, frozenset)):
            groups = [
                next(iter(item.values())) if isinstance(item, dict) else item
                for item in groups_or_ids
            ]
        else:
            groups = groups_or_ids
        self._delete_view([SelectGroups(groups).to_dict()])

    def _delete_view(self, stages: list[Stage]) -> None:
        """Deletes the samples of a view of all slices."""
        self._settle_readers()
        params = {"dataset": self._id, "view": stages}
        data = self._ask("view.ids", params)[1] or b""
        self._ask("samples.delete", params)
        self._left(bytes(data)[i : i + 12] for i in range(0, len(data), 12))

    def _rows(self, method: str, params: dict[str, Any], *, lookup: bool = False) -> list[Row]:
        if method == "samples.get":
            # By id or path: whatever slice is active.
            params = {**params, "view": []}
        return super()._rows(method, params, lookup=lookup)

    if TYPE_CHECKING:

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _settle_readers(self) -> None: ...
        def _left(self, ids: Any) -> None: ...
