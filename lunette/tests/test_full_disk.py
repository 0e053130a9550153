"""A disk that runs full: sentences, nothing lost, and work goes on when there is room again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "support" / "fill_disk.py"


def test_a_full_disk_is_named_and_loses_nothing(own_home: Path) -> None:
    # A disk of 48 MB that only this process and its children see.
    unshare = ["unshare", "--mount"]
    if os.getuid() != 0:
        unshare += ["--user", "--map-root-user"]
    mount = f"mount -t tmpfs -o size=48m none {own_home}"
    done = subprocess.run(
        [*unshare, "sh", "-c", f'{mount} && exec "$0" "$1"', sys.executable, str(SCRIPT)],
        env={**os.environ, "LUNETTE_HOME": str(own_home)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert "store.db is full, nothing was changed. Free some space" in told["adding"]
    assert "is full" in told["saving"]
    added = told["added"]
    assert added > 0
    # Reading and counting go on although columns can no longer be kept on the disk.
    assert told["count"] == told["read"] == added
    assert told["labels"] == {"cat": added}
    assert told["saving_again"] == ""
    assert told["count_after"] == added + 1
    assert told["note"] == 100_000
