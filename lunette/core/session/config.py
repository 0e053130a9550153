"""Settings of the App."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from lunette._generated.events import AppConfig as AppConfigData

__all__ = ["AppConfig"]


class AppConfig:
    """Settings of the App, checked when they are set.

    Edits of a session's settings reach the App with ``session.refresh()`` or the next view or
    dataset that is set.

    Args:
        **settings: settings by name; the others have their defaults

    Attributes:
        color_by: ``"field"``, ``"instance"`` or ``"value"``: what decides the colour of a label
        grid_zoom: size of the pictures in the grid, 0 … 10
        notebook_height: height of the App in cells, in CSS pixels, 100 … 10 000
        show_confidence: whether labels show their confidence
        show_index: whether labels show their index
        show_label: whether labels show their class
        show_skeletons: whether keypoints are joined
        show_tooltip: whether the label under the pointer is described
        theme: ``"browser"`` (as the notebook), ``"dark"`` or ``"light"``
    """

    color_by: str
    grid_zoom: float
    notebook_height: int
    show_confidence: bool
    show_index: bool
    show_label: bool
    show_skeletons: bool
    show_tooltip: bool
    theme: str

    _CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {
        "color_by": ("field", "instance", "value"),
        "theme": ("browser", "dark", "light"),
    }
    _RANGES: ClassVar[dict[str, tuple[type, int, int]]] = {
        "grid_zoom": (float, 0, 10),
        "notebook_height": (int, 100, 10000),
    }
    _DEFAULTS: ClassVar[dict[str, Any]] = {
        "color_by": "value",
        "grid_zoom": 5,
        "notebook_height": 600,
        "show_confidence": True,
        "show_index": True,
        "show_label": True,
        "show_skeletons": True,
        "show_tooltip": True,
        "theme": "browser",
    }

    def __init__(self, **settings: Any) -> None:
        for name, value in {**self._DEFAULTS, **settings}.items():
            setattr(self, name, value)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> AppConfig:
        """The settings as they travel; unknown ones, of a newer bridge, are left out."""
        return cls(**{name: data[name] for name in cls._DEFAULTS if name in data})

    def to_data(self) -> AppConfigData:
        """The settings as they travel."""
        return cast(AppConfigData, {name: getattr(self, name) for name in self._DEFAULTS})

    def copy(self) -> AppConfig:
        """Settings of the same values."""
        return AppConfig(**self.to_data())

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._DEFAULTS:
            known = ", ".join(self._DEFAULTS)
            raise AttributeError(f"The App has no setting {name!r}. There are: {known}.")
        if name in self._CHOICES:
            if value not in self._CHOICES[name]:
                choices = ", ".join(repr(choice) for choice in self._CHOICES[name])
                raise ValueError(f"{name} must be one of {choices}; found {value!r}.")
        elif name in self._RANGES:
            kind, least, most = self._RANGES[name]
            allowed = (int,) if kind is int else (int, float)
            if (
                isinstance(value, bool)
                or not isinstance(value, allowed)
                or not least <= value <= most
            ):
                what = "a whole number" if kind is int else "a number"
                raise ValueError(f"{name} must be {what} from {least} to {most}; found {value!r}.")
        elif not isinstance(value, bool):
            raise ValueError(f"{name} must be True or False; found {value!r}.")
        object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppConfig) and self.to_data() == other.to_data()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._DEFAULTS)
        return f"AppConfig({settings})"
