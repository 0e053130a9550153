"""The Jupyter server's way to the bridge: it checks who asks, then relays."""

from __future__ import annotations

from typing import Any

__all__: list[str] = []


def _load_jupyter_server_extension(server: Any) -> None:
    """Adds our routes to a Jupyter server."""
    from jupyter_server.utils import url_path_join

    from lunette.jupyter.app_page import AppPageHandler, PageFileHandler
    from lunette.jupyter.health import HealthHandler
    from lunette.jupyter.media import MediaHandler
    from lunette.jupyter.open_folder import OpenFolderHandler
    from lunette.jupyter.page_socket import SocketHandler
    from lunette.jupyter.running import RunningHandler

    base = url_path_join(server.web_app.settings["base_url"], "lunette")
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "ws"), SocketHandler),
            (url_path_join(base, "media/([0-9a-f]{24})/([0-9a-f]{24})"), MediaHandler),
            (url_path_join(base, "health"), HealthHandler),
            (url_path_join(base, "running"), RunningHandler),
            (url_path_join(base, "open-folder"), OpenFolderHandler),
            (url_path_join(base, "app"), AppPageHandler),
            (url_path_join(base, r"page/(page\.js|page\.css|favicon\.svg)"), PageFileHandler),
        ],
    )
    server.log.info("Lunette is served under %s", base)
