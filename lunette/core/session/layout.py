"""The layout of the App's panels."""

from __future__ import annotations

from typing import cast

from lunette._generated.events import SessionState, SetSpaces
from lunette.core.session.arguments import check_kind
from lunette.core.session.live_objects import LiveValue
from lunette.core.session.session_base import SessionBase
from lunette.core.spaces import Space, default_workspace_factory

__all__ = ["SessionLayout", "spaces_data"]


class SessionLayout(SessionBase):
    """The part of a session that is about the panels that are open in its App."""

    _live_spaces: LiveValue[Space]

    @property
    def spaces(self) -> Space:
        """The layout of the App's panels, as it is now.

        Assigning a layout opens its panels; what is open already stays as it is. None opens the
        samples alone. Edits in place reach the App with `refresh()`, or the next view or dataset.

        Raises:
            ValueError: what is assigned is no layout, or one that is not possible
        """
        return self._live_spaces.follow(self._read()["spaces"])

    @spaces.setter
    def spaces(self, spaces: Space | None) -> None:
        check_kind(spaces, (Space,), "`Session.spaces`", "Space")
        self._send(SetSpaces(spaces=spaces_data(spaces)))
        self._start_layout(self._read())

    def load_workspace(self, workspace: str) -> None:
        """Opens the panels of a workspace that was saved with the dataset.

        Args:
            workspace: its name

        Raises:
            ValueError: the session has no dataset, or its dataset no such workspace
        """
        dataset = self.dataset
        if dataset is None:
            raise ValueError(
                f"There is no workspace {workspace!r} to load: this session has no dataset."
            )
        self.spaces = dataset.load_workspace(workspace)

    def _start_layout(self, state: SessionState) -> None:
        self._live_spaces = LiveValue(_layout_of, state["spaces"])

    def _send_edits(self) -> None:
        super()._send_edits()
        edited = self._live_spaces.edited()
        if edited is not None:
            self._send(SetSpaces(spaces=edited))
            self._start_layout(self._read())


def _layout_of(spaces: dict[str, object] | None) -> Space:
    return default_workspace_factory() if spaces is None else Space.from_dict(spaces)


def spaces_data(spaces: Space | None) -> dict[str, object] | None:
    """A layout as it stands in a session's state."""
    return None if spaces is None else cast("dict[str, object]", spaces.to_dict())
