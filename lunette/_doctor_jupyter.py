"""Checks of `lunette doctor`: from the notebook's page to the bridge."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterable
from pathlib import Path

import lunette
from lunette._doctor import Finding, failed, fine, note
from lunette._installed import labextension_folder, labextension_version
from lunette._server_hops import check_server

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
    folder, version = labextension_folder(), labextension_version()
    if folder is None:
        return [
            failed(
                "Extension of JupyterLab is not installed",
                "pip install --force-reinstall lunette (in a checkout: npm run build)",
            )
        ]
    if version != lunette.__version__:
        text = f"Extension of JupyterLab is version {version}, this is {lunette.__version__}"
        return [failed(text, "pip install --force-reinstall lunette, and reload the page")]
    return [fine(f"Extension of JupyterLab is of this version ({folder})")]


def _page() -> list[Finding]:
    folder = Path(lunette.__file__).parent / "page"
    if not (folder / "page.js").is_file():
        return [
            failed(
                "The App's page for browser tabs is missing",
                "pip install --force-reinstall lunette (in a checkout: npm run build)",
            )
        ]
    return [fine(f"The App's page for browser tabs ({folder})")]


def _running_servers() -> list[Finding]:
    from jupyter_server.serverapp import list_running_servers

    servers = list(list_running_servers())
    if not servers:
        return [note("No Jupyter server of yours runs now, so none could be asked")]
    return [finding for server in servers for finding in check_server(server)]


JUPYTER_CHECKS = (_server_extension, _jupyterlab, _labextension, _page, _running_servers)
