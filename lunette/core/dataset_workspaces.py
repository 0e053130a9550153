"""Workspaces: layouts of the App's panels, saved with a dataset under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from lunette.core.saved_info import changes_of_info, readable_info
from lunette.core.spaces import Space

__all__ = ["DatasetWorkspaces"]


class DatasetWorkspaces:
    """Saved layouts of a dataset."""

    _id: str

    if TYPE_CHECKING:

        @property
        def name(self) -> str: ...
        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...

    @property
    def has_workspaces(self) -> bool:
        """Whether the dataset has any saved workspaces."""
        return bool(self._workspaces())

    def has_workspace(self, name: str) -> bool:
        """Whether the dataset has a saved workspace of that name."""
        return name in self.list_workspaces()

    def list_workspaces(self, info: bool = False) -> list[Any]:
        """The names of the saved workspaces.

        Args:
            info (False): describe each by a dict, as :meth:`get_workspace_info`
        """
        return [readable_info(item) if info else item["name"] for item in self._workspaces()]

    def save_workspace(
        self,
        name: str,
        workspace: Space,
        description: str | None = None,
        color: str | None = None,
        overwrite: bool = False,
    ) -> None:
        """Saves a layout of the App's panels, such as ``session.spaces``, with the dataset.

        Args:
            name: its name
            workspace: the layout
            description (None): what it is for
            color (None): a CSS colour for its entry in the App
            overwrite (False): whether to replace a workspace of that name

        Raises:
            ValueError: there is one of that name, or the layout is not possible
        """
        if not isinstance(workspace, Space):
            raise ValueError(f"`workspace` must be a Space; found {type(workspace)}")
        self._ask_workspace(
            "save",
            name,
            spaces=workspace.to_dict(),
            description=description,
            color=color,
            overwrite=bool(overwrite),
        )

    def load_workspace(self, name: str) -> Space:
        """The layout that was saved under a name; ``session.spaces = ...`` opens it.

        Raises:
            ValueError: there is no such workspace
        """
        return Space.from_dict(self._ask_workspace("load", name)["spaces"])

    def get_workspace_info(self, name: str) -> dict[str, Any]:
        """What is known about a saved workspace: name, slug, description, color and times (UTC).

        Raises:
            ValueError: there is no such workspace
        """
        for item in self._workspaces():
            if item["name"] == name:
                return readable_info(item)
        raise ValueError(f"The dataset {self.name!r} has no workspace {name!r}.")

    def update_workspace_info(self, name: str, info: Mapping[str, Any]) -> None:
        """Changes name, description or color of a saved workspace.

        Args:
            name: its present name
            info: a dict with some of ``name``, ``description`` and ``color``; other keys may be
                there if they are as :meth:`get_workspace_info` has them

        Raises:
            ValueError: there is no such workspace, the name is taken, or a key cannot be changed
        """
        changes = changes_of_info(self.get_workspace_info(name), info, "workspace")
        self._ask_workspace("update", name, to=changes)

    def delete_workspace(self, name: str) -> None:
        """Deletes a saved workspace.

        Raises:
            ValueError: there is no such workspace
        """
        self._ask_workspace("delete", name)

    def delete_workspaces(self) -> None:
        """Deletes all saved workspaces of the dataset."""
        self._ask_dataset("workspace.delete", {})

    def _workspaces(self) -> list[dict[str, Any]]:
        return cast("list[dict[str, Any]]", self._ask_dataset("workspace.list", {}))

    def _ask_workspace(self, what: str, name: str, **params: Any) -> Any:
        if not isinstance(name, str) or not name:
            raise ValueError(f"The name of a workspace is a text; found {name!r}.")
        return self._ask_dataset(f"workspace.{what}", {"name": name, **params})

    def _ask_dataset(self, method: str, params: dict[str, Any]) -> Any:
        return self._ask(method, {"dataset": self._id, **params})[0]
