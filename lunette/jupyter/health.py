"""`GET <base>/lunette/health`: does the way to the bridge work, and if not, where does it end?"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

import lunette
from lunette._bridge_errors import BridgeStartError
from lunette._bridge_process import read_health
from lunette.jupyter.guarded import GuardedHandler
from lunette.jupyter.starting import bridge_socket

__all__ = ["HealthHandler"]


class HealthHandler(GuardedHandler):
    """Says how each hop is."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """JSON: `relay` (this server's part) and `bridge`, each with `ok`, and `message` if not."""
        self.finish_json(
            {"relay": {"ok": True, "version": lunette.__version__}, "bridge": await _bridge()}
        )

    head = get


async def _bridge() -> dict[str, Any]:
    try:
        health = await asyncio.to_thread(read_health, await bridge_socket())
    except BridgeStartError as error:
        return {"ok": False, "message": error.message}
    except (OSError, ValueError) as error:
        return {"ok": False, "message": f"The bridge does not answer: {error}"}
    return {"ok": True, "version": health.get("version")}
