"""`GET <base>/lunette/app?session=<id>`: the App in a browser tab of its own."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from lunette.jupyter.guarded import GuardedHandler

__all__ = ["AppPageHandler", "PageFileHandler"]

PAGE_FOLDER = Path(__file__).parent.parent / "page"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class _File:
    plain: bytes
    compressed: bytes
    etag: str


class _SendsPageFiles(JupyterHandler):
    """Sends a file of the page with the headers that all of them have."""

    auth_resource = "lunette"
    SUPPORTED_METHODS: tuple[str, ...] = ("GET", "HEAD")

    def compute_etag(self) -> str | None:
        """The tag is that of the file."""
        return None

    def send_page_file(self, name: str) -> None:
        path = PAGE_FOLDER / name
        try:
            found = _read(path, path.stat().st_mtime_ns)
            headers = json.loads((PAGE_FOLDER / "headers.json").read_text("utf-8"))
        except OSError:
            raise web.HTTPError(
                503,
                "The page of the App is missing in this installation. In the environment of the "
                "Jupyter server: pip install --force-reinstall lunette (in a checkout: npm run "
                "build)",
            ) from None
        for header, value in headers.items():
            self.set_header(header, value)
        self.set_header("Content-Type", _TYPES[path.suffix])
        self.set_header("Etag", found.etag)
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        body = found.plain
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = found.compressed
        self.set_header("Content-Length", len(body))
        self.finish(b"" if self.request.method == "HEAD" else body)


class AppPageHandler(_SendsPageFiles):
    """The document. It is the same for everybody and holds no secret: who is not logged in is sent
    to the login page and comes back here.
    """

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The page; which session it shows is in the address, which only the page reads."""
        self.send_page_file("index.html")

    head = get

    def set_cors_headers(self) -> None:
        """No other origin is ever let in."""


class PageFileHandler(_SendsPageFiles, GuardedHandler):
    """Script, style and icon, for pages of this server alone."""

    async def prepare(self, **_options: Any) -> None:
        """The checks of every request of ours."""
        await GuardedHandler.prepare(self)

    @web.authenticated
    @authorized
    async def get(self, name: str) -> None:
        """One of the files that the route names."""
        self.send_page_file(name)

    head = get


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> _File:
    plain = path.read_bytes()
    etag = f'"{hashlib.sha256(plain).hexdigest()[:24]}"'
    return _File(plain, gzip.compress(plain, 6), etag)
