"""What every request of ours must pass before anything else looks at it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

__all__ = ["GuardedHandler"]


class GuardedHandler(JupyterHandler):
    """Only GET and HEAD; a known user; the server's own name; and no foreign page.

    Jupyter lets a request with a valid token come from any origin. A page of another origin has no
    business here, whatever it knows.
    """

    SUPPORTED_METHODS: tuple[str, ...] = ("GET", "HEAD")
    auth_resource = "lunette"

    async def prepare(self, **_options: Any) -> None:
        """Refuses with 403 what may not pass; nobody is sent to the login page."""
        if not self.check_origin():
            raise web.HTTPError(403, "This page may not use Lunette: it is of another origin.")
        await super().prepare(_redirect_to_login=False)
        if not self.current_user:
            raise web.HTTPError(403, "Log in to the Jupyter server first.")

    def check_origin(self, origin_to_satisfy_tornado: str = "") -> bool:
        """Whether the request comes from a page of this server, or from no page at all."""
        headers = self.request.headers
        # Pictures are fetched without an Origin, but browsers say from where.
        if headers.get("Sec-Fetch-Site", "none").lower() not in ("same-origin", "none"):
            return False
        origins = headers.get_list("Origin")
        if not origins:
            return True
        try:
            origin = urlsplit(origins[0])
        except ValueError:
            return False
        return (
            len(origins) == 1
            and origin.scheme in ("http", "https")
            and origin.netloc.lower() == headers.get("Host", "").lower()
            and not (origin.path or origin.query or origin.fragment)
        )

    def set_cors_headers(self) -> None:
        """No other origin is ever let in."""

    def compute_etag(self) -> str | None:
        """Answers carry the tag that the bridge gave them, or none."""
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Errors are JSON with a sentence, not a page."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        said = error.log_message if isinstance(error, web.HTTPError) else None
        message = said or self._reason
        self.finish_json({"error": {"code": "unauthorized", "message": message}})

    def finish_json(self, body: Any) -> None:
        """Ends the answer with JSON that no browser takes for anything else."""
        self.set_header("Content-Type", "application/json")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "sandbox; default-src 'none'")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(body))
