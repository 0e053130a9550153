"""How the App of a session shows things: its settings."""

from __future__ import annotations

from typing import cast

from lunette._generated.events import Refresh, SessionState, StateUpdate
from lunette.core.session.arguments import check_kind
from lunette.core.session.config import AppConfig
from lunette.core.session.session_base import SessionBase

__all__ = ["SessionSettings"]


class SessionSettings(SessionBase):
    """The part of a session that is about the settings of its App."""

    @property
    def config(self) -> AppConfig:
        """Settings of the App. Edits reach it with `refresh()`, or the next view or dataset."""
        return self._config

    @config.setter
    def config(self, config: AppConfig | None) -> None:
        check_kind(config, (AppConfig,), "`Session.config`", "AppConfig")
        self._config = AppConfig() if config is None else config
        self.refresh()

    def refresh(self) -> None:
        """Makes the App read the dataset again, and sends it edited settings."""
        if self._config.to_data() == self._sent_config:
            self._send(Refresh())
        else:
            self._send_state(self._read(), Refresh)
        dataset = self.dataset
        if dataset is not None:
            dataset.reload()

    def _send_state(self, state: SessionState, kind: type[StateUpdate] | type[Refresh]) -> None:
        config = self._config.to_data()
        self._send(kind(state=cast(SessionState, {**state, "config": config})))
        self._sent_config = config
