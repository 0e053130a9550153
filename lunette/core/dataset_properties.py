"""Properties of a dataset: facts that are stored with it and can be edited."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakMethod

from lunette.core.app_config import DatasetAppConfig
from lunette.core.encoding import datetime_of_ms
from lunette.core.errors import ValidationError
from lunette.core.frame_schema import is_frames_field
from lunette.core.keypoint_skeleton import KeypointSkeleton
from lunette.core.label_targets import (
    TARGET_PROPERTIES,
    MaskTargets,
    stored_targets,
    targets_of_stored,
)

if TYPE_CHECKING:
    from lunette.core.fields import Field
    from lunette.core.schema import Schema

__all__ = ["DatasetProperties"]

Info = dict[str, Any]

#: What can be edited in place and is then saved by ``dataset.save()``.
_EDITABLE = ("tags", "info", "app_config", *TARGET_PROPERTIES)


def _stored_form(name: str, value: Any) -> Any:
    """An editable property as the bridge takes it; raises ValidationError."""
    if name == "app_config":
        return DatasetAppConfig(value).to_dict()
    if name == "tags":
        tags = [] if value is None else list(value)
        if isinstance(value, str) or not all(isinstance(tag, str) for tag in tags):
            raise ValidationError(f"The tags of a dataset are a list of strings, not {value!r}.")
        return tags
    if name == "info":
        return dict(value or {})
    return stored_targets(name, value)


def _values_of(info: Info) -> dict[str, Any]:
    """The editable properties of a description, as objects of their own."""
    stored = info["properties"]
    return {
        "tags": list(info["tags"]),
        "info": copy.deepcopy(info["info"]),
        "app_config": DatasetAppConfig(copy.deepcopy(info["app_config"])),
        **{name: targets_of_stored(name, stored.get(name)) for name in TARGET_PROPERTIES},
    }


class DatasetProperties:
    """Properties of a dataset.

    Assigning one saves it at once; edits in place need ``dataset.save()``. If a value is not
    possible, the properties become again what is stored.
    """

    _id: str
    _schema: Schema

    if TYPE_CHECKING:

        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...
        def _require(self) -> None: ...
        def _save_field(self, field: Field) -> None: ...
        def __len__(self) -> int: ...

    def _take_info(self, info: Info, forget: Iterable[str] = ()) -> None:
        """Takes over what the bridge says of the dataset.

        Args:
            info: the description
            forget (()): properties whose edits in place are given up; those of others stay
        """
        own = self.__dict__
        edits = self._edits_in_place()
        for name in forget:
            edits.pop(name, None)
        own["_info_now"] = info
        own["_saved_values"] = _values_of(info)
        own["_values"] = {**_values_of(info), **edits}
        saver = WeakMethod(self._save_field)
        self._schema.load(info["fields"], datetime_of_ms(info["created_at"]), saver)

    def _edits_in_place(self) -> Info:
        """The properties that were edited in place and not saved."""
        now, saved = self.__dict__.get("_values", {}), self.__dict__.get("_saved_values", {})
        return {name: value for name, value in now.items() if value != saved[name]}

    def _load_info(self) -> None:
        """Reads name, properties and schema again; edits in place that were not saved stay."""
        self._take_info(self._ask("dataset.describe", {"dataset": self._id})[0])

    @property
    def _info(self) -> Info:
        self._require()
        info: Info = self.__dict__["_info_now"]
        return info

    def _value(self, name: str) -> Any:
        self._require()
        return self.__dict__["_values"][name]

    def _update(self, **changes: Any) -> None:
        """Saves properties; edits in place of others stay unsaved."""
        try:
            params = {
                name: _stored_form(name, value) if name in _EDITABLE else value
                for name, value in changes.items()
            }
            targets = {name: params.pop(name) for name in TARGET_PROPERTIES if name in params}
            if targets:
                params["properties"] = targets
            info = self._ask("dataset.update", {"dataset": self._id, **params})[0]
        except ValueError:
            self._take_info(self.__dict__["_info_now"], forget=changes)
            raise
        self._take_info(info, forget=changes)

    def save(self) -> None:
        """Saves the properties that were edited in place.

        Raises:
            ValidationError: if a value is not possible; the properties become what is stored
        """
        self._require()
        edits = self._edits_in_place()
        if edits:
            self._update(**edits)

    def _omitted(self) -> dict[str, Any]:
        """Parameters of requests for samples: frames of videos are read when they are asked for."""
        return {"omit": ["frames"]} if is_frames_field(self._schema.fields.get("frames")) else {}

    # Names and looks

    @property
    def slug(self) -> str:
        """The name in a form for addresses."""
        slug: str = self._info["slug"]
        return slug

    @property
    def persistent(self) -> bool:
        """Whether the dataset outlives the session; assigning saves it."""
        persistent: bool = self._info["persistent"]
        return persistent

    @persistent.setter
    def persistent(self, value: bool) -> None:
        self._update(persistent=bool(value))

    @property
    def tags(self) -> list[str]:
        """Tags of the dataset; assigning saves them, edits in place need :meth:`save`."""
        tags: list[str] = self._value("tags")
        return tags

    @tags.setter
    def tags(self, value: Iterable[str] | None) -> None:
        self._update(tags=value)

    @property
    def description(self) -> str | None:
        """What the dataset is; assigning saves it."""
        description: str | None = self._info["description"]
        return description

    @description.setter
    def description(self, value: str | None) -> None:
        self._update(description=value)

    @property
    def info(self) -> dict[str, Any]:
        """Any facts about the dataset; assigning saves them, edits in place need :meth:`save`."""
        info: dict[str, Any] = self._value("info")
        return info

    @info.setter
    def info(self, value: dict[str, Any]) -> None:
        self._update(info=value)

    @property
    def app_config(self) -> DatasetAppConfig:
        """How the App shows the dataset; edits in place need :meth:`save`."""
        config: DatasetAppConfig = self._value("app_config")
        return config

    @app_config.setter
    def app_config(self, value: DatasetAppConfig | dict[str, Any] | None) -> None:
        self._update(app_config=value)

    # What labels may be

    @property
    def classes(self) -> dict[str, list[str]]:
        """By field, the classes that its labels may have."""
        classes: dict[str, list[str]] = self._value("classes")
        return classes

    @classes.setter
    def classes(self, value: dict[str, list[str]] | None) -> None:
        self._update(classes=value)

    @property
    def default_classes(self) -> list[str]:
        """The classes of fields that have none of their own in :attr:`classes`."""
        classes: list[str] = self._value("default_classes")
        return classes

    @default_classes.setter
    def default_classes(self, value: Iterable[str] | None) -> None:
        self._update(default_classes=value)

    @property
    def mask_targets(self) -> dict[str, MaskTargets]:
        """By field, the names of the values of its masks: integers, or colours ``"#RRGGBB"``."""
        targets: dict[str, MaskTargets] = self._value("mask_targets")
        return targets

    @mask_targets.setter
    def mask_targets(self, value: dict[str, MaskTargets] | None) -> None:
        self._update(mask_targets=value)

    @property
    def default_mask_targets(self) -> MaskTargets:
        """The mask targets of fields that have none of their own in :attr:`mask_targets`."""
        targets: MaskTargets = self._value("default_mask_targets")
        return targets

    @default_mask_targets.setter
    def default_mask_targets(self, value: MaskTargets | None) -> None:
        self._update(default_mask_targets=value)

    @property
    def skeletons(self) -> dict[str, KeypointSkeleton]:
        """By field, how its keypoints are named and joined."""
        skeletons: dict[str, KeypointSkeleton] = self._value("skeletons")
        return skeletons

    @skeletons.setter
    def skeletons(self, value: dict[str, KeypointSkeleton] | None) -> None:
        self._update(skeletons=value)

    @property
    def default_skeleton(self) -> KeypointSkeleton | None:
        """The skeleton of fields that have none of their own in :attr:`skeletons`."""
        skeleton: KeypointSkeleton | None = self._value("default_skeleton")
        return skeleton

    @default_skeleton.setter
    def default_skeleton(self, value: KeypointSkeleton | None) -> None:
        self._update(default_skeleton=value)

    # Times and kinds

    @property
    def created_at(self) -> datetime:
        """When the dataset was made (UTC)."""
        return datetime_of_ms(self._info["created_at"])

    @property
    def last_modified_at(self) -> datetime:
        """When its properties, schema, saved views or runs were last changed (UTC)."""
        self._load_info()
        return datetime_of_ms(self._info["last_modified_at"])

    @property
    def last_loaded_at(self) -> datetime | None:
        """When it was last loaded (UTC), or None."""
        self._load_info()
        at = self._info["last_loaded_at"]
        return None if at is None else datetime_of_ms(at)

    @property
    def last_deletion_at(self) -> datetime | None:
        """When samples were last deleted from it (UTC), or None."""
        self._load_info()
        at = self._info["properties"].get("last_deletion_at")
        return None if at is None else datetime_of_ms(at)

    @property
    def version(self) -> str:
        """The version of Lunette whose form the dataset is stored in."""
        from lunette import __version__

        self._require()
        return __version__

    @property
    def media_type(self) -> str | None:
        """What its samples are, such as ``"image"`` or ``"video"``; None while there is none.

        It follows the first sample, and can be assigned while the dataset is empty.
        """
        if self._info["media_type"] is None:
            # The first sample may have come since, from here or from elsewhere.
            self._load_info()
        media_type: str | None = self._info["media_type"]
        return media_type

    @media_type.setter
    def media_type(self, value: str | None) -> None:
        if value == self.media_type:
            return
        if len(self) > 0:
            raise ValueError(
                f"The media type of a dataset with samples cannot be changed: it is "
                f"{self.media_type!r}, not {value!r}."
            )
        self._update(media_type=value)
