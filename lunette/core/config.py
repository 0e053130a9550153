"""Settings of the App."""

from __future__ import annotations

import copy
import os
import warnings
from collections.abc import Mapping
from typing import Any, cast

from lunette._generated.events import APP_CONFIG_DEFAULTS
from lunette._generated.events import AppConfig as AppConfigData
from lunette.core.config_checks import CHECKS, value_of_text

__all__ = ["AppConfig", "app_config"]

#: Environment variables are called so, with the name of a setting in capitals.
_PREFIX = "LUNETTE_APP_"
#: What a value that means nothing becomes, where that is not the default.
_FALLBACKS = {"color_by": "field"}


class AppConfig:
    """Settings of the App.

    A setting that is not given has the value of its environment variable, such as
    ``LUNETTE_APP_SHOW_CONFIDENCE=false``, or its default. A value that means nothing is a warning
    here, and the setting falls back to its default (`color_by` to ``"field"``); later on, assigning
    such a value is refused.

    ``lunette.app_config`` holds the settings of sessions that are given none; each session has a
    copy. Edits of a session's settings reach the App with ``session.refresh()``, or the next view
    or dataset that is set.

    Args:
        d (None): a dict of settings
        **settings: settings by name, which win over those of `d`

    Attributes:
        color_by: ``"field"``, ``"instance"`` or ``"value"``: what decides the colour of a label
        color_pool: the colours that are given out, CSS colours; None for the built-in ones
        colorscale: name of the colour scale of heat maps
        default_query_performance: whether query performance is on at first
        disable_frame_filtering: whether labels of video frames are left unfiltered
        enable_query_performance: whether query performance may be turned on
        grid_zoom: size of the pictures in the grid, 0 … 10
        loop_videos: whether videos start again at their end
        media_fallback: whether the media itself is shown where a field of media has none
        multicolor_keypoints: whether the points of one label have colours of their own
        notebook_height: height of the App in cells, in CSS pixels, 100 … 10 000
        plugins: settings of plugins, by the plugin's name
        proxy_url: address of a proxy that the App is reached through
        show_confidence: whether labels show their confidence
        show_index: whether labels show their index
        show_label: whether labels show their class
        show_skeletons: whether keypoints are joined
        show_tooltip: whether the label under the pointer is described
        theme: ``"browser"`` (as the notebook), ``"dark"`` or ``"light"``
        use_frame_number: whether videos show frame numbers in place of times

    Raises:
        AttributeError: there is no setting of a name
    """

    color_by: str
    color_pool: list[str] | None
    colorscale: str
    default_query_performance: bool
    disable_frame_filtering: bool
    enable_query_performance: bool
    grid_zoom: float
    loop_videos: bool
    media_fallback: bool
    multicolor_keypoints: bool
    notebook_height: int
    plugins: dict[str, Any]
    proxy_url: str | None
    show_confidence: bool
    show_index: bool
    show_label: bool
    show_skeletons: bool
    show_tooltip: bool
    theme: str
    use_frame_number: bool

    def __init__(self, d: Mapping[str, Any] | None = None, **settings: Any) -> None:
        given = {**(d or {}), **settings}
        for name in given:
            _require(name)
        for name, default in APP_CONFIG_DEFAULTS.items():
            value, source = given.get(name, default), name
            variable = _PREFIX + name.upper()
            if name not in given and variable in os.environ:
                value, source = value_of_text(name, os.environ[variable]), variable
            wanted = CHECKS[name](value)
            if wanted is not None:
                instead = _FALLBACKS.get(name, default)
                warnings.warn(
                    f"{source} must be {wanted}; found {value!r}. {name} is {instead!r} instead.",
                    stacklevel=2,
                )
                value = instead
            self._put(name, value)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> AppConfig:
        """The settings as they travel; unknown ones, of a newer bridge, are left out."""
        config = cls.__new__(cls)
        for name, default in APP_CONFIG_DEFAULTS.items():
            config._take(name, data.get(name, default))
        return config

    def to_dict(self) -> AppConfigData:
        """The settings as they travel: a copy."""
        values = {name: copy.deepcopy(getattr(self, name)) for name in APP_CONFIG_DEFAULTS}
        return cast(AppConfigData, values)

    def serialize(self) -> AppConfigData:
        """As :meth:`to_dict`."""
        return self.to_dict()

    def copy(self) -> AppConfig:
        """Settings of the same values."""
        return AppConfig.from_dict(self.to_dict())

    def _take(self, name: str, value: Any) -> None:
        """Sets a value without a check; one of a newer version is left out."""
        if name in APP_CONFIG_DEFAULTS:
            self._put(name, value)

    def _put(self, name: str, value: Any) -> None:
        # Lists and dicts are the object's own, so that edits in place touch no other's.
        object.__setattr__(
            self, name, list(value) if isinstance(value, tuple) else copy.deepcopy(value)
        )

    def __setattr__(self, name: str, value: Any) -> None:
        _require(name)
        wanted = CHECKS[name](value)
        if wanted is not None:
            raise ValueError(f"{name} must be {wanted}; found {value!r}.")
        self._put(name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppConfig) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in self.to_dict().items())
        return f"AppConfig({settings})"


def _require(name: str) -> None:
    if name not in APP_CONFIG_DEFAULTS:
        known = ", ".join(APP_CONFIG_DEFAULTS)
        raise AttributeError(f"The App has no setting {name!r}. There are: {known}.")


#: The settings of sessions that are given none; each session has a copy of them.
app_config = AppConfig()
