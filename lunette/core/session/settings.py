"""How the App of a session shows things: its settings and its colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from lunette._bridge_session import ReceivedEvent
from lunette._generated.events import (
    COLOR_SCHEME_DEFAULTS,
    Refresh,
    SessionState,
    SetColorScheme,
    SetConfig,
)
from lunette.core.color_scheme import ColorScheme
from lunette.core.config import AppConfig, app_config
from lunette.core.dataset import Dataset
from lunette.core.session.arguments import check_kind
from lunette.core.session.live_objects import LiveObject
from lunette.core.session.session_base import SessionBase

__all__ = ["SessionSettings"]

# What a colour scheme takes from the settings where it says nothing.
_FROM_CONFIG = ("color_by", "color_pool", "multicolor_keypoints", "show_skeletons")


class SessionSettings(SessionBase):
    """The part of a session that is about the settings and colours of its App."""

    _live_config: LiveObject[AppConfig]
    _live_scheme: LiveObject[ColorScheme]

    @property
    def config(self) -> AppConfig:
        """Settings of the App. Edits reach it with `refresh()`, or the next view or dataset.

        Assigning sends them at once; None restores a copy of ``lunette.app_config``.

        Raises:
            ValueError: what is assigned is no AppConfig
        """
        return self._live_config.follow(self._read()["config"])

    @config.setter
    def config(self, config: AppConfig | None) -> None:
        check_kind(config, (AppConfig,), "`Session.config`", "AppConfig")
        item = app_config.copy() if config is None else config
        self._live_config = LiveObject(item, self._read()["config"])
        self._send_edits()

    @property
    def color_scheme(self) -> ColorScheme:
        """The colours of labels. Edits reach the App with `refresh()`, or the next view or dataset.

        What the session's scheme does not say has the value of `config`, or what is built in, and
        follows edits of `config`. Assigning a scheme sends a copy of it at once; None restores the
        scheme that is saved with the dataset (`dataset.app_config.color_scheme`), if there is one.

        Raises:
            ValueError: what is assigned is no ColorScheme, or the bridge refuses a part of it
        """
        return self._live_scheme.follow(_with_gaps_filled(self._read()))

    @color_scheme.setter
    def color_scheme(self, color_scheme: ColorScheme | None) -> None:
        check_kind(color_scheme, (ColorScheme,), "`Session.color_scheme`", "ColorScheme")
        if color_scheme is None:
            scheme = saved_scheme(self.dataset) or {}
        else:
            scheme = color_scheme.to_dict()
        self._send(SetColorScheme.from_odm(ColorScheme.from_dict(scheme)))
        self._start_scheme(self._read())

    def refresh(self) -> None:
        """Makes the App read the dataset again, and sends it what was edited in place.

        That is `config`, `color_scheme` and `spaces`; what was changed or selected in the App
        meanwhile stays.

        Raises:
            ValueError: the bridge refuses an edit
        """
        self._send_edits()
        self._send(Refresh())
        dataset = self.dataset
        if dataset is not None:
            dataset.reload()

    def _height(self) -> int:
        return self.config.notebook_height

    def _start_settings(self, state: SessionState, config: AppConfig) -> None:
        """Begins with the session's first state."""
        self._wire.on_received(self._note_stale_dataset)
        self._live_config = LiveObject(config, state["config"])
        self._start_scheme(state)

    def _note_stale_dataset(self, event: ReceivedEvent) -> None:
        if event.name in ("set_dataset_color_scheme", "refresh"):
            self._dataset_is_stale = True

    def _start_scheme(self, state: SessionState) -> None:
        data = _with_gaps_filled(state)
        self._live_scheme = LiveObject(ColorScheme._of_stored(data), data)

    def _send_edits(self) -> None:
        super()._send_edits()
        if not self._live_config.edits() and not self._live_scheme.edits():
            # The usual case, which costs no round trip.
            return
        state = self._read()
        self._live_scheme.follow(_with_gaps_filled(state))
        colors = self._live_scheme.edits()
        self._live_config.follow(state["config"])
        settings = self._live_config.edits()
        if settings:
            self._send(SetConfig(settings))
        if colors:
            scheme = {**(state["color_scheme"] or {}), **colors}
            given = {name: value for name, value in scheme.items() if value is not None}
            self._send(SetColorScheme.from_odm(ColorScheme.from_dict(given)))
        state = self._read()
        self._live_config.settle(state["config"])
        self._live_scheme.settle(_with_gaps_filled(state))


def saved_scheme(dataset: Dataset | None) -> dict[str, Any] | None:
    """The colour scheme that is saved with a dataset, as it travels."""
    scheme = None if dataset is None else dataset.app_config.color_scheme
    return scheme.to_dict() if isinstance(scheme, ColorScheme) else None


def _with_gaps_filled(state: SessionState) -> dict[str, Any]:
    """The state's colour scheme; what it does not say is as the App has it."""
    config = cast(Mapping[str, Any], state["config"])
    layers: tuple[Mapping[str, Any], ...] = (
        COLOR_SCHEME_DEFAULTS,
        {name: config[name] for name in _FROM_CONFIG},
        state["color_scheme"] or {},
    )
    return {name: value for layer in layers for name, value in layer.items() if value is not None}
