"""The notebook that this process may be the kernel of: where it is, and its outputs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

__all__ = [
    "NotebookPlace",
    "after_each_cell",
    "display",
    "in_notebook",
    "place",
    "update_display",
    "user_names",
]


class NotebookPlace:
    """Which execution of which cell is under way.

    Attributes:
        execution: identifies the execution
        cell: identifies the cell, None where the front end does not say
    """

    def __init__(self, execution: str, cell: str | None) -> None:
        self.execution = execution
        self.cell = cell


def _shell() -> Any:
    """The IPython shell, or None. Does not import IPython: without it there is no shell."""
    module = sys.modules.get("IPython")
    return None if module is None else module.get_ipython()


def in_notebook() -> bool:
    """Whether outputs can be displayed: in a Jupyter kernel, not in a terminal or a script."""
    return getattr(_shell(), "kernel", None) is not None


def user_names() -> frozenset[str]:
    """The names that the notebook's code has; empty outside of IPython."""
    return frozenset(getattr(_shell(), "user_ns", None) or ())


def place() -> NotebookPlace | None:
    """Where the running code stands, or None outside of notebooks."""
    if not in_notebook():
        return None
    shell = _shell()
    parent = getattr(shell, "parent_header", None) or {}
    header = parent.get("header") or {}
    execution = header.get("msg_id") or f"execution-{shell.execution_count}"
    cell = (parent.get("metadata") or {}).get("cellId")
    return NotebookPlace(str(execution), None if cell is None else str(cell))


def display(data: dict[str, Any], metadata: dict[str, Any], display_id: str) -> None:
    """Displays a MIME bundle in the running cell."""
    from IPython import display as ipython

    show: Any = ipython.display
    show(data, metadata=metadata, raw=True, display_id=display_id)


def update_display(data: dict[str, Any], metadata: dict[str, Any], display_id: str) -> None:
    """Replaces what was displayed under an id, wherever the front end still has it."""
    from IPython import display as ipython

    update: Any = ipython.update_display
    update(data, metadata=metadata, raw=True, display_id=display_id)


def after_each_cell(listener: Callable[[], None]) -> Callable[[], None]:
    """Calls `listener` at the end of every execution. Returns the way to stop."""
    events = _shell().events

    def listen(_result: Any = None) -> None:
        listener()

    events.register("post_run_cell", listen)
    return lambda: events.unregister("post_run_cell", listen)
