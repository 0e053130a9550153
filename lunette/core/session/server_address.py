"""Which Jupyter server this kernel belongs to."""

from __future__ import annotations

import json
import os
from pathlib import Path

__all__ = ["server_address"]


def server_address() -> str | None:
    """The server's address without any token, or None if it cannot be known.

    A kernel on another machine, or one that no server started, does not know its server.
    """
    parent = os.environ.get("JPY_PARENT_PID")
    if not parent or not parent.isdigit():
        return None
    try:
        from jupyter_core.paths import jupyter_runtime_dir
    except ImportError:
        return None
    try:
        text = (Path(jupyter_runtime_dir()) / f"jpserver-{parent}.json").read_text("utf-8")
        address = json.loads(text)["url"]
    except (OSError, ValueError, KeyError):
        return None
    return str(address)
