"""How the App shows a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lunette.core.color_scheme import ColorScheme

__all__ = ["DatasetAppConfig"]

_DEFAULTS: dict[str, Any] = {
    "media_fields": ["filepath"],
    "grid_media_field": "filepath",
    "modal_media_field": "filepath",
    "sidebar_mode": None,
    "sidebar_groups": None,
    "color_scheme": None,
    "plugins": {},
}


class DatasetAppConfig:
    """How the App shows a dataset; each setting is an attribute and an item.

    Its `color_scheme`, a ``lunette.ColorScheme``, is what sessions of the dataset begin with.

    Args:
        config (None): settings to start from
        **settings: further settings
    """

    media_fields: list[str]
    grid_media_field: str
    modal_media_field: str
    sidebar_mode: str | None
    sidebar_groups: Any
    color_scheme: Any
    plugins: dict[str, Any]

    def __init__(
        self, config: Mapping[str, Any] | DatasetAppConfig | None = None, **settings: Any
    ) -> None:
        given = config.to_dict() if isinstance(config, DatasetAppConfig) else dict(config or {})
        self.__dict__.update({**given, **settings})
        scheme = self.__dict__.get("color_scheme")
        if isinstance(scheme, Mapping):
            self.__dict__["color_scheme"] = ColorScheme._of_stored(scheme)

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

    def to_dict(self) -> dict[str, Any]:
        """The settings that were set.

        Raises:
            ValueError: if the colour scheme is none
        """
        settings = dict(self.__dict__)
        scheme = settings.get("color_scheme")
        if isinstance(scheme, Mapping):
            scheme = ColorScheme.from_dict(scheme)
        if isinstance(scheme, ColorScheme):
            settings["color_scheme"] = scheme.to_dict()
        elif scheme is not None:
            raise ValueError(f"app_config.color_scheme is a ColorScheme or None; found {scheme!r}.")
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
