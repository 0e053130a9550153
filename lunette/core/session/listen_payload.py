"""What a client of a session says when it begins to listen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

from lunette._generated.events import SessionState

__all__ = ["AppInitializer", "ListenPayload"]


@dataclass
class AppInitializer:
    """What an App wants to show when it connects, out of its address.

    Attributes:
        dataset: name of a dataset
        group_id: a group to open
        group_slice: a slice of groups to show
        sample_id: a sample to open
        view: name of a saved view in the form for addresses
        workspace: name of a saved workspace in the form for addresses
    """

    dataset: str | None = None
    group_id: str | None = None
    group_slice: str | None = None
    sample_id: str | None = None
    view: str | None = None
    workspace: str | None = None


@dataclass
class ListenPayload:
    """What a client of a session says when it begins to listen.

    Attributes:
        initializer: the state of a kernel's session, what an App wants to show, or None
        events: names of the events to listen to
        subscription: id of the client
        polling: whether it asks again and again
    """

    initializer: AppInitializer | SessionState | None
    events: list[str]
    subscription: str
    polling: bool | None = False

    @classmethod
    async def from_dict(cls, d: Mapping[str, Any]) -> ListenPayload:
        """The payload of its data.

        Raises:
            ValueError: something is missing, or the initializer is none
        """
        missing = [name for name in ("events", "subscription") if name not in d]
        if missing:
            raise ValueError(f"The payload of a listener lacks {', '.join(missing)}.")
        return cls(
            initializer=_initializer(d.get("initializer")),
            events=list(d["events"]),
            subscription=d["subscription"],
            polling=d.get("polling", False),
        )


def _initializer(data: Any) -> AppInitializer | SessionState | None:
    if data is None:
        return None
    if not isinstance(data, Mapping):
        raise ValueError(f"The initializer of a listener is a dict or None, not {data!r}.")
    # A kernel says which class its state has, and has more in it than an App's address can say.
    if "_CLS" in data or "config" in data:
        return cast(SessionState, {key: value for key, value in data.items() if key != "_CLS"})
    names = [field.name for field in fields(AppInitializer)]
    return AppInitializer(**{name: data[name] for name in names if name in data})
