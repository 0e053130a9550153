"""Looks whether the notebook's Jupyter server can show the App, and says in the cell if not."""

from __future__ import annotations

import sys
import threading

from lunette._bridge_session import BridgeSession
from lunette.core.session import notebook, server_address

__all__ = ["check_host"]

_ANSWER_SECONDS = 3.0
# What a cell waits for the answer at its end.
_WAIT_SECONDS = 0.5
_checked = False


def check_host(wire: BridgeSession) -> None:
    """Looks once per process, beside the cell's own work; what fails is said at the cell's end.

    A page without our extension cannot say by itself why it shows nothing but a picture.
    """
    global _checked
    server = None if _checked else server_address.server_record()
    if server is None:
        return
    _checked = True
    found: list[str] = []

    def look() -> None:
        from lunette._server_hops import check_server

        for finding in check_server(server, _ANSWER_SECONDS):
            if finding.state == "FAILED":
                found.append(f"{finding.text}.\n→ {finding.repair}")

    thread = threading.Thread(target=look, name="lunette-host-check", daemon=True)
    thread.start()

    def say() -> None:
        stop()
        thread.join(_WAIT_SECONDS)
        # An App that is there proves that all is well enough.
        if found and wire.app_count == 0:
            print(f"The App cannot be shown here. {found[0]}", file=sys.stderr)

    stop = notebook.after_each_cell(say)
