"""A real Jupyter server with token and XSRF checks on, in a process of its own."""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from lunette.tests.support.node_script import CHECKOUT


class JupyterServer:
    """Starts `jupyter server` with our extension and waits until it answers.

    Args:
        folder: for everything that the server writes
        home: data home of the bridge that it relays to
    """

    base = "/user/ann/"

    def __init__(self, folder: Path, home: Path) -> None:
        self.token = secrets.token_hex(16)
        self.port = _free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        root = folder / "root"
        root.mkdir(parents=True)
        folders = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
        environment = {
            **os.environ,
            **{f"JUPYTER_{name}": str(folder / name.lower()) for name in folders},
            "PYTHONPATH": str(CHECKOUT),
            "LUNETTE_HOME": str(home),
        }
        options = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.base_url": self.base,
            "ServerApp.root_dir": root,
            "ServerApp.open_browser": False,
            "IdentityProvider.token": self.token,
            "ServerApp.jpserver_extensions": "lunette=True",
        }
        arguments = [f"--{name}={value}" for name, value in options.items()]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyter_server", "--allow-root", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=root,
            )
        self._wait()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body. `path` is below `lunette/`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, f"{self.base}lunette/{path}", skip_host=True)
            for name, value in {"Host": self.host, **(headers or {})}.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            body = response.read()
            found: dict[str, str] = {}
            for name, value in response.getheaders():
                before = found.get(name.lower())
                found[name.lower()] = value if before is None else f"{before}\n{value}"
            return response.status, found, body
        finally:
            connection.close()

    def connect(self, headers: Mapping[str, str] | None = None, **options: Any) -> ClientConnection:
        """A websocket as a page's; `headers` besides Host."""
        connection: ClientConnection = connect(
            f"ws://{self.host}{self.base}lunette/ws",
            additional_headers=dict(headers or {}),
            max_size=None,
            proxy=None,
            compression=None,
            close_timeout=1,
            **options,
        )
        return connection

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"The Jupyter server did not start:\n{self.log.read_text()}")
            try:
                self.get("../api")
                return
            except OSError:
                time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
