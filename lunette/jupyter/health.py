"""`GET <base>/lunette/health`: does the way to the bridge work, and if not, where does it end?"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

import lunette
from lunette._bridge_errors import BridgeStartError
from lunette._bridge_process import read_health
from lunette._bridge_runtime import home_mark
from lunette._installed import labextension_version
from lunette.jupyter.guarded import GuardedHandler
from lunette.jupyter.starting import bridge_socket

__all__ = ["HealthHandler"]

_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")


class HealthHandler(GuardedHandler):
    """Says how each hop is."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """JSON: `relay` (this server's part) and `bridge`, each with `ok`, and `message` if not.

        `?session=<id>` asks also whether the bridge knows a session. `relay` names the Python of
        this server and marks its data home, for who has to find out why another one is used.
        """
        session = self.get_query_argument("session", "")
        relay = {
            "ok": True,
            "version": lunette.__version__,
            "home": home_mark(),
            "python": sys.executable,
            "labextension": labextension_version(),
        }
        self.finish_json({"relay": relay, "bridge": await _bridge(session)})

    head = get


async def _bridge(session: str) -> dict[str, Any]:
    asked = session if _SESSION.fullmatch(session) else None
    try:
        health = await asyncio.to_thread(read_health, await bridge_socket(), asked)
    except BridgeStartError as error:
        return {"ok": False, "message": error.message}
    except (OSError, ValueError) as error:
        return {"ok": False, "message": f"The bridge does not answer: {error}"}
    found: dict[str, Any] = {"ok": True, "version": health.get("version")}
    if asked is not None and "session" in health:
        found["session"] = bool(health["session"])
    return found
