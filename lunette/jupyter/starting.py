"""Starting the bridge without keeping the Jupyter server waiting."""

from __future__ import annotations

import asyncio
from pathlib import Path

from lunette._bridge_process import ensure_bridge

__all__ = ["bridge_socket"]


async def bridge_socket() -> Path:
    """The socket of the bridge, which is started if need be.

    Raises:
        BridgeStartError: why there is none
    """
    return await asyncio.to_thread(ensure_bridge)
