"""Which Jupyter server this kernel belongs to."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

__all__ = ["server_address", "server_record"]


def server_address() -> str | None:
    """The server's address without any token, or None if it cannot be known.

    A kernel on another machine, or one that no server started, does not know its server.
    """
    record = server_record()
    return None if record is None else str(record["url"])


def server_record() -> dict[str, Any] | None:
    """What the server notes of itself for programs of this user: `url`, `token` and more."""
    parent = os.environ.get("JPY_PARENT_PID")
    if not parent or not parent.isdigit():
        return None
    try:
        from jupyter_core.paths import jupyter_runtime_dir
    except ImportError:
        return None
    try:
        text = (Path(jupyter_runtime_dir()) / f"jpserver-{parent}.json").read_text("utf-8")
        record = json.loads(text)
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and "url" in record else None
