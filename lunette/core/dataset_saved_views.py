"""Saved views: views that are kept with a dataset under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from lunette.core.saved_info import changes_of_info, readable_info
from lunette.core.view import DatasetView

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["DatasetSavedViews"]


class DatasetSavedViews:
    """Saved views of a dataset."""

    _id: str

    if TYPE_CHECKING:

        @property
        def name(self) -> str: ...
        def _ask(self, method: str, params: dict[str, Any]) -> tuple[Any, bytes | None]: ...

    @property
    def has_saved_views(self) -> bool:
        """Whether the dataset has any saved views."""
        return bool(self._saved_views())

    def has_saved_view(self, name: str) -> bool:
        """Whether the dataset has a saved view of that name."""
        return name in self.list_saved_views()

    def list_saved_views(self, info: bool = False) -> list[Any]:
        """The names of the saved views.

        Args:
            info (False): describe each by a dict, as :meth:`get_saved_view_info`
        """
        return [readable_info(item) if info else item["name"] for item in self._saved_views()]

    def save_view(
        self,
        name: str,
        view: DatasetView,
        description: str | None = None,
        color: str | None = None,
        overwrite: bool = False,
    ) -> None:
        """Saves a view with the dataset, for :meth:`load_saved_view` and the App's list of views.

        The view itself is saved, not its samples: it follows later changes of the dataset.

        Args:
            name: its name, unique in the dataset, also as an address
            view: the view
            description (None): what it shows
            color (None): a CSS colour for its entry in the App
            overwrite (False): whether to replace a saved view of that name

        Raises:
            ValueError: there is one of that name, or the view is of another dataset
        """
        if not isinstance(view, DatasetView):
            raise ValueError(f"`view` must be a DatasetView; found {type(view)}")
        if cast("Dataset", self) is not view.dataset:
            raise ValueError(
                f"The view is of the dataset {view.dataset.name!r} and cannot be saved with "
                f"{self.name!r}; save it with its own dataset."
            )
        self._ask_view(
            "save",
            name,
            view=view._serialize(),
            description=description,
            color=color,
            overwrite=bool(overwrite),
        )
        view._named_as(name)

    def load_saved_view(self, name: str) -> DatasetView:
        """The view that was saved under a name.

        Raises:
            ValueError: there is no such saved view, or it is no longer possible, because a field
                was deleted, say
        """
        saved = self._ask_view("load", name)
        view = DatasetView._from_stages(cast("Dataset", self), saved["view"])
        view._request("view.check")
        view._named_as(saved["name"])
        return view

    def get_saved_view_info(self, name: str) -> dict[str, Any]:
        """What is known about a saved view: name, slug, description, color and times (UTC).

        Raises:
            ValueError: there is no such saved view
        """
        for item in self._saved_views():
            if item["name"] == name:
                return readable_info(item)
        raise ValueError(f"The dataset {self.name!r} has no saved view {name!r}.")

    def update_saved_view_info(self, name: str, info: Mapping[str, Any]) -> None:
        """Changes name, description or color of a saved view.

        Args:
            name: its present name
            info: a dict with some of ``name``, ``description`` and ``color``; other keys may be
                there if they are as :meth:`get_saved_view_info` has them

        Raises:
            ValueError: there is no such view, the name is taken, or a key cannot be changed
        """
        changes = changes_of_info(self.get_saved_view_info(name), info, "saved view")
        self._ask_view("update", name, to=changes)

    def delete_saved_view(self, name: str) -> None:
        """Deletes a saved view; its samples stay.

        Raises:
            ValueError: there is no such saved view
        """
        self._ask_view("delete", name)

    def delete_saved_views(self) -> None:
        """Deletes all saved views of the dataset; their samples stay."""
        self._ask("saved_view.delete", {"dataset": self._id})

    def _saved_views(self) -> list[dict[str, Any]]:
        found = self._ask("saved_view.list", {"dataset": self._id})[0]
        return cast("list[dict[str, Any]]", found)

    def _ask_view(self, what: str, name: str, **params: Any) -> Any:
        if not isinstance(name, str) or not name:
            raise ValueError(f"The name of a saved view is a text; found {name!r}.")
        params = {"dataset": self._id, "name": name, **params}
        return self._ask(f"saved_view.{what}", params)[0]
