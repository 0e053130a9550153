"""`GET <base>/lunette/media/<dataset>/<sample>`: a sample's picture, streamed from the bridge."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import iostream, web

from lunette._bridge_errors import BridgeStartError
from lunette.jupyter.bridge_http import BridgeResponse, open_response
from lunette.jupyter.guarded import GuardedHandler
from lunette.jupyter.starting import bridge_socket

__all__ = ["MediaHandler"]

# All that the bridge needs to know of a request: no cookie, no token, no origin, no referrer.
_REQUEST_HEADERS = ("Accept", "If-None-Match", "If-Range", "Range")
_ANSWER_HEADERS = (
    "Accept-Ranges",
    "Cache-Control",
    "Content-Disposition",
    "Content-Length",
    "Content-Range",
    "Content-Security-Policy",
    "Content-Type",
    "Cross-Origin-Resource-Policy",
    "Etag",
    "Referrer-Policy",
    "X-Content-Type-Options",
)


class MediaHandler(GuardedHandler):
    """Relays the request for one picture. The ids are opaque; no path comes from the page."""

    @web.authenticated
    @authorized
    async def get(self, dataset: str, sample: str) -> None:
        """The picture, or a part of it if the request has a Range."""
        kept = {
            name: self.request.headers[name]
            for name in _REQUEST_HEADERS
            if name in self.request.headers
        }
        try:
            response = await open_response(
                await bridge_socket(),
                self.request.method or "GET",
                f"/media/{dataset}/{sample}",
                {**kept, "X-Lunette-Via": "jupyter"},
            )
        except BridgeStartError as error:
            raise web.HTTPError(503, error.message.replace("%", "%%")) from None
        except (OSError, ValueError) as error:
            raise web.HTTPError(502, str(error).replace("%", "%%")) from None
        try:
            await self._relay(response)
        finally:
            response.close()

    head = get

    async def _relay(self, response: BridgeResponse) -> None:
        self.clear()
        self.set_status(response.status)
        for name in ("Content-Type", "Content-Security-Policy"):
            self.clear_header(name)
        for name in _ANSWER_HEADERS:
            if name.lower() in response.headers:
                self.set_header(name, response.headers[name.lower()])
        if self.request.method != "HEAD" and response.status not in (204, 304):
            try:
                async for part in response.body():
                    self.write(part)
                    # Reads on only when the page has taken this part.
                    await self.flush()
            except iostream.StreamClosedError:
                return
        self.finish()
