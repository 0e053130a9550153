"""An HTTP server that answers every request for a Jupyter server's health in one way."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import lunette
from lunette._bridge_runtime import home_mark


def healthy(relay: dict[str, Any] | None = None, bridge: dict[str, Any] | None = None) -> Any:
    """What a server says when all is well, but for what is given."""
    version = lunette.__version__
    return {
        "relay": {
            "ok": True,
            "version": version,
            "home": home_mark(),
            "python": "/opt/server/bin/python",
            "labextension": version,
            **(relay or {}),
        },
        "bridge": {"ok": True, "version": version, **(bridge or {})},
    }


@contextmanager
def answering(status: int, body: Any = None) -> Iterator[dict[str, Any]]:
    """The record of such a server, as Jupyter notes it for programs of the user."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/user/ann/"
        yield {"url": url, "token": "secret-token", "sock": ""}
    finally:
        server.shutdown()
        server.server_close()
