"""`GET <base>/lunette/running`: is there a bridge? Starts none, unlike all other routes."""

from __future__ import annotations

import asyncio

from jupyter_server.auth.decorator import authorized
from tornado import web

from lunette._bridge_process import running_bridge
from lunette.jupyter.guarded import GuardedHandler

__all__ = ["RunningHandler"]


class RunningHandler(GuardedHandler):
    """For lists of what runs, which must not start what they look for."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """JSON: `running`."""
        socket_path = await asyncio.to_thread(running_bridge)
        self.finish_json({"running": socket_path is not None})
