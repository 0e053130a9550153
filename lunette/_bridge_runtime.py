"""Data home and runtime folder: where the bridge keeps its files and where it listens."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lunette._bridge_errors import BridgeStartError

__all__ = [
    "RuntimePaths",
    "data_home",
    "home_mark",
    "prepare_runtime_folder",
    "read_discovery",
    "runtime_paths",
]

# Longest path of a socket that every system takes.
_MAX_SOCKET_BYTES = 100


@dataclass(frozen=True)
class RuntimePaths:
    """The files of one data home.

    Attributes:
        home: real path of the data home
        folder: runtime folder, mode 0700
        socket: unix socket of the bridge
        discovery: JSON about the running bridge
        start_lock: taken by who starts the bridge
        log: log of the bridge
    """

    home: Path
    folder: Path
    socket: Path
    discovery: Path
    start_lock: Path
    log: Path


def data_home() -> Path:
    """The data home: ``LUNETTE_HOME``, else ``lunette`` in the platform's user data folder."""
    configured = os.environ.get("LUNETTE_HOME")
    if configured:
        return Path(configured).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "lunette"


def home_mark(home: Path | None = None) -> str:
    """Tells data homes apart without naming them: 8 hexadecimal digits of a digest."""
    real = os.path.realpath(home if home is not None else data_home())
    return hashlib.sha256(os.fsencode(real)).hexdigest()[:8]


def runtime_paths(home: Path | None = None) -> RuntimePaths:
    """Paths of a data home, without making anything. The rules are those of the bridge itself."""
    real = Path(os.path.realpath(home if home is not None else data_home()))
    folder = real / "run"
    if len(os.fsencode(folder / "bridge.sock")) > _MAX_SOCKET_BYTES:
        digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
        folder = _temporary_folder() / f"lunette-{_user_id()}-{digest}"
    return RuntimePaths(
        home=real,
        folder=folder,
        socket=folder / "bridge.sock",
        discovery=folder / "bridge.json",
        start_lock=folder / "start.lock",
        log=real / "logs" / "bridge.log",
    )


def prepare_runtime_folder(home: Path | None = None) -> RuntimePaths:
    """Makes data home, runtime folder and log folder, and checks that they are this user's alone.

    Raises:
        BridgeStartError: a folder cannot be made, or belongs to someone else
    """
    paths = runtime_paths(home)
    for folder in (paths.home, paths.folder, paths.log.parent):
        _ensure_private_folder(folder)
    return paths


def read_discovery(paths: RuntimePaths) -> dict[str, Any] | None:
    """What the discovery file says of the running bridge; None if there is none to read."""
    try:
        found = json.loads(paths.discovery.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _temporary_folder() -> Path:
    # Not what TMPDIR says: kernel, Jupyter server and bridge have to find each other without it.
    usual = Path("/tmp")
    return usual if usual.is_dir() else Path(tempfile.gettempdir())


def _user_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else -1


def _ensure_private_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise BridgeStartError(
                f"{path} must be a folder, but it is something else. Move it away."
            )
        if _user_id() not in (-1, found.st_uid):
            raise BridgeStartError(
                f"{path} belongs to another user. Set LUNETTE_HOME to a folder of your own."
            )
        if found.st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise BridgeStartError(
            f"The folder {path} cannot be used: {error.strerror or error}. "
            "Set LUNETTE_HOME to a folder that you can write to."
        ) from None
