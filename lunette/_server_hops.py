"""What a running Jupyter server says of its part of the way from the page to the bridge."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import lunette
from lunette._bridge_runtime import data_home, home_mark
from lunette._doctor import Finding, failed, fine, note

__all__ = ["check_server"]

_START_AGAIN = "start the Jupyter server again"


def check_server(server: dict[str, Any], timeout: float = 30.0) -> list[Finding]:
    """Asks a running server and says what of it does not work, in the order of the hops.

    Args:
        server: what Jupyter notes of it: `url`, and `token` if it has one
        timeout (30.0): seconds to wait for its answer
    """
    name = f"Jupyter server at {server['url']}"
    if server.get("sock"):
        return [note(f"{name} listens on a unix socket and was not asked")]
    request = urllib.request.Request(f"{server['url']}lunette/health")
    if server.get("token"):
        request.add_header("Authorization", f"token {server['token']}")
    try:
        # A proxy for the internet must not see the token of a server on this machine.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=timeout) as response:
            health = json.load(response)
    except urllib.error.HTTPError as error:
        return [_refused(name, error.code, bool(server.get("token")))]
    except (OSError, ValueError) as error:
        return [failed(f"{name} does not answer ({error})", _START_AGAIN)]
    return _problems(name, health) or [fine(f"{name} reaches the bridge")]


def _refused(name: str, status: int, with_token: bool) -> Finding:
    if status == 404:
        return failed(
            f"{name} has not loaded Lunette: it is not installed or not enabled in the server's "
            "own environment, which may be another one than this",
            "in the environment of the Jupyter server: pip install lunette && jupyter server "
            "extension enable lunette --sys-prefix; then start the server again",
        )
    if status == 403 and not with_token:
        return note(f"{name} wants a password and was not asked")
    return failed(f"{name} refuses: status {status}", _START_AGAIN)


def _problems(name: str, health: dict[str, Any]) -> list[Finding]:
    relay, bridge = health["relay"], health["bridge"]
    own = lunette.__version__
    python = relay.get("python", "python")
    found = []
    if relay["version"] != own:
        found.append(
            failed(
                f"{name} has loaded Lunette {relay['version']}, this is {own}",
                f"{_START_AGAIN}; if that does not help: {python} -m pip install lunette=={own}",
            )
        )
    labextension = relay.get("labextension", own)
    if labextension is None:
        found.append(
            failed(
                f"{name} has no extension of JupyterLab for the App in its environment",
                f"{python} -m pip install --force-reinstall lunette; then reload the page",
            )
        )
    elif labextension != own:
        found.append(
            failed(
                f"{name} has the extension of JupyterLab of version {labextension}, this is {own}",
                f"{python} -m pip install --force-reinstall lunette=={own}; then reload the page",
            )
        )
    if relay.get("home", home_mark()) != home_mark():
        found.append(
            failed(
                f"{name} keeps its data in another folder than this process ({data_home()}), so "
                "each has a bridge of its own",
                "give both the same LUNETTE_HOME, or unset it in both, and start both again",
            )
        )
    if not bridge["ok"]:
        found.append(failed(f"{name}: {bridge['message']}", "lunette bridge logs"))
    elif bridge.get("version") != relay["version"]:
        text = f"{name} reaches a bridge of version {bridge.get('version')}"
        found.append(failed(f"{text}, needed is {relay['version']}", "lunette bridge stop"))
    return found
