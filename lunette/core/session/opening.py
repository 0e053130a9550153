"""The App in a browser tab of its own: where its address is, how it is opened, waiting for it."""

from __future__ import annotations

import getpass
import secrets
import socket
import warnings
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lunette._bridge_door import Door, keeper_of
from lunette.core.session import hosts, notebook, server_address
from lunette.core.session.bridge_errors import readable_errors
from lunette.core.session.browser import open_browser
from lunette.core.session.session_base import SessionBase

__all__ = ["LINK_TYPE", "AskedAddress", "SessionOpening", "checked_address"]

# A link that the page makes an address of: only it knows how it reaches its Jupyter server.
LINK_TYPE = "application/vnd.lunette.link+json"
_LOOPBACK = "127.0.0.1"
# Tried first where a person has to type the port; another one if it is taken.
_USUAL_PORT = 5151


@dataclass(frozen=True)
class AskedAddress:
    """Where and how the App is to be served outside of Jupyter.

    Attributes:
        address: where to listen, or None
        port: where to listen, or None
        remote: whether browsers are on another machine
        browser: name of the browser, or None
    """

    address: str | None = None
    port: int | None = None
    remote: bool = False
    browser: str | None = None


def checked_address(
    address: Any = None, port: Any = None, remote: Any = False, browser: Any = None
) -> AskedAddress:
    """What was given to a session, checked before anything is started.

    Raises:
        ValueError: an argument is impossible, or the session is remote in a notebook
    """
    if remote and notebook.in_notebook():
        raise ValueError("Remote sessions cannot be run from a notebook")
    if address is not None and (not isinstance(address, str) or not address):
        raise ValueError(f"`address` must be a str or None; found {address!r}")
    valid = isinstance(port, int) and not isinstance(port, bool) and 1 <= port <= 65535
    if port is not None and not valid:
        raise ValueError(f"`port` must be a whole number from 1 to 65535 or None; found {port!r}")
    if browser is not None and not isinstance(browser, str):
        raise ValueError(f"`browser` must be a str or None; found {type(browser)}")
    return AskedAddress(address, port, bool(remote), browser)


class SessionOpening(SessionBase):
    """The part of a session that is about browser tabs."""

    @property
    def remote(self) -> bool:
        """Whether the App is used from another machine; then no browser is opened here."""
        return self._asked.remote

    @property
    def server_address(self) -> str | None:
        """The address that was given to serve the App at, or None."""
        return self._asked.address

    @property
    def server_port(self) -> int | None:
        """The port at which the App is served; None while there is none.

        In a notebook it is the Jupyter server's. Elsewhere a port is opened with the first tab.
        """
        if self._door is not None:
            return self._door.port
        server = server_address.server_address() if notebook.in_notebook() else None
        return self._asked.port if server is None else urlsplit(server).port

    @property
    def url(self) -> str | None:
        """The address of this session's App that works here, or None while there is none.

        In a notebook it is below the address of the Jupyter server, whose login protects it; under
        JupyterHub, unless the hub says its public address, it is a path. Elsewhere it exists once
        the App was opened in a tab, and ends with a key: who has it can use the App until this
        process and the tabs have ended.
        """
        if self._door is not None:
            return self._door_address(self._door, self._door.key)
        base = hosts.hub_address() or server_address.server_address()
        if base is None or not notebook.in_notebook() or hosts.in_vscode():
            return None
        return f"{base}lunette/app?session={self._wire.id}"

    def open(self) -> None:
        """Shows the App: in a notebook in the running cell, else in a new browser tab.

        Remote sessions say where the App is and open nothing.

        Raises:
            LunetteError: the bridge cannot be reached, or the port is taken
        """
        if notebook.in_notebook():
            self.show()
        elif self.remote:
            self._say_where()
        else:
            self.open_tab()

    def open_tab(self) -> None:
        """Opens the App in a new browser tab.

        In a notebook a link appears in the cell, which works wherever the notebook's page is, also
        behind JupyterHub and proxies. Outside of Jupyter the App is served at a port of this
        machine, protected by a key, and the browser opens.

        Raises:
            LunetteError: the bridge cannot be reached, or the port is taken
            ValueError: there is no browser of the session's name
        """
        if self.remote:
            warnings.warn("Remote sessions cannot open new App windows", stacklevel=3)
            return
        sealed = hosts.sealed_host()
        if sealed is not None:
            warnings.warn(
                f"{sealed} gives the browser no way to the App. Cells show pictures of it: "
                "session.show().",
                stacklevel=3,
            )
            return
        if notebook.in_notebook() and not hosts.in_vscode():
            self._show_link()
            return
        door = self._open_door()
        opened = open_browser(self._door_address(door, door.ticket), self._asked.browser)
        if notebook.in_notebook():
            print(self._link_sentence(door))
        elif not opened:
            print(f"Open the App in a browser: {self._door_address(door, door.key)}")

    def wait(self, wait: float = 3) -> None:
        """Blocks until all tabs that show the App are closed, or the session is.

        Ctrl-C ends the waiting.

        Args:
            wait (3): seconds to wait for a new tab after the last one was closed, so that a page
                may be loaded anew; negative to wait for ever, whatever is closed
        """
        if notebook.in_notebook():
            warnings.warn("Notebook sessions cannot wait", stacklevel=3)
            return
        if isinstance(wait, bool) or not isinstance(wait, (int, float)):
            raise TypeError(f"`wait` must be a number of seconds; found {wait!r}")
        self._presence.wait(wait)

    def _launched(self) -> None:
        """Shows the App where a launched one belongs, unless `auto` is off."""
        if self.remote:
            self._say_where()
        elif self._auto:
            self.open()

    def _show_link(self) -> None:
        address = self.url
        text = (
            "Open the App in a browser tab from JupyterLab"
            if address is None
            else f"Open the App in a browser tab: {address}"
        )
        data = {LINK_TYPE: {"v": 1, "session": self._wire.id}, "text/plain": text}
        notebook.display(data, {}, secrets.token_hex(16))

    def _say_in_vscode(self) -> None:
        """VS Code cannot show the App in a cell; says once where it is."""
        if self._said_in_vscode:
            return
        self._said_in_vscode = True
        print(self._link_sentence(self._open_door()))

    def _link_sentence(self, door: Door) -> str:
        # Stands in a notebook that others may get: the ticket is soon worth nothing.
        return (
            "VS Code shows a picture of the App. The App itself opens in a browser: "
            f"{self._door_address(door, door.ticket)}\n"
            "This link works once, for ten minutes; session.open_tab() makes another."
        )

    def _open_door(self) -> Door:
        asked = self._asked
        keeper = keeper_of(self._wire.client)
        address = asked.address or _LOOPBACK
        with readable_errors():
            if self._door is not None:
                self._door = keeper.open(address, self._door.port, asked.remote)
            elif asked.port is None and asked.remote and _is_free(address, _USUAL_PORT):
                self._door = keeper.open(address, _USUAL_PORT, True)
            else:
                self._door = keeper.open(address, asked.port or 0, asked.remote)
        return self._door

    def _door_address(self, door: Door, secret: str) -> str:
        host = door.address
        if self.remote and host in ("0.0.0.0", "::"):
            host = socket.gethostname()
        elif self.remote:
            host = "localhost"
        if ":" in host:
            host = f"[{host}]"
        return f"http://{host}:{door.port}/app?session={self._wire.id}#{secret}"

    def _say_where(self) -> None:
        door = self._open_door()
        address = self._door_address(door, door.key)
        if door.address == _LOOPBACK:
            here = f"{_user()}@{socket.gethostname()}"
            print(
                f"The App is served at port {door.port} of this machine. On your own machine "
                "forward the port and leave that running:\n\n"
                f"    ssh -N -L {door.port}:127.0.0.1:{door.port} {here}\n\n"
                f"Then open there: {address}"
            )
        else:
            print(
                f"The App is served at {door.address}:{door.port}, without encryption: whoever can "
                "listen to the network can use it. Forwarding the port by ssh is safer; leave "
                f"`address` out for that.\nOpen: {address}"
            )


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "you"
