"""How the App shows a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lunette.core.color_scheme import ColorScheme
from lunette.core.sidebar_groups import SidebarGroupDocument, default_groups

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection

__all__ = ["DatasetAppConfig"]

_DEFAULTS: dict[str, Any] = {
    "media_fields": ["filepath"],
    "grid_media_field": "filepath",
    "modal_media_field": "filepath",
    "media_fallback": False,
    "sidebar_mode": None,
    "sidebar_groups": None,
    "color_scheme": None,
    "dynamic_groups_target_frame_rate": 30,
    "disable_frame_filtering": False,
    "plugins": {},
}
_SIDEBAR_MODES = (None, "fast", "all", "best", "disabled")


class DatasetAppConfig:
    """How the App shows a dataset; each setting is an attribute and an item.

    Args:
        config (None): settings to start from
        **settings: further settings

    Attributes:
        media_fields: fields that hold paths of media files
        grid_media_field: the one whose files the grid shows
        modal_media_field: the one whose file the viewer shows
        media_fallback: whether to show ``filepath`` where those cannot be shown
        sidebar_mode: which values the sidebar counts: ``"fast"``, ``"all"``, ``"best"``,
            ``"disabled"`` or None
        sidebar_groups: the groups of fields in the sidebar, ``SidebarGroupDocument`` objects in
            order; None shows the groups of :meth:`default_sidebar_groups`
        color_scheme: a ``ColorScheme`` that sessions of the dataset begin with, or None
        dynamic_groups_target_frame_rate: pictures per second of ordered dynamic groups
        disable_frame_filtering: whether frames of videos are left out of filters in the sidebar
        plugins: settings of plugins by name
    """

    media_fields: list[str]
    grid_media_field: str
    modal_media_field: str
    media_fallback: bool
    sidebar_mode: str | None
    sidebar_groups: list[SidebarGroupDocument] | None
    color_scheme: Any
    dynamic_groups_target_frame_rate: int
    disable_frame_filtering: bool
    plugins: dict[str, Any]

    def __init__(
        self, config: Mapping[str, Any] | DatasetAppConfig | None = None, **settings: Any
    ) -> None:
        given = config.to_dict() if isinstance(config, DatasetAppConfig) else dict(config or {})
        self.__dict__.update({**given, **settings})
        scheme = self.__dict__.get("color_scheme")
        if isinstance(scheme, Mapping):
            self.__dict__["color_scheme"] = ColorScheme._of_stored(scheme)
        groups = self.__dict__.get("sidebar_groups")
        if groups is not None:
            self.__dict__["sidebar_groups"] = [
                SidebarGroupDocument.from_dict(group) if isinstance(group, Mapping) else group
                for group in groups
            ]

    def __getattr__(self, name: str) -> Any:
        if name not in _DEFAULTS:
            raise AttributeError(f"The App configuration has no setting {name!r}.")
        value = _DEFAULTS[name]
        if isinstance(value, (list, dict)):
            # A copy of its own, so that it can be edited in place.
            value = self.__dict__[name] = value.copy()
        return value

    def __getitem__(self, name: str) -> Any:
        try:
            return getattr(self, name)
        except AttributeError as error:
            message = str(error)
        raise KeyError(message)

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self, name, value)

    def is_custom(self) -> bool:
        """Whether any setting differs from its default."""
        return any(value != _DEFAULTS.get(name) for name, value in self.__dict__.items())

    @staticmethod
    def default_sidebar_groups(sample_collection: SampleCollection) -> list[SidebarGroupDocument]:
        """The groups that the sidebar shows of a dataset or view that says nothing else.

        They may be edited and assigned to ``dataset.app_config.sidebar_groups``.
        """
        return default_groups(sample_collection)

    def to_dict(self) -> dict[str, Any]:
        """The settings that were set.

        Raises:
            ValueError: if colour scheme, sidebar mode or sidebar groups are none
        """
        settings = dict(self.__dict__)
        scheme = settings.get("color_scheme")
        if isinstance(scheme, Mapping):
            scheme = ColorScheme.from_dict(scheme)
        if isinstance(scheme, ColorScheme):
            settings["color_scheme"] = scheme.to_dict()
        elif scheme is not None:
            raise ValueError(f"app_config.color_scheme is a ColorScheme or None; found {scheme!r}.")
        if settings.get("sidebar_mode") not in _SIDEBAR_MODES:
            modes = ", ".join(map(repr, _SIDEBAR_MODES))
            raise ValueError(
                f"app_config.sidebar_mode is one of {modes}; found {settings['sidebar_mode']!r}."
            )
        groups = settings.get("sidebar_groups")
        if groups is not None:
            settings["sidebar_groups"] = [_group(group).to_dict() for group in groups]
        return settings

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatasetAppConfig) and {
            **_DEFAULTS,
            **self.__dict__,
        } == {**_DEFAULTS, **other.__dict__}

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        settings = {**_DEFAULTS, **self.__dict__}
        lines = "".join(f"    {name!r}: {value!r},\n" for name, value in settings.items())
        return f"<DatasetAppConfig: {{\n{lines}}}>"


def _group(group: Any) -> SidebarGroupDocument:
    if isinstance(group, Mapping) and "name" in group:
        return SidebarGroupDocument.from_dict(group)
    if isinstance(group, SidebarGroupDocument):
        return group
    raise ValueError(
        "app_config.sidebar_groups are SidebarGroupDocument(name, paths) objects in a list, or "
        f"None; found {group!r}."
    )
