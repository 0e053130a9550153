"""What the command line does with the bridge."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError
from lunette._bridge_process import ensure_bridge, running_bridge
from lunette._bridge_runtime import RuntimePaths, data_home, read_discovery, runtime_paths

__all__ = ["print_logs", "print_status", "start_bridge", "stop_bridge"]

_ANSWER_TIMEOUT = 10.0
_END_TIMEOUT = 15.0


def print_status() -> int:
    """Says whether the bridge runs and what it does; 1 if it does not run."""
    if running_bridge() is None:
        print(f"No bridge runs for {data_home()}. It is started when it is first needed.")
        return 1
    client = BridgeClient(kind="cli")
    try:
        status, _ = client.request("bridge.status", timeout=_ANSWER_TIMEOUT)
    finally:
        client.close()
    # This command is a client, too.
    others = status["clients"] - 1
    rows = {
        "Process": status["pid"],
        "Version": f"{status['version']} on Node {status['node'].removeprefix('v')}",
        "Data home": status["home"],
        "Running for": _duration(status["uptime_s"]),
        "Clients": others,
        "Sessions": status["sessions"],
        "Datasets": status["datasets"],
        "Memory": f"{status['memory'] / 1e6:.0f} MB",
    }
    for name, value in rows.items():
        print(f"{name + ':':<13} {value}")
    return 0


def start_bridge() -> int:
    """Starts the bridge unless it runs."""
    before = running_bridge()
    ensure_bridge()
    print("The bridge runs already." if before else f"The bridge of {data_home()} runs.")
    return 0


def stop_bridge() -> int:
    """Ends the bridge, by force if it does not answer."""
    paths = runtime_paths()
    if running_bridge() is None:
        print(f"No bridge runs for {paths.home}.")
        return 0
    client = BridgeClient(kind="cli")
    try:
        client.request("bridge.stop", timeout=_ANSWER_TIMEOUT)
        asked = True
    except BridgeError as error:
        print(f"The bridge does not do as it is asked: {error.message}", file=sys.stderr)
        asked = False
    finally:
        client.close()
    if not (asked and _gone(paths)) and not _end_process(paths):
        print(f"The bridge of {paths.home} does not end; its log is {paths.log}.", file=sys.stderr)
        return 1
    print("The bridge was stopped.")
    return 0


def print_logs(lines: int) -> int:
    """Shows the last lines of the bridge's log; 1 if there is none."""
    log = runtime_paths().log
    try:
        text = log.read_text("utf-8", "replace")
    except FileNotFoundError:
        print(f"There is no log at {log}: no bridge was started yet.", file=sys.stderr)
        return 1
    for line in text.splitlines()[-lines:]:
        print(line)
    return 0


def _gone(paths: RuntimePaths) -> bool:
    """Waits until nobody listens at the socket any more."""
    deadline = time.monotonic() + _END_TIMEOUT
    while running_bridge(paths.home) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _end_process(paths: RuntimePaths) -> bool:
    pid = (read_discovery(paths) or {}).get("pid")
    if not isinstance(pid, int) or not _is_bridge(pid):
        return False
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, kind)
        except ProcessLookupError:
            return True
        if _gone(paths):
            return True
    return False


def _is_bridge(pid: int) -> bool:
    """Whether the process still is a bridge: numbers of processes are used again."""
    done = subprocess.run(
        ["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
    )
    return "lunette-bridge" in done.stdout or "main.mjs" in done.stdout


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
