"""Checks of `lunette doctor`: from the notebook's page to the bridge."""

from __future__ import annotations

import importlib.metadata
import json
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import lunette
from lunette._doctor import Finding, failed, fine, note

__all__ = ["JUPYTER_CHECKS"]

_OTHER_ENVIRONMENT = "if your notebook server runs from another environment, install lunette there"


def _server_extension() -> list[Finding]:
    from jupyter_core.paths import jupyter_config_path

    enabled = _configured("jpserver_extensions", map(Path, jupyter_config_path()))
    if enabled:
        return [fine("Extension of the Jupyter server is enabled")]
    what = "is not enabled" if enabled is None else "is disabled"
    return [
        failed(
            f"Extension of the Jupyter server {what}",
            "jupyter server extension enable lunette --sys-prefix",
        )
    ]


def _configured(section: str, folders: Iterable[Path]) -> bool | None:
    """Whether a Jupyter server is configured to load us; the first folder that says so counts."""
    for folder in folders:
        own = folder / "jupyter_server_config.json"
        for file in (own, *sorted((folder / "jupyter_server_config.d").glob("*.json"))):
            if not file.is_file():
                continue
            try:
                config = json.loads(file.read_text("utf-8"))
            except ValueError:
                # The Jupyter server itself complains about such a file.
                continue
            value = config.get("ServerApp", {}).get(section, {}).get("lunette")
            if value is not None:
                return bool(value)
    return None


def _jupyterlab() -> list[Finding]:
    try:
        version = importlib.metadata.version("jupyterlab")
    except importlib.metadata.PackageNotFoundError:
        return [note("JupyterLab is not installed beside this Python", _OTHER_ENVIRONMENT)]
    if int(version.split(".")[0]) < 4:
        return [failed(f"JupyterLab {version} is too old", 'pip install "jupyterlab>=4"')]
    return [fine(f"JupyterLab {version}")]


def _labextension() -> list[Finding]:
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        package = Path(folder) / "lunette" / "package.json"
        if not package.is_file():
            continue
        version = json.loads(package.read_text("utf-8")).get("version")
        if version != lunette.__version__:
            text = f"Extension of JupyterLab is version {version}, this is {lunette.__version__}"
            return [failed(text, "pip install --force-reinstall lunette, and reload the page")]
        return [fine(f"Extension of JupyterLab is of this version ({package.parent})")]
    return [
        failed(
            "Extension of JupyterLab is not installed",
            "pip install --force-reinstall lunette (in a checkout: npm run build)",
        )
    ]


def _running_servers() -> list[Finding]:
    from jupyter_server.serverapp import list_running_servers

    servers = list(list_running_servers())
    if not servers:
        return [note("No Jupyter server of yours runs now, so none could be asked")]
    return [_asked(server) for server in servers]


def _asked(server: dict[str, Any]) -> Finding:
    """What the relay of a running server says of itself and of its bridge."""
    name = f"Jupyter server at {server['url']}"
    if server.get("sock"):
        return note(f"{name} listens on a unix socket and was not asked")
    request = urllib.request.Request(f"{server['url']}lunette/health")
    if server.get("token"):
        request.add_header("Authorization", f"token {server['token']}")
    try:
        # A proxy for the internet must not see the token of a server on this machine.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=30) as response:
            health = json.load(response)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return failed(f"{name} has not loaded Lunette", "start the Jupyter server again")
        if error.code == 403 and not server.get("token"):
            return note(f"{name} wants a password and was not asked")
        return failed(f"{name} refuses: status {error.code}", "start the Jupyter server again")
    except (OSError, ValueError) as error:
        return failed(f"{name} does not answer ({error})", "start the Jupyter server again")
    version = health["relay"]["version"]
    if version != lunette.__version__:
        text = f"{name} has loaded version {version}, this is {lunette.__version__}"
        return failed(text, "start the Jupyter server again")
    if not health["bridge"]["ok"]:
        return failed(f"{name}: {health['bridge']['message']}", "lunette bridge logs")
    return fine(f"{name} reaches the bridge")


JUPYTER_CHECKS = (_server_extension, _jupyterlab, _labextension, _running_servers)
