"""Finds the bridge of a data home, or starts it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lunette._bridge_errors import BridgeStartError
from lunette._bridge_node import find_bundle, find_node
from lunette._bridge_runtime import RuntimePaths, prepare_runtime_folder, runtime_paths

__all__ = ["ensure_bridge", "is_listening", "read_health", "running_bridge"]

# A start takes well under a second; a cold disk or a busy machine can need far more.
_START_TIMEOUT = 60.0
_POLL_INTERVAL = 0.01
# The bridge's exit code if another one holds the data home; one that is ending does so a while.
_ALREADY_RUNNING = 3
_ENDING_TIMEOUT = 15.0


def running_bridge(home: Path | None = None) -> Path | None:
    """The socket of the data home's bridge if somebody listens there, else None."""
    paths = runtime_paths(home)
    return paths.socket if is_listening(paths.socket) else None


def ensure_bridge(home: Path | None = None) -> Path:
    """The socket of the data home's bridge; starts the bridge if none is running.

    Any number of processes and threads may call it at once: one starts, the others wait.

    Args:
        home (None): the data home; by default that of this process

    Raises:
        BridgeStartError: with what is wrong and what to do
    """
    socket_path = running_bridge(home)
    if socket_path is not None:
        return socket_path
    paths = prepare_runtime_folder(home)
    with _start_lock(paths):
        deadline = time.monotonic() + _ENDING_TIMEOUT
        while not is_listening(paths.socket) and not _start(paths):
            if time.monotonic() > deadline:
                raise BridgeStartError(
                    f"A bridge holds {paths.home} but does not listen. "
                    "End it with `lunette bridge stop`."
                )
            time.sleep(0.1)
    return paths.socket


def is_listening(socket_path: Path, timeout: float = 5.0) -> bool:
    """Whether a process accepts connections at the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(timeout)
        try:
            probe.connect(os.fspath(socket_path))
        except OSError:
            return False
        return True


def read_health(
    socket_path: Path, session: str | None = None, timeout: float = 5.0
) -> dict[str, Any]:
    """The bridge's answer to ``GET /health``.

    Args:
        socket_path: of the bridge
        session (None): id of a session; then the answer's `session` says whether it is known
        timeout (5.0): seconds to wait

    Raises:
        OSError: nobody listens, or no answer in time
        ValueError: what answers is no bridge
    """
    connection = http.client.HTTPConnection("localhost", timeout=timeout)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.sock.settimeout(timeout)
        connection.sock.connect(os.fspath(socket_path))
        path = "/health" if session is None else f"/health?session={session}"
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        body = json.loads(response.read())
    except http.client.HTTPException as error:
        raise ValueError(f"No HTTP answer: {error!r}") from None
    finally:
        connection.close()
    if response.status != 200 or not isinstance(body, dict):
        raise ValueError(f"GET /health was answered with status {response.status}.")
    return body


@contextlib.contextmanager
def _start_lock(paths: RuntimePaths) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:
        raise BridgeStartError(
            "Lunette needs Linux or macOS (on Windows: WSL), for it listens on a unix socket only."
        ) from None
    descriptor = os.open(paths.start_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _start(paths: RuntimePaths) -> bool:
    """Starts a bridge; False if another one still holds the data home."""
    bundle = find_bundle()
    node, _ = find_node()
    environment = {k: v for k, v in os.environ.items() if k not in ("NODE_OPTIONS", "NODE_PATH")}
    log_size = paths.log.stat().st_size if paths.log.exists() else 0
    # What the bridge prints before its log is open, and its last words, go to the log too.
    log = os.open(paths.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        process = subprocess.Popen(
            [node, bundle, "--home", paths.home],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=paths.home,
            env=environment,
            # Survives an interrupt or the end of the kernel that happened to start it.
            start_new_session=True,
        )
    except OSError as error:
        raise BridgeStartError(
            f"The bridge could not be started with {node}: {error}. Run `lunette doctor`."
        ) from None
    finally:
        os.close(log)
    # The bridge may end before this process does: somebody has to take note, or a zombie stays.
    threading.Thread(target=process.wait, name="lunette-reaper", daemon=True).start()
    return _answers(paths, process, log_size)


def _answers(paths: RuntimePaths, process: subprocess.Popen[bytes], log_size: int) -> bool:
    deadline = time.monotonic() + _START_TIMEOUT
    problem: Exception | None = None
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        try:
            read_health(paths.socket)
            return True
        except (OSError, ValueError) as error:
            problem = error
        if ended and process.returncode == _ALREADY_RUNNING:
            return False
        if ended:
            raise BridgeStartError(
                f"The bridge ended while starting: {_last_words(paths.log, log_size)} "
                f"The whole log is {paths.log}; `lunette doctor` checks what it needs."
            )
        time.sleep(_POLL_INTERVAL)
    process.terminate()
    raise BridgeStartError(
        f"The bridge did not answer within {_START_TIMEOUT:.0f} seconds ({problem}). "
        f"Its log is {paths.log}; `lunette doctor` checks what it needs."
    )


def _last_words(log: Path, start: int) -> str:
    """The last line that the bridge wrote since `start`, without time and process number."""
    try:
        with log.open("rb") as file:
            file.seek(start if start <= log.stat().st_size else 0)
            text = file.read().decode("utf-8", "replace")
    except OSError as error:
        return f"its log cannot be read ({error})."
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # Of a crash report the sentence counts, not the stack below it nor Node's version at its end.
    lines = [line for line in lines if not re.match(r"at |Node\.js v\d|\^+$|[{}]", line)]
    reasons = [line for line in lines if re.search(r"could not start|Error: |No space", line)]
    line = (reasons or lines or ["it wrote nothing to its log."])[-1]
    line = re.sub(r"^\d{4}-\d\d-\d\dT\S+ \[\d+\] ", "", line)
    return line if line.endswith((".", "!")) else f"{line}."
